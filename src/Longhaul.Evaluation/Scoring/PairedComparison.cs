using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Scoring;

/// <summary>
/// Two candidates held against each other fold by fold, on the same held-out rows, so that what is common to a fold cancels out. Folds share
/// training rows, so the error is a little too small (Nadeau and Bengio 2003); it is used to rank and to break ties, not to claim significance.
/// </summary>
public static class PairedComparison
{
    // 90 % quantiles of Student's t for 1, 2, … 9 degrees of freedom: of few folds the error itself is hardly known.
    private static readonly double[] T = [3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383];

    /// <summary>Whether a score is worse than another one's with 90 % confidence; with fewer than two common folds, whether it is worse at all.</summary>
    public static bool IsBehind(Score score, Score other)
    {
        var folds = score.Folds.Zip(other.Folds).Count(pair => double.IsFinite(pair.First - pair.Second));
        return Gain(score, other) < -(folds < 2 ? 0 : T[Math.Min(folds - 2, T.Length - 1)]);
    }

    /// <summary>The mean gain over the folds that both have, in the metric's unit (positive is better), and its standard error; null with fewer than two.</summary>
    public static (double Mean, double Error)? Difference(Score score, Score other)
    {
        var sign = score.Direction == Direction.Maximize ? 1 : -1;
        double[] gains = [.. score.Folds.Zip(other.Folds, (a, b) => sign * (a - b)).Where(double.IsFinite)];
        if (gains.Length < 2 || score.Folds.Count != other.Folds.Count)
            return null;
        var mean = gains.Average();
        return (mean, Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1) / gains.Length));
    }

    /// <summary>
    /// By how much a score differs from another one, in standard errors of the mean difference over folds; positive is better. With fewer than two
    /// common folds the spread is unknown, and the sign alone is returned.
    /// </summary>
    public static double Gain(Score score, Score other)
    {
        if (Difference(score, other) is var (mean, error))
            return error > 0 ? mean / error : mean == 0 ? 0 : Math.Sign(mean) * double.PositiveInfinity;
        return score.Beats(other) ? 1 : other.Beats(score) ? -1 : 0;
    }
}
