using System.Globalization;
using System.Text.Json;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Team.Desk;
using Longhaul.Team.Sessions;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Running;

/// <summary><c>run</c>: a shell command in the sandbox, with the role's regions writable, everything else of the workspace read-only, and no network but what the task grants.</summary>
public sealed class RunTool(IDesk desk) : ITool
{
    private const double UsualMinutes = 5;
    private const double MostMinutes = 120;
    private const int Shown = 8_000;
    private static readonly Bytes LargestLog = Bytes.FromMiB(64);

    public string Name => "run";

    public string Description =>
        "Runs a shell command in a sandbox, without network but for hosts that the task grants. Paths are as for the file tools: code/NAME, data/train.csv. Only your regions are writable, and /tmp, which is empty each time. For scores use run_experiment: what a command prints is no result.";

    public JsonElement Schema { get; } = new ToolSchema().Text("command", "For /bin/sh (no bash: no <( ), no [[ ]]).").NumberOr("minutes", "Time-out, default 5.").Build();

    public bool Repeatable => false;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var command = arguments.Text("command");
        var asked = TimeSpan.FromMinutes(arguments.NumberOr("minutes", 0.05, MostMinutes) ?? UsualMinutes);
        var limit = scene.TimeLeft is { } left && left < asked ? left : asked;
        var folder = Path.Combine(scene.Run.Cache, "scratch", scene.Use);
        Directory.CreateDirectory(folder);
        var log = Path.Combine(scene.Run.Cache, "scratch", scene.Use + ".log");
        try
        {
            var outcome = await desk.RunAsync(new JobId(scene.Use), ["/bin/sh", "-c", command], folder, Mounts(scene), limit, log, cancellationToken).ConfigureAwait(false);
            return Result(scene, command, outcome, File.Exists(log) ? JobFiles.ReadText(Path.GetDirectoryName(log)!, Path.GetFileName(log), LargestLog) : "");
        }
        finally
        {
            FolderRemoval.Remove(folder);
            File.Delete(log);
        }
    }

    // The same paths as the file tools have: the workspace's folders, and data/ beside them.
    private static List<Mount> Mounts(ToolScene scene)
    {
        foreach (var region in scene.Role.Writes)
            Directory.CreateDirectory(Path.Combine(scene.Run.Workspace, region));
        List<Mount> mounts = [.. scene.Data];
        foreach (var entry in new DirectoryInfo(scene.Run.Workspace).EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var writable = scene.Role.Writes.Contains(entry.Name, StringComparer.Ordinal);
            mounts.Add(new Mount(entry.FullName, entry.Name, writable));
            // The history of the code is the host's.
            if (writable && Directory.Exists(Path.Combine(entry.FullName, ".git")))
                mounts.Add(new Mount(Path.Combine(entry.FullName, ".git"), $"{entry.Name}/.git"));
        }

        return mounts;
    }

    private static ToolResult Result(ToolScene scene, string command, JobOutcome outcome, string output)
    {
        var line = $"{Printable.Line(command, 120)}: {Ending(outcome)}";
        var printed = Plain.Of(output);
        var text = $"{Ending(outcome)}\n{Cut.Middle(printed, Shown, WholeResults.PathOf(scene.Use))}";
        var result = outcome.Ending == Longhaul.Execution.Executors.Ending.Success ? ToolResult.Ok(text, line) : ToolResult.Failed(text, line);
        return printed.Length > Shown ? result with { Whole = printed } : result;
    }

    private static string Ending(JobOutcome outcome)
    {
        var seconds = outcome.Wall.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return outcome.Ending switch
        {
            Longhaul.Execution.Executors.Ending.Success => $"ended well after {seconds} s",
            Longhaul.Execution.Executors.Ending.Error => $"ended with exit code {outcome.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} after {seconds} s",
            var other => $"was ended ({other}) after {seconds} s. {outcome.Detail}",
        };
    }
}
