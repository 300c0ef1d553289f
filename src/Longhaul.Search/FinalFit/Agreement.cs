using Longhaul.Runs.Tables;

namespace Longhaul.Search.FinalFit;

/// <summary>
/// Whether two fits of the same program say the same of the same rows. A fit on a quarter more rows changes little; what differs much more
/// is broken: rows in another order, a model that did not learn.
/// </summary>
public static class Agreement
{
    /// <summary>Below it the final fit is not trusted. Fits of noisy tasks agree by 0.7 and more, shuffled rows by about 0.</summary>
    public const double Lowest = 0.4;

    /// <summary>
    /// Mean over the columns: of numbers Spearman's rank correlation, of anything else the share of equal cells. Columns that hardly vary in either
    /// are left out; 1 where none is left.
    /// </summary>
    public static double Of(IReadOnlyList<Column> one, IReadOnlyList<Column> other)
    {
        double[] columns = [.. one.Zip(other).Select(pair => Of(pair.First, pair.Second)).Where(double.IsFinite)];
        return columns.Length == 0 ? 1 : columns.Average();
    }

    private static double Of(Column one, Column other)
    {
        if (one.Count != other.Count)
            return 0;
        if (!one.IsNumeric || !other.IsNumeric || !one.HasMoreDistinctThan(20))
            return Enumerable.Range(0, one.Count).Count(row => one[row] == other[row]) / (double)Math.Max(1, one.Count);
        return Correlation(Ranks(one.Numbers()), Ranks(other.Numbers()));
    }

    private static double Correlation(double[] one, double[] other)
    {
        double covariance = 0, a = 0, b = 0;
        var middle = (one.Length - 1) / 2.0;
        for (var i = 0; i < one.Length; i++)
        {
            covariance += (one[i] - middle) * (other[i] - middle);
            a += (one[i] - middle) * (one[i] - middle);
            b += (other[i] - middle) * (other[i] - middle);
        }

        return a > 0 && b > 0 ? covariance / Math.Sqrt(a * b) : double.NaN;
    }

    // Equal values share the mean of their ranks.
    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var ranks = new double[values.Length];
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to + 1 < order.Length && values[order[to + 1]].Equals(values[order[from]]))
                to++;
            for (var i = from; i <= to; i++)
                ranks[order[i]] = (from + to) / 2.0;
            from = to + 1;
        }

        return ranks;
    }
}
