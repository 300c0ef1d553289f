namespace Longhaul.Evaluation.Vault;

/// <summary>
/// Bootstrap samples of rows (Efron 1979): whole clusters are drawn with replacement, so that rows that depend on each other (a group's, a block of
/// a series) stay together. Deterministic.
/// </summary>
/// <param name="clusters">The cluster of each row, numbered from 0; null: every row is its own.</param>
/// <param name="rows">Number of rows.</param>
public sealed class Resampling(int rows, int[]? clusters)
{
    private const int Seed = 1979;
    private const int RowsInAll = 400_000;

    private readonly int[][] _members = clusters is null
        ? [.. Enumerable.Range(0, rows).Select(row => new[] { row })]
        : [.. Enumerable.Range(0, rows).GroupBy(row => clusters[row]).OrderBy(cluster => cluster.Key).Select(cluster => cluster.ToArray())];

    /// <summary>Clusters that are drawn from.</summary>
    public int Clusters => _members.Length;

    /// <summary>Samples: 50 to 200, fewer of many rows, so that the cost is bounded.</summary>
    public int Count => Math.Clamp(RowsInAll / Math.Max(1, rows), 50, 200);

    /// <summary>The standard deviation of a figure over the samples; NaN with fewer than two finite values.</summary>
    public double Deviation(Func<int[], double> figure)
    {
        var random = new Random(Seed);
        double[] values = [.. Enumerable.Range(0, Count).Select(_ => figure(Draw(random))).Where(double.IsFinite)];
        if (values.Length < 2)
            return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private int[] Draw(Random random) => [.. Enumerable.Range(0, _members.Length).SelectMany(_ => _members[random.Next(_members.Length)])];
}
