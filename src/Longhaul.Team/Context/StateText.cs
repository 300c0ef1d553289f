using System.Globalization;
using System.Text;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Team.Context;

/// <summary>How the run stands, for a prompt: a pure function of the journal's projection. Bounded: the best and the newest experiments only.</summary>
public static class StateText
{
    private const int Best = 8;
    private const int Newest = 4;
    private const int Advice = 3;
    private static readonly (double Share, string Words)[] PaperReminders =
    [
        (0.85, "85 % of the budget is used: finish what runs, have the claims checked, rehearse a last time, and sum up."),
        (0.70, "70 % of the budget is used: nothing new; complete and mend what is there."),
        (0.50, "Half of the budget is used: reproduce.sh must have been rehearsed well by now."),
    ];

    private static readonly (double Share, string Words)[] Reminders =
    [
        (0.85, "85 % of the budget is used: finish what runs, make sure that the best submission stands, and sum up."),
        (0.70, "70 % of the budget is used: no new directions; refine and combine what works."),
        (0.50, "Half of the budget is used: keep to what has shown to help."),
    ];

    /// <summary>The text.</summary>
    public static string Of(RunState state, Standing standing)
    {
        var text = new StringBuilder();
        if (standing.TimeLeft is { } time)
            text.Append(CultureInfo.InvariantCulture, $"Time left for you: {Math.Max(0, time.TotalMinutes):0.0} min. ");
        if (standing.Judges)
            return text.Append("Read, then call verdict.").ToString();
        if (standing.ExperimentsLeft is { } experiments)
            text.Append(CultureInfo.InvariantCulture, $"Experiments left: {experiments}. ");
        text.Append(CultureInfo.InvariantCulture, $"Experiments so far: {state.ExperimentCount}.\n");
        if (standing.Used is { } share && Array.Find(standing.OfPaper ? PaperReminders : Reminders, reminder => share >= reminder.Share) is { Words: { } words })
            text.Append(words).Append('\n');
        foreach (var advice in standing.Leads ? state.Team.Advice.TakeLast(Advice) : [])
            text.Append($"The person who started this run says: {Short(advice, 400)}\n");
        if (standing.OfPaper)
            return text.Append(PaperStateText.Of(state.Paper, standing.Rehearses)).ToString();
        var graph = state.Graph;
        text.Append(state.Submissions is [.., var (_, submission)]
            ? $"The best submission stands: c{submission.Candidate}.\n"
            : standing.Submits ? "There is no valid submission yet: that comes first.\n" : "There is no valid submission yet.\n");
        AppendTable(text, graph);
        return text.ToString();
    }

    private static void AppendTable(StringBuilder text, SolutionGraph graph)
    {
        var best = graph.Ranked.Take(Best).ToList();
        var newest = graph.Candidates.Reverse().Where(candidate => candidate.Status is CandidateStatus.Scored or CandidateStatus.Failed).Take(Newest).Except(best).ToList();
        if (best.Count + newest.Count == 0)
        {
            text.Append("(no experiments yet)\n");
            return;
        }

        text.Append("\n| candidate | experiment | what | score (spread over folds) |\n| --- | --- | --- | --- |\n");
        foreach (var candidate in best.Concat(newest))
            text.Append(CultureInfo.InvariantCulture, $"| {candidate.Id} | {candidate.Experiment?.ToString() ?? "–"} | {Short(candidate.Title)} | {Score(candidate)} |\n");
        if (graph.Candidates.Count > best.Count + newest.Count)
            text.Append(CultureInfo.InvariantCulture, $"({graph.Candidates.Count - best.Count - newest.Count} more: log/exp_log.md)\n");
    }

    private static string Score(Candidate candidate) => candidate.Score is { } score
        ? string.Create(CultureInfo.InvariantCulture, $"{score.Metric} {score.Value:0.#####} ({score.Spread:0.#####})")
        : $"failed: {Short(candidate.Insight ?? candidate.Ending?.ToString() ?? "")}";

    private static string Short(string text, int most = 70) => (text.Length <= most ? text : text[..(most - 3)] + "…").Replace('|', '/').ReplaceLineEndings(" ");
}

/// <summary>What a session has left.</summary>
/// <param name="TimeLeft">Null: not limited.</param>
/// <param name="ExperimentsLeft">Null: not limited.</param>
/// <param name="Used">The largest share of any budget that is used; null: nothing is limited, or reminders are off.</param>
/// <param name="OfPaper">Whether the run reproduces a paper.</param>
/// <param name="Leads">Whether it is the session that leads the others.</param>
public sealed record Standing(TimeSpan? TimeLeft, int? ExperimentsLeft, double? Used, bool Leads, bool OfPaper = false)
{
    /// <summary>Whether its role can see to a submission, or have others do it.</summary>
    public bool Submits { get; init; }

    /// <summary>Whether its role can rehearse <c>reproduce.sh</c>, or have others do it.</summary>
    public bool Rehearses { get; init; }

    /// <summary>Whether its role judges what others did.</summary>
    public bool Judges { get; init; }
}
