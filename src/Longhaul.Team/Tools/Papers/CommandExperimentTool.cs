using System.Globalization;
using System.Text.Json;
using Longhaul.Execution.Executors;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Team.Desk;
using Longhaul.Team.Sessions;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Papers;

/// <summary><c>run_command_experiment</c>: a command of the delivered code becomes an experiment with evidence, and no score.</summary>
public sealed class CommandExperimentTool(IPaperDesk desk, Func<RunState> state, Ablations without) : ITool
{
    private const double UsualMinutes = 30;
    private const int LogShown = 4_000;

    public string Name => "run_command_experiment";

    public string Description =>
        "Runs a command in a copy of code/ as an experiment: it gets an id (e3), and what it prints and writes is kept as evidence in experiments/e3/. Say what of the paper it covers and what it leaves out. Numbers in texts count only with such an id beside them.";

    public JsonElement Schema { get; } = new ToolSchema()
        .Text("title", "A short name.")
        .Text("command", "For /bin/bash, from the top of code/, such as: python3 train.py --seed 1")
        .Texts("covers", "Claims, tables, baselines or variants of the paper that it covers: their ids in plan/inventory.json, ranges of them (T1.1-T1.60), or tables.", required: true)
        .TextOr("missing", "What it leaves out of those (seeds, scale, data sets); left out: nothing.")
        .NumberOr("minutes", "Time-out, default 30.")
        .Build();

    // It has an id of its own in the journal.
    public bool Repeatable => true;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var order = new TrialOrder(
            scene.Use, Printable.Line(arguments.Text("title"), 120), arguments.Text("command"), [.. arguments.Texts("covers").Select(item => Printable.Line(item, 200))],
            Printable.Line(arguments.TextOr("missing") ?? "", 500));
        if (order.Covers.Count == 0)
            return ToolResult.Wrong($"{Name}: 'covers' is empty; say what of the paper this shows.");
        var asked = TimeSpan.FromMinutes(arguments.NumberOr("minutes", 0.05, 24 * 60) ?? UsualMinutes);
        if (!without.Discipline && Known(order) is { } known)
            return ToolResult.Refused($"This command was run on this very code already, as {known.Id}. Change something first, or read experiments/{known.Id}/.");
        var ended = await desk.TryAsync(order, scene.TimeLeft is { } left && left < asked ? left : asked, cancellationToken).ConfigureAwait(false);
        return Result(scene, ended);
    }

    // The desk commits before each trial, so equal commits are equal code.
    private Trial? Known(TrialOrder order)
    {
        var commit = desk.CommitNow();
        return state().Paper.Trials.Values.FirstOrDefault(trial =>
            trial.Succeeded && trial.Started.Use != order.Use && trial.Started.Command == order.Command && trial.Started.Commit == commit
            && trial.Started.Environment == state().Environment.Hash);
    }

    private static ToolResult Result(ToolScene scene, TrialEnded ended)
    {
        var id = $"e{ended.Trial}";
        var seconds = ended.WallSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var log = Path.Combine(scene.Run.Experiment(id), "log.txt");
        var printed = File.Exists(log) ? Cut.Middle(Plain.Of(File.ReadAllText(log)), LogShown, $"experiments/{id}/log.txt") : "";
        return ended.Ending == Ending.Success
            ? ToolResult.Ok($"{id} ended well after {seconds} s{(ended.Detail is { } detail ? $" ({detail})" : "")}; its files: experiments/{id}/. Its log:\n{printed}", $"{id} ended well after {seconds} s")
            : ToolResult.Failed($"{id} failed ({ended.Ending}, exit code {ended.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}) after {seconds} s. {ended.Detail}\nIts log:\n{printed}", $"{id}: {ended.Ending}");
    }
}
