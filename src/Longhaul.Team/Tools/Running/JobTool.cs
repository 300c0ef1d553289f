using System.Globalization;
using System.Text.Json;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Running;

/// <summary><c>job</c>: looks at, waits for, or ends a command that <c>run</c> started in the background.</summary>
public sealed class JobTool(IDesk desk, RunLedger ledger) : ITool
{
    private const int MostWait = 600;
    private const int Shown = 6_000;

    public string Name => "job";

    public string Description => "Looks at a command that run started in the background: whether it runs, what it printed since you looked last, how it ended. Or stops it.";

    public JsonElement Schema { get; } = new ToolSchema()
        .Text("id", "As run gave it.")
        .Word("action", "poll, or stop.", ["poll", "stop"])
        .WholeOr("wait_seconds", "How long to wait for its end, default 0, at most 600.")
        .Build();

    // A look changes nothing, and what has ended has ended.
    public bool Repeatable => true;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var id = arguments.Text("id").Trim();
        var action = arguments.Text("action");
        if (action is not ("poll" or "stop"))
            return ToolResult.Wrong($"{Name}: 'action' must be poll or stop.");
        var jobs = ledger.State.Team.Jobs;
        if (!jobs.TryGetValue(id, out var job) || job.Started.Session != scene.Session)
            return ToolResult.Wrong($"{Name}: there is no job '{id}' of yours. You have: {string.Join(", ", jobs.Values.Where(own => own.Started.Session == scene.Session).Select(own => own.Started.Job).DefaultIfEmpty("none"))}.");
        if (job.Ended is { } known)
            return Over(known, "");
        var place = BackgroundJobs.PlaceOf(scene.Run, id);
        var look = action == "stop"
            ? await desk.Jobs.StopAsync(place, scene.Use, cancellationToken).ConfigureAwait(false)
            : await desk.Jobs.LookAsync(place, scene.Use, Wait(arguments, scene), cancellationToken).ConfigureAwait(false);
        var news = BackgroundJobs.Take(ledger, scene.Session, id, look);
        return ledger.State.Team.Jobs[id].Ended is { } ended ? Over(ended, news) : ToolResult.Ok($"{id} still runs.{New(id, news)}", $"{id} still runs");
    }

    private static TimeSpan Wait(ToolArguments arguments, ToolScene scene)
    {
        var asked = TimeSpan.FromSeconds(arguments.WholeOr("wait_seconds", 0, MostWait) ?? 0);
        return scene.TimeLeft is { } left && left < asked ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : asked;
    }

    private static ToolResult Over(JobEnded ended, string news)
    {
        var seconds = ended.WallSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var how = ended.Ending switch
        {
            "success" => $"ended well after {seconds} s",
            "error" => $"ended with exit code {ended.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} after {seconds} s",
            "interrupted" => "was interrupted by a restart of the machine; start it again if it is still needed",
            var other => $"was ended ({other}) after {seconds} s. {ended.Detail}".TrimEnd(),
        };
        var text = string.Create(CultureInfo.InvariantCulture, $"{ended.Job} {how}. It left {ended.Files} files in {BackgroundJobs.PathOf(ended.Job)}/.{New(ended.Job, news)}");
        return ended.Ending is "success" or "stopped" ? ToolResult.Ok(text, $"{ended.Job} {how}") : ToolResult.Failed(text, $"{ended.Job} {how}");
    }

    private static string New(string id, string news) => news.Length == 0 ? "" : $" Printed since you looked last:\n{Cut.Middle(news, Shown, $"{BackgroundJobs.PathOf(id)}/output.txt")}";
}
