using System.Globalization;
using System.Text;
using System.Text.Json;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Team.Desk;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Papers;

/// <summary><c>rehearse</c>: <c>reproduce.sh</c> in a clean clone and a fresh sandbox, while there is still time to mend it.</summary>
public sealed class RehearseTool(IPaperDesk desk) : ITool
{
    private const int MostNamed = 30;
    private const int LogShown = 4_000;
    private const string LogFile = "reproduce.log";
    private static readonly Bytes LargestLog = Bytes.FromMiB(64);

    public string Name => "rehearse";

    public string Description =>
        "Commits code/ and runs its reproduce.sh as a stranger would: clean clone, fresh sandbox, no environment, no caches, nothing of the workspace. Says how it ended, which files it made, and what would not work elsewhere. The clone stays in reproduction/ to read.";

    public JsonElement Schema { get; } = new ToolSchema().NumberOr("minutes", "Time-out; left out: what reproduce.sh may take at the end.").Build();

    public bool Repeatable => true;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var asked = arguments.NumberOr("minutes", 0.05, 24 * 60) is { } minutes ? TimeSpan.FromMinutes(minutes) : desk.ReproductionLimit;
        var ended = await desk.RehearseAsync(scene.Use, scene.TimeLeft is { } left && left < asked ? left : asked, cancellationToken).ConfigureAwait(false);
        var printed = ended.Ending is not null && Log(Path.Combine(scene.Run.Workspace, "reproduction")) is { } log ? $"It printed:\n{Cut.Middle(Plain.Of(log), LogShown, "reproduction/reproduce.log")}" : "";
        var text = $"{Describe(ended)}{printed}";
        var line = ended.Ending is { } ending ? $"reproduce.sh: {ending}, {ended.Touched} files{(ended.Problems.Count == 0 ? "" : $", {ended.Problems.Count} to mend")}" : "reproduce.sh could not be run";
        return ended is { Ending: Ending.Success, Problems.Count: 0 } ? ToolResult.Ok(text, line) : ToolResult.Failed(text, line);
    }

    // The script may have put something else in its place.
    private static string? Log(string clone)
    {
        try
        {
            return JobFiles.Exists(clone, LogFile) ? JobFiles.ReadText(clone, LogFile, LargestLog) : null;
        }
        catch (UntrustedFileException)
        {
            return null;
        }
    }

    // What is hashed as evidence besides the log, as paths of the clone.
    private static string Named(ReproductionEnded ended)
    {
        const string Clone = "reproduction/";
        string[] files = [.. ended.Evidence.Keys.Select(path => path[(path.IndexOf(Clone, StringComparison.Ordinal) + Clone.Length)..]).Where(path => path != LogFile).Order(StringComparer.Ordinal)];
        return files.Length == 0 ? "" : $": {string.Join(", ", files.Take(MostNamed).Select(path => Printable.Line(path, 100)))}{(files.Length > MostNamed ? " …" : "")}";
    }

    private static string Describe(ReproductionEnded ended)
    {
        var text = new StringBuilder();
        text.Append(ended.Ending is { } ending
            ? string.Create(CultureInfo.InvariantCulture, $"reproduce.sh ended with {ending} (exit code {ended.ExitCode}) after {ended.WallSeconds:0.0} s and made or changed {ended.Touched} files{Named(ended)}.\n")
            : "reproduce.sh was not run.\n");
        foreach (var problem in ended.Problems)
            text.Append(CultureInfo.InvariantCulture, $"- mend: {problem}\n");
        return text.ToString();
    }
}
