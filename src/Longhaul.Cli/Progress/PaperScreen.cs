using System.Globalization;
using Longhaul.Cli.Output;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Spectre.Console;

namespace Longhaul.Cli.Progress;

/// <summary>What the live screen shows of a paper's run in place of candidates and scores: experiments, rehearsals, the delivered code.</summary>
internal static class PaperScreen
{
    private const int Shown = 6;

    /// <summary>Experiments and rehearsals with those that failed.</summary>
    public static string Tried(RunState state) => $"{Count(state.ExperimentCount, "experiment", state.FailedExperiments)}, "
        + Count(state.Paper.Rehearsals.Count, "rehearsal", state.Paper.Rehearsals.Count(rehearsal => rehearsal.Ending != Execution.Executors.Ending.Success));

    /// <summary>The delivered code and whether it reproduces, as markup.</summary>
    public static string Delivered(PaperState paper)
    {
        if (paper.Commits is not [.., var (_, commit)])
            return "nothing yet";
        var script = (paper.Reproduced, paper.Rehearsed) switch
        {
            ({ } final, _) => $"reproduced: {How(final)}",
            (_, { } rehearsed) => $"rehearsed: {How(rehearsed)}",
            _ => "reproduce.sh [yellow]not rehearsed yet[/]",
        };
        return $"{Short(commit.Commit)}, {paper.Commits.Count} snapshots; {script}";
    }

    /// <summary>The rubric's verdict so far.</summary>
    public static string Judged(RunState state) => state switch
    {
        { Grade.Score: { } score } => string.Create(CultureInfo.InvariantCulture, $"[bold green]{score:0.0000}[/] replication score"),
        { Paper.Verdicts.Count: > 0 and var count } => $"{count} requirements judged so far",
        _ => "not yet",
    };

    /// <summary>The newest experiments; null where there are none.</summary>
    public static Table? Experiments(PaperState paper)
    {
        if (paper.Trials.Count == 0)
            return null;
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "ended", "what", "covers", "time");
        table.Columns[0].NoWrap();
        table.Columns[1].NoWrap();
        foreach (var trial in paper.Trials.Values.TakeLast(Shown))
            table.AddRow(trial.Id, Ended(trial), Escape(trial.Started.Title), Escape(string.Join(", ", trial.Started.Covers)), trial.Ended is { } ended ? string.Create(CultureInfo.InvariantCulture, $"{ended.WallSeconds:0.0} s") : "");
        return table;
    }

    /// <summary>How an experiment ended, as markup.</summary>
    public static string Ended(Trial trial) => trial.Ended is { } ended ? trial.Succeeded ? "success" : $"[red]{EndingName.Of(ended.Ending)}[/]" : "[dim]running[/]";

    /// <summary>How a reproduction ended, as markup.</summary>
    public static string How(ReproductionEnded reproduction) => reproduction.Ending is { } ending
        ? $"{(ending == Execution.Executors.Ending.Success ? "[green]success[/]" : $"[red]{EndingName.Of(ending)}[/]")}, {reproduction.Touched} files{(reproduction.Problems.Count > 0 ? $", {reproduction.Problems.Count} problems" : "")}"
        : $"[red]not run[/]{(reproduction.Problems is [var first, ..] ? $" ({Escape(first)})" : "")}";

    /// <summary>The first digits of a commit.</summary>
    public static string Short(string commit) => commit[..Math.Min(10, commit.Length)];

    private static string Count(int all, string what, int failed) => $"{all} {what}{(all == 1 ? "" : "s")}{(failed == 0 ? "" : $" ({failed} failed)")}";

    private static string Escape(string text) => Markup.Escape(Printable.Line(text, 200));
}
