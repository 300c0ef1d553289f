using Longhaul.Evaluation.Scoring;

namespace Longhaul.Search.Graph;

/// <summary>
/// Who is best, when differences within noise decide nothing: the best blend stands before a single candidate that scores a little better, as it errs
/// less on rows nobody has seen; apart from that the better score wins, and of equal ones the older. A blend behind another one never stands for both:
/// its folds may be noisy enough to be no worse than a single candidate that beats the best blend.
/// </summary>
public static class ChampionChoice
{
    /// <summary>Standard errors of the mean difference over folds within which two candidates are no different.</summary>
    private const double Noise = 1;

    /// <summary>The best of some candidates that are ranked by their score.</summary>
    public static Candidate? Of(IReadOnlyList<Candidate> ranked) => ranked switch
    {
        [] => null,
        [var first, ..] => BestBlend(ranked) is { } blend && (blend == first || IsNoWorse(blend.Score!, first.Score!)) ? blend : first,
    };

    /// <summary>Whether a blend with that score would be the best.</summary>
    /// <param name="ranked">The candidates so far, ranked by their score.</param>
    public static bool IsWorthBlending(Score blend, IReadOnlyList<Candidate> ranked) =>
        ranked is not [var first, ..] || blend.Beats(first.Score!)
        || (first.Operator != Operator.Ensemble && IsNoWorse(blend, first.Score!) && (BestBlend(ranked) is not { } other || blend.Beats(other.Score!)));

    private static Candidate? BestBlend(IReadOnlyList<Candidate> ranked) => ranked.FirstOrDefault(candidate => candidate.Operator == Operator.Ensemble);

    private static bool IsNoWorse(Score blend, Score single) => PairedComparison.Gain(blend, single) > -Noise;
}
