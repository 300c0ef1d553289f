using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Scoring;

/// <summary>
/// Two candidates held against each other fold by fold, on the same held-out rows, so that what is common to a fold cancels out. Folds share
/// training rows, so the error is a little too small (Nadeau and Bengio 2003); it is used to rank and to break ties, not to claim significance.
/// </summary>
public static class PairedComparison
{
    /// <summary>
    /// By how much a score differs from another one, in standard errors of the mean difference over folds; positive is better. With fewer than two
    /// common folds the spread is unknown, and the sign alone is returned.
    /// </summary>
    public static double Gain(Score score, Score other)
    {
        var sign = score.Direction == Direction.Maximize ? 1 : -1;
        double[] gains = [.. score.Folds.Zip(other.Folds, (a, b) => sign * (a - b)).Where(double.IsFinite)];
        if (gains.Length < 2 || score.Folds.Count != other.Folds.Count)
            return Math.Sign(sign * (score.Value - other.Value));
        var mean = gains.Average();
        var error = Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1) / gains.Length);
        return error > 0 ? mean / error : mean == 0 ? 0 : Math.Sign(mean) * double.PositiveInfinity;
    }
}
