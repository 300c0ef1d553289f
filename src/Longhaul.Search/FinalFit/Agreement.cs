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

    /// <summary>Fewer rows tell nothing.</summary>
    private const int FewestRows = 5;

    /// <summary>More different labels than these are a scale, whose ranks count.</summary>
    private const int MostLabels = 20;

    /// <summary>
    /// Mean over the columns: of numbers Spearman's rank correlation, of labels and whatever is no number the share of equal cells. Columns that
    /// don't vary where they are held against are left out; 1 where none is left, and with fewer than five rows.
    /// </summary>
    /// <param name="one">What the final fit says.</param>
    /// <param name="other">What it is held against.</param>
    /// <param name="labels">Whether the task asks for labels: numbers that stand for classes have no ranks.</param>
    public static double Of(IReadOnlyList<Column> one, IReadOnlyList<Column> other, bool labels)
    {
        double[] columns = [.. one.Zip(other).Select(pair => Of(pair.First, pair.Second, labels)).Where(double.IsFinite)];
        return columns.Length == 0 ? 1 : columns.Average();
    }

    private static double Of(Column one, Column other, bool labels)
    {
        if (one.Count != other.Count)
            return 0;
        if (one.Count < FewestRows)
            return 1;
        if (!one.IsNumeric || !other.IsNumeric || (labels && !one.HasMoreDistinctThan(MostLabels)))
            return Enumerable.Range(0, one.Count).Count(row => one[row] == other[row]) / (double)one.Count;
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

        return (a, b) switch
        {
            (_, 0) => double.NaN,
            (0, _) => 0,
            _ => covariance / Math.Sqrt(a * b),
        };
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
