using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Team.Roles;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul log</c>: a run's events line by line, or what one experiment printed.</summary>
internal sealed class LogCommand : RunNamingCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on as long as somebody works on the run; with --json an object on each line." };
    private readonly Option<string?> _experiment = new("--experiment") { Description = "What this experiment printed: e7.", HelpName = "ID" };
    private readonly Option<string?> _role = new("--role") { Description = "The sessions of this role: prompts as sent, answers, tools, tokens, money.", HelpName = "R" };
    private readonly Option<int?> _lines = CountOption.Create("--lines", "Only the last N lines.", least: 0);

    public LogCommand(Session session)
        : base(session, "log", "What happened in a run, or what an experiment printed.", "longhaul log penguins --experiment e3 --lines 20")
    {
        Add(_follow);
        Add(_experiment);
        Add(_role);
        Add(_lines);
    }

    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (folder, follow, json) = (Folder(arguments), arguments.GetValue(_follow), Json(arguments));
        var (experiment, role) = (arguments.GetValue(_experiment), arguments.GetValue(_role));
        // They are objects already, and one without an end is none.
        var events = json && experiment is null && role is null;
        using var source = Source(folder, experiment, role, json);
        var lines = Last(source.ReadNew(rest: !follow && !events), arguments.GetValue(_lines));
        if (json && !follow)
        {
            CliJson.Print(Session, LogResult.Of(folder, experiment, role, lines), CliJson.Default.LogResult);
            return 0;
        }

        Print(lines, wrapped: json && !events);
        while (follow && !cancellationToken.IsCancellationRequested)
        {
            var owned = RunLock.Owner(folder) is not null;
            Print(source.ReadNew(rest: !owned && !events), wrapped: json && !events);
            await Session.Out.FlushAsync(CancellationToken.None);
            if (!owned)
                break;
            await Task.Delay(Look, Session.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return 0;
    }

    private ILogSource Source(RunFolder folder, string? experiment, string? role, bool json) =>
        experiment is not null ? new FileLog(LogOf(folder, experiment))
        : role is not null ? new RoleLog(folder, Known(role, folder))
        : json ? new FileLog(folder.Journal)
        : new JournalLog(folder, Session.Clock);

    private void Print(IEnumerable<string> lines, bool wrapped)
    {
        foreach (var line in lines)
            Session.Out.WriteLine(wrapped ? JsonSerializer.Serialize(new LogLine(line), LogJson.Default.LogLine) : line);
    }

    private static IEnumerable<string> Last(IReadOnlyList<string> lines, int? count) => count is { } most ? lines.TakeLast(most) : lines;

    private static string LogOf(RunFolder folder, string experiment)
    {
        var path = Path.Combine(folder.Experiment(experiment), "log.txt");
        if (experiment.AsSpan().ContainsAny(Path.DirectorySeparatorChar, '.') || !File.Exists(path))
            throw new UserErrorException($"--experiment {experiment}: {folder.Id} has no log of such an experiment. `longhaul tree {folder.Id}` shows those there are.");
        return path;
    }

    private static string Known(string role, RunFolder folder) => RoleBook.All.ContainsKey(role)
        ? role
        : throw new UserErrorException($"--role {role}: there is no such role in {folder.Id}. Roles: {string.Join(", ", RoleBook.All.Keys.Order(StringComparer.Ordinal))}.");
}

/// <summary>What <c>log --json</c> prints.</summary>
/// <param name="Events">The journal's entries; null where an experiment or a role was named.</param>
/// <param name="Lines">What the experiment printed, or the role's sessions; null where neither was named.</param>
internal sealed record LogResult(string Run, string? Experiment, string? Role, IReadOnlyList<JsonElement>? Events, IReadOnlyList<string>? Lines)
{
    /// <exception cref="UserErrorException">A line of the journal is no JSON.</exception>
    public static LogResult Of(RunFolder run, string? experiment, string? role, IEnumerable<string> lines) => experiment is null && role is null
        ? new LogResult(run.Root, null, null, [.. lines.Select(line => Event(run, line))], null)
        : new LogResult(run.Root, experiment, experiment is null ? role : null, null, [.. lines]);

    private static JsonElement Event(RunFolder run, string line)
    {
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            throw new UserErrorException($"{run.Journal}: a line of it is no event. `longhaul verify {run.Id}` says which.");
        }
    }
}

/// <summary>What <c>log --follow --json</c> prints on a line of an experiment's or a role's log.</summary>
internal sealed record LogLine(string Line);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LogLine))]
internal sealed partial class LogJson : JsonSerializerContext;
