using Longhaul.Evaluation.Scoring;

namespace Longhaul.Search.Graph;

/// <summary>
/// Who is best, when differences within noise decide nothing: a blend stands before a single candidate that scores a little better, as it errs less
/// on rows nobody has seen; apart from that the better score wins, and of equal ones the older.
/// </summary>
public static class ChampionChoice
{
    /// <summary>Standard errors of the mean difference over folds within which two candidates are no different.</summary>
    private const double Noise = 1;

    /// <summary>The best of some candidates that are ranked by their score.</summary>
    public static Candidate? Of(IReadOnlyList<Candidate> ranked) => ranked switch
    {
        [] => null,
        [{ Operator: Operator.Ensemble } first, ..] => first,
        [var first, ..] => ranked.FirstOrDefault(candidate => candidate.Operator == Operator.Ensemble && IsNoWorse(candidate.Score!, first.Score!)) ?? first,
    };

    /// <summary>Whether a blend with that score would be the best.</summary>
    public static bool IsWorthBlending(Score blend, Candidate? best) =>
        best?.Score is not { } score || blend.Beats(score) || (best.Operator != Operator.Ensemble && IsNoWorse(blend, score));

    private static bool IsNoWorse(Score blend, Score single) => PairedComparison.Gain(blend, single) > -Noise;
}
