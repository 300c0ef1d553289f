namespace Longhaul.Builtin.Leaks;

/// <summary>Whether a column is a sum of the target's values around its row, later ones among them: least squares with and without these.</summary>
/// <param name="WithLater">Share of the column explained by the target from <see cref="Span"/> rows before to as many after.</param>
/// <param name="WithoutLater">The same without later rows.</param>
/// <param name="Strongest">The later row with the largest weight.</param>
internal sealed record LeadFit(double WithLater, double WithoutLater, int Strongest)
{
    /// <summary>Rows that are looked at on either side.</summary>
    public const int Span = 7;

    private const int MostRows = 5000;
    private const double Least = 0.8, Ratio = 4, Rounding = 1e-7;

    /// <summary>An honest column of the same moment gains little by later rows.</summary>
    public bool IsLeak => WithLater >= Least && 1 - WithoutLater >= Ratio * (1 - WithLater) + Rounding;

    /// <summary>Fits a column to the target's series, both in the order of time. Null for too few rows.</summary>
    public static LeadFit? Of(double[] column, double[] series)
    {
        var start = Math.Max(Span, column.Length - Span - MostRows);
        int[] rows = [.. Enumerable.Range(start, Math.Max(0, column.Length - Span - start)).Where(row => double.IsFinite(column[row]))];
        if (rows.Length < 10 * Span)
            return null;
        var (all, weights) = Explained(column, series, rows, Span);
        var (before, _) = Explained(column, series, rows, 0);
        var later = Enumerable.Range(1, Span).MaxBy(step => Math.Abs(weights[Span + step]));
        return new LeadFit(all, before, later);
    }

    private static (double Share, double[] Weights) Explained(double[] column, double[] series, int[] rows, int ahead)
    {
        var last = Span + ahead + 1; // the constant's place
        var width = last + 1;
        double mean = rows.Average(row => column[row]), level = series.Average();
        var scale = Math.Sqrt(series.Average(value => (value - level) * (value - level))) + 1e-300;
        double At(int row, int i) => i == last ? 1 : (series[row - Span + i] - level) / scale;
        var normal = new double[width, width + 1];
        foreach (var row in rows)
        {
            for (var i = 0; i < width; i++)
            {
                for (var j = i; j < width; j++)
                    normal[i, j] += At(row, i) * At(row, j);
                normal[i, width] += At(row, i) * (column[row] - mean);
            }
        }

        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < i; j++)
                normal[i, j] = normal[j, i];
            normal[i, i] += 1e-9 * rows.Length;
        }

        var weights = Solve(normal, width);
        double errors = 0, spread = 0;
        foreach (var row in rows)
        {
            var fit = Enumerable.Range(0, width).Sum(i => weights[i] * At(row, i));
            errors += Math.Pow(column[row] - mean - fit, 2);
            spread += Math.Pow(column[row] - mean, 2);
        }

        return (spread > 0 ? 1 - errors / spread : 0, weights);
    }

    /// <summary>Gauss's elimination with pivots, in place.</summary>
    private static double[] Solve(double[,] rows, int width)
    {
        for (var i = 0; i < width; i++)
        {
            var pivot = Enumerable.Range(i, width - i).MaxBy(row => Math.Abs(rows[row, i]));
            for (var j = 0; j <= width; j++)
                (rows[i, j], rows[pivot, j]) = (rows[pivot, j], rows[i, j]);
            for (var row = 0; row < width; row++)
            {
                var factor = row == i || rows[i, i] == 0 ? 0 : rows[row, i] / rows[i, i];
                for (var j = i; factor != 0 && j <= width; j++)
                    rows[row, j] -= factor * rows[i, j];
            }
        }

        return [.. Enumerable.Range(0, width).Select(i => rows[i, i] == 0 ? 0 : rows[i, width] / rows[i, i])];
    }
}
