using Longhaul.Evaluation.Metrics;

namespace Longhaul.Evaluation.Scoring;

/// <summary>What a development score promises for unseen rows.</summary>
public static class PromisedInterval
{
    // Two-sided 95 % quantiles of Student's t for 1, 2, … 9 degrees of freedom.
    private static readonly double[] T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

    /// <summary>
    /// The 95 % prediction interval for one more fold: mean ± t · s · √(1 + 1/k). A test set is as a fold that nobody has seen; folds overlap in
    /// their training rows, so it is approximate. It is cut where the metric's range ends. One fold promises nothing: null.
    /// </summary>
    public static (double Low, double High)? Of(Score score)
    {
        var folds = score.ScoredFolds;
        if (folds < 2 || !double.IsFinite(score.Value))
            return null;
        var half = T[Math.Min(folds - 2, T.Length - 1)] * score.Spread * Math.Sqrt(1 + (1d / folds));
        var range = MetricCatalog.Find(score.Metric);
        return (Math.Max(score.Value - half, range?.Low ?? double.NegativeInfinity), Math.Min(score.Value + half, range?.High ?? double.PositiveInfinity));
    }
}
