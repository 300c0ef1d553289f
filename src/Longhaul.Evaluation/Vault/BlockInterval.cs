using Longhaul.Evaluation.Metrics;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Vault;

/// <summary>
/// The interval for one more block, a group's or a time's, of which a few were seen: the noise of its rows, and how much blocks differ beyond theirs.
/// </summary>
internal static class BlockInterval
{
    private const double Normal = 1.96;

    /// <summary>
    /// The 95 % interval around a score. Errors from zero on without a bound are taken by their logarithms, as they multiply rather than add. On 122 series
    /// (ADR 0010) normal quantiles without logarithms kept 73 % of such promises, these 92 %.
    /// </summary>
    /// <param name="expected">The centre.</param>
    /// <param name="error">Standard error from the noise of rows, of the test's and the centre's together.</param>
    /// <param name="blocks">The blocks' scores.</param>
    /// <param name="noise">What the noise of its rows makes a block's score vary by.</param>
    public static (double Low, double High) Around(Metric metric, double expected, double error, IReadOnlyList<double> blocks, double noise)
    {
        if (!IsScale(metric) || !(expected > 0) || blocks.Any(block => block <= 0))
            return Half(error, blocks, noise) is var half ? (expected - half, expected + half) : default;
        var factor = Math.Exp(Half(error / expected, [.. blocks.Select(block => Math.Log(block))], noise / expected));
        return (expected / factor, expected * factor);
    }

    private static bool IsScale(Metric metric) => metric.Direction == Direction.Minimize && metric.Definition.Low == 0 && double.IsPositiveInfinity(metric.Definition.High);

    private static double Half(double error, IReadOnlyList<double> blocks, double noise)
    {
        var between = Between(blocks, noise);
        var variance = (error * error) + between;
        return Quantile(variance, between, blocks.Count) * Math.Sqrt(variance);
    }

    /// <summary>The variance of blocks beyond the noise of their rows, for one more of them.</summary>
    private static double Between(IReadOnlyList<double> blocks, double noise)
    {
        if (blocks.Count < 2)
            return 0;
        var mean = blocks.Average();
        var variance = blocks.Sum(block => (block - mean) * (block - mean)) / (blocks.Count - 1);
        return Math.Max(0, variance - (noise * noise)) * (1 + (1.0 / blocks.Count));
    }

    /// <summary>
    /// The two-sided quantile: Student's t, with as many degrees of freedom as the variance is worth that a few blocks were asked for (Satterthwaite 1946).
    /// Where they do not differ, it is the normal one.
    /// </summary>
    private static double Quantile(double variance, double between, int blocks) =>
        blocks < 2 || between <= 0 ? Normal : StudentT.TwoSided95((blocks - 1) * Math.Pow(variance / between, 2));
}
