namespace Longhaul.Builtin.Leaks;

/// <summary>Least squares on columns of numbers by coordinate descent: what trees of a few steps can't add up, such as the mean of sensors.</summary>
internal static class QuickLines
{
    private const int Sweeps = 40;

    /// <summary>Fits the rows that are not held out, and predicts all, within the range of the rows that were fitted.</summary>
    /// <param name="columns">[column][row]; an empty cell counts as the column's mean.</param>
    public static double[] Predict(IReadOnlyList<double[]> columns, double[] target, bool[] held)
    {
        int[] training = [.. Enumerable.Range(0, target.Length).Where(row => !held[row])];
        if (training.Length == 0)
            return new double[target.Length];
        var mean = training.Average(row => target[row]);
        double[] residuals = Array.ConvertAll(target, value => value - mean);
        double[][] centred = [.. columns.Select(column => Centred(column, training))];
        double[] squares = Array.ConvertAll(centred, column => training.Sum(row => column[row] * column[row]));
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var i = 0; i < centred.Length; i++)
            {
                if (squares[i] > 0 && double.IsFinite(squares[i]))
                    Step(centred[i], squares[i], residuals, training);
            }
        }

        var (least, most) = (training.Min(row => target[row]), training.Max(row => target[row]));
        return [.. target.Zip(residuals, (value, residual) => Math.Clamp(value - residual, least, most))];
    }

    private static void Step(double[] column, double squares, double[] residuals, int[] training)
    {
        var sum = 0.0;
        foreach (var row in training)
            sum += column[row] * residuals[row];
        for (var row = 0; row < residuals.Length; row++)
            residuals[row] -= sum / squares * column[row];
    }

    private static double[] Centred(double[] column, int[] training)
    {
        var mean = training.Where(row => double.IsFinite(column[row])).Select(row => column[row]).DefaultIfEmpty(0).Average();
        return Array.ConvertAll(column, cell => double.IsFinite(cell) ? cell - mean : 0);
    }
}
