using System.CommandLine;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Progress;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Team.Roles;
using Longhaul.Team.Sessions;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul log</c>: a run's events line by line, or what one experiment printed.</summary>
internal sealed class LogCommand : RunNamingCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on as long as somebody works on the run." };
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
        var folder = Folder(arguments);
        using var source = arguments.GetValue(_experiment) is { } experiment
            ? (ILogSource)new FileLog(LogOf(folder, experiment))
            : arguments.GetValue(_role) is { } role ? new RoleLog(folder, Known(role, folder))
            : Json(arguments) ? new FileLog(folder.Journal) : new JournalLog(folder, Session.Clock);
        foreach (var line in Last(source.ReadNew(), arguments.GetValue(_lines)))
            Session.Out.WriteLine(line);
        while (arguments.GetValue(_follow) && !cancellationToken.IsCancellationRequested)
        {
            var owned = RunLock.Owner(folder) is not null;
            foreach (var line in source.ReadNew())
                Session.Out.WriteLine(line);
            await Session.Out.FlushAsync(CancellationToken.None);
            if (!owned)
                break;
            await Task.Delay(Look, Session.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return 0;
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

    private interface ILogSource : IDisposable
    {
        IReadOnlyList<string> ReadNew();
    }

    /// <summary>The journal's entries as sentences.</summary>
    private sealed class JournalLog : ILogSource
    {
        private readonly StringWriter _text = new();
        private readonly PlainProgress _lines;
        private readonly JournalTail _tail;

        public JournalLog(RunFolder folder, TimeProvider clock)
        {
            _lines = new PlainProgress(_text, clock);
            _tail = new JournalTail(folder.Journal);
        }

        public IReadOnlyList<string> ReadNew()
        {
            _lines.Print(_tail.ReadNew());
            var lines = _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            _text.GetStringBuilder().Clear();
            return lines;
        }

        public void Dispose() => _text.Dispose();
    }

    /// <summary>A role's sessions as text.</summary>
    private sealed class RoleLog(RunFolder folder, string role) : ILogSource
    {
        private readonly Transcript _transcript = new(folder, role);
        private readonly JournalTail _tail = new(folder.Journal);

        public IReadOnlyList<string> ReadNew() => [.. _tail.ReadNew().Select(_transcript.Of).OfType<string>().SelectMany(text => text.TrimEnd('\n').Split('\n'))];

        public void Dispose()
        {
        }
    }

    /// <summary>A file's lines as they come; the last one counts when it is whole.</summary>
    private sealed class FileLog(string path) : ILogSource
    {
        private readonly StreamReader _reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        public IReadOnlyList<string> ReadNew()
        {
            var lines = new List<string>();
            while (_reader.ReadLine() is { } line)
                lines.Add(Printable.Of(line));
            return lines;
        }

        public void Dispose() => _reader.Dispose();
    }
}
