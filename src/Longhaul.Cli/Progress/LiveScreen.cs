using System.Globalization;
using Longhaul.Search.Graph;
using Longhaul.Search.State;
using Longhaul.Tracks.Hosting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Longhaul.Cli.Progress;

/// <summary>One frame of the live screen: time left, experiments, the best score and how it moved, what runs now, the best candidates.</summary>
internal static class LiveScreen
{
    private const string Paper = "paper";
    private const int Shown = 6;
    private const int BarWidth = 30;
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>The frame.</summary>
    /// <param name="width">Columns of the terminal.</param>
    public static IRenderable Of(LiveStatus status, string? notice, int width)
    {
        var rows = new List<IRenderable>
        {
            new Markup($"[bold]{Markup.Escape(status.Settings.Task)}[/]  [dim]{Markup.Escape(Shorten(status.Folder.Root, Math.Max(20, width - status.Settings.Task.Length - 4)))}[/]"),
            Facts(status),
        };
        if ((status.Settings.Track == Paper ? PaperScreen.Experiments(status.State.Paper) : Candidates(status.State)) is { } table)
            rows.Add(table);
        if (notice is not null)
            rows.Add(new Markup($"[yellow]{Markup.Escape(notice)}[/]"));
        return new Rows(rows);
    }

    private static Grid Facts(LiveStatus status)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        grid.AddRow(new Markup("[dim]time[/]"), new Markup(Time(status)));
        if (status.Settings.Track == Paper)
        {
            grid.AddRow(new Markup("[dim]tried[/]"), new Text($"{PaperScreen.Tried(status.State)}{Left(status)}"));
            grid.AddRow(new Markup("[dim]code[/]"), new Markup(PaperScreen.Delivered(status.State.Paper)));
            grid.AddRow(new Markup("[dim]judged[/]"), new Markup(PaperScreen.Judged(status.State)));
        }
        else
        {
            grid.AddRow(new Markup("[dim]tried[/]"), new Text(Experiments(status)));
            grid.AddRow(new Markup("[dim]best[/]"), new Markup(Best(status.State)));
        }

        if (status.Doing.Length > 0)
            grid.AddRow(new Markup("[dim]now[/]"), new Text(status.Doing));
        return grid;
    }

    private static string Time(LiveStatus status)
    {
        if (status.TimeLeft is not { } left)
            return $"{TimeText.Of(status.State.Worked)} so far, not limited";
        var whole = status.Settings.BudgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) + status.State.Extended : status.State.Worked + left;
        var share = whole > TimeSpan.Zero ? Math.Clamp(1 - left / whole, 0, 1) : 1;
        var done = (int)Math.Round(share * BarWidth);
        return $"[blue]{new string('━', done)}[/][dim]{new string('━', BarWidth - done)}[/] {TimeText.Of(left)} left of {TimeText.Of(whole)}";
    }

    private static string Experiments(LiveStatus status)
    {
        var failed = status.State.Experiments.Values.Count(record => record.Ended is { Score: null });
        var count = status.State.Experiments.Count;
        return $"{count} experiment{(count == 1 ? "" : "s")}{(failed == 0 ? "" : $", {failed} failed")}{Left(status)}";
    }

    private static string Left(LiveStatus status) => status.ExperimentsLeft is { } rest ? $", {rest} left" : "";

    private static string Best(RunState state)
    {
        if (state.Graph.Best is not { Score: { } score } best)
            return "none yet";
        var moves = Moves(state.Graph);
        var line = moves.Count > 1 ? $"  {Spark(moves)}  [green]{EventText.Change(moves[0].Score!, score)}[/] since the first" : "";
        return $"[bold green]{EventText.Text(score)}[/] {Markup.Escape(score.Metric)}, {best.Id} {Markup.Escape(best.Title)}{line}";
    }

    /// <summary>The candidates that were best in their time, in order; the constant that everything beats would flatten what follows.</summary>
    private static List<Candidate> Moves(SolutionGraph graph)
    {
        var moves = new List<Candidate>();
        foreach (var candidate in graph.Candidates.Where(node => node is { Family: not "constant", Probe: false } && node.Score is { } score && double.IsFinite(score.Value)).OrderBy(node => node.At))
        {
            if (moves.Count == 0 || candidate.Score!.Beats(moves[^1].Score!))
                moves.Add(candidate);
        }

        return moves;
    }

    private static string Spark(List<Candidate> moves)
    {
        var values = moves.TakeLast(20).Select(move => move.Score!.Value).ToList();
        var (low, high) = (values.Min(), values.Max());
        return string.Concat(values.Select(value => Levels[(int)Math.Round((value - low) / Math.Max(high - low, double.Epsilon) * (Levels.Length - 1))]));
    }

    private static Table? Candidates(RunState state)
    {
        var ranked = state.Graph.Ranked;
        if (ranked.Count == 0)
            return null;
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "score", "family", "what", "time");
        table.Columns[0].NoWrap();
        table.Columns[1].NoWrap();
        foreach (var candidate in ranked.Take(Shown))
            table.AddRow(candidate.Id.ToString(), EventText.Text(candidate.Score!), Escape(candidate.Family), Escape(candidate.Title), Took(candidate));
        foreach (var failed in state.Graph.Candidates.Where(candidate => candidate.Status == CandidateStatus.Failed).TakeLast(1))
            table.AddRow(failed.Id.ToString(), "[red]failed[/]", Escape(failed.Family), Escape(failed.Insight ?? failed.Title), Took(failed));
        return table;
    }

    private static string Took(Candidate candidate) =>
        candidate.Wall > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"{candidate.Wall.TotalSeconds:0.0} s") : "";

    private static string Escape(string text) => Markup.Escape(text.ReplaceLineEndings(" "));

    private static string Shorten(string path, int width) => path.Length <= width ? path : "…" + path[^(width - 1)..];
}
