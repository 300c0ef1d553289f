using System.Globalization;
using System.Text.Json;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;
using Longhaul.Team.Sessions;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Running;

/// <summary><c>run</c>: a shell command in the sandbox, with the role's regions writable, everything else of the workspace read-only, and no network but what the task grants.</summary>
public sealed class RunTool(IDesk desk, RunLedger ledger) : ITool
{
    private const double UsualMinutes = 5;
    private const double UsualBackgroundMinutes = 30;
    private const double MostMinutes = 120;
    private const int Shown = 8_000;
    private static readonly Bytes LargestLog = Bytes.FromMiB(64);

    public string Name => "run";

    public string Description =>
        "Runs a shell command in a sandbox, without network but for hosts that the task grants. Paths are as for the file tools: code/NAME, data/train.csv. Only your regions are writable, and /tmp, which is empty each time. What a command prints is no result: experiments are. With background it runs on while you do other things.";

    public JsonElement Schema { get; } = new ToolSchema().Text("command", "For /bin/sh (no bash: no <( ), no [[ ]]).").NumberOr("minutes", "Time-out, default 5; 30 in the background.")
        .Flag("background", "Start it and come back at once, with an id for the tool job. It then writes only its own folder.").Build();

    public bool Repeatable => false;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var command = arguments.Text("command");
        var asked = TimeSpan.FromMinutes(arguments.NumberOr("minutes", 0.05, MostMinutes) ?? (arguments.Flag("background") ? UsualBackgroundMinutes : UsualMinutes));
        var limit = scene.TimeLeft is { } left && left < asked ? left : asked;
        if (arguments.Flag("background"))
            return await StartAsync(command, scene, limit, cancellationToken).ConfigureAwait(false);
        var folder = Path.Combine(scene.Run.Cache, "scratch", scene.Use);
        Directory.CreateDirectory(folder);
        var log = Path.Combine(scene.Run.Cache, "scratch", scene.Use + ".log");
        try
        {
            var outcome = await desk.RunAsync(new JobId(scene.Use), ["/bin/sh", "-c", command], folder, RoleMounts.Of(scene, writes: true), limit, log, cancellationToken).ConfigureAwait(false);
            return Result(scene, command, outcome, File.Exists(log) ? JobFiles.ReadText(Path.GetDirectoryName(log)!, Path.GetFileName(log), LargestLog) : "");
        }
        finally
        {
            FolderRemoval.Remove(folder);
            File.Delete(log);
        }
    }

    /// <summary>Starts the command and leaves it running: it writes its own folder alone, so nothing that it does could have to be undone.</summary>
    private async Task<ToolResult> StartAsync(string command, ToolScene scene, TimeSpan limit, CancellationToken cancellationToken)
    {
        var running = ledger.State.Team.Jobs.Values.Where(job => job.Ended is null && ledger.State.Team.Sessions[job.Started.Session].Ended is null).Select(job => job.Started.Job).ToList();
        if (running.Count >= BackgroundJobs.Most)
            return ToolResult.Refused($"{BackgroundJobs.Most} commands run in the background already: {string.Join(", ", running)}. Wait for one with job, or stop one.");
        ledger.Record(scene.Session, new JobStarted(scene.Session, scene.Use, Printable.Line(command, 300), Math.Round(limit.TotalSeconds, 3)));
        var place = BackgroundJobs.PlaceOf(scene.Run, scene.Use);
        Directory.CreateDirectory(place.Folder);
        await desk.Jobs.StartAsync(place, ["/bin/sh", "-c", command], RoleMounts.Of(scene, writes: false), limit, cancellationToken).ConfigureAwait(false);
        return ToolResult.Ok(
            $"{scene.Use} runs, for at most {limit.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture)} minutes; look at it with job. It sees the workspace read-only and writes only the folder that it starts in; when it has ended, what it left there is put into {BackgroundJobs.PathOf(scene.Use)}/. It ends with your session.",
            $"started in the background: {Printable.Line(command, 120)}");
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
