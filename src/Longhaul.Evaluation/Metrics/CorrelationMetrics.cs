namespace Longhaul.Evaluation.Metrics;

/// <summary>How well predictions follow the truth, whatever their scale.</summary>
public static class CorrelationMetrics
{
    /// <summary>
    /// Pearson's r: Σ (y − ȳ)(ŷ − mean ŷ) / √(Σ (y − ȳ)² Σ (ŷ − mean ŷ)²), within [−1, 1]. NaN where either is constant, for fewer than two rows,
    /// or where a number is not finite. SciPy: <c>pearsonr</c>.
    /// </summary>
    public static double Pearson(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        Guard.SameLength(truth.Length, predicted.Length);
        if (truth.Length < 2 || IsConstant(truth) || IsConstant(predicted))
            return double.NaN;
        double truthMean = ValueMetrics.Mean(truth), predictedMean = ValueMetrics.Mean(predicted);
        double cross = 0, truthSquares = 0, predictedSquares = 0;
        for (var row = 0; row < truth.Length; row++)
        {
            double x = truth[row] - truthMean, y = predicted[row] - predictedMean;
            cross += x * y;
            truthSquares += x * x;
            predictedSquares += y * y;
        }

        var r = cross / (Math.Sqrt(truthSquares) * Math.Sqrt(predictedSquares));
        return double.IsFinite(r) ? Math.Clamp(r, -1, 1) : double.NaN;
    }

    /// <summary>Spearman's ρ: Pearson's r of the ranks, tied values sharing the mean of their ranks. SciPy: <c>spearmanr</c>.</summary>
    public static double Spearman(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        Guard.SameLength(truth.Length, predicted.Length);
        return Pearson(Midranks(truth), Midranks(predicted));
    }

    /// <summary>One-based ranks, ties sharing their mean; NaN for all where a number is not finite.</summary>
    public static double[] Midranks(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var rows = new int[values.Length];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;
        Array.Sort(sorted, rows);

        var ranks = new double[values.Length];
        if (sorted.Length > 0 && !(double.IsFinite(sorted[0]) && double.IsFinite(sorted[^1])))
            ranks.AsSpan().Fill(double.NaN);
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
            }

            for (var i = start; i < end; i++)
                ranks[rows[i]] += (start + 1 + end) / 2.0;
        }

        return ranks;
    }

    private static bool IsConstant(ReadOnlySpan<double> values) => !values.ContainsAnyExcept(values[0]);
}
