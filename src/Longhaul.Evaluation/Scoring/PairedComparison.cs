using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Scoring;

/// <summary>
/// Two candidates held against each other fold by fold, on the same held-out rows, so that what is common to a fold cancels out. Folds share
/// training rows, so the error is a little too small (Nadeau and Bengio 2003); it is used to rank and to break ties, not to claim significance.
/// </summary>
public static class PairedComparison
{
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
