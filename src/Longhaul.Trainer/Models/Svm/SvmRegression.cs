using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>ε-insensitive regression: Σ β K + bias, in the target's own unit.</summary>
/// <param name="Vectors">Support vectors.</param>
internal sealed record SvmRegression(DenseRows Vectors, double[] Beta, double Bias, double Gamma)
{
    private const long CacheBytes = 200L << 20;

    /// <summary>A regression per cost, each started from the one before.</summary>
    /// <param name="targets">Per row.</param>
    /// <param name="costs">Ascending.</param>
    public static SvmRegression[] Path(KernelData data, double[] targets, double gamma, double[] costs, double epsilon, double tolerance, int threads)
    {
        var mean = targets.Average();
        var deviation = Math.Sqrt(targets.Average(target => (target - mean) * (target - mean)));
        if (!(deviation > 0))
            return Array.ConvertAll(costs, _ => new SvmRegression(data.Rows.Take([]), [], mean, gamma));
        var solver = new SmoSolver(new KernelRows(data, [.. Enumerable.Range(0, targets.Length)], gamma, CacheBytes, threads), Array.ConvertAll(targets, target => (target - mean) / deviation), epsilon);
        return Array.ConvertAll(costs, cost =>
        {
            solver.Solve([.. Enumerable.Repeat(-cost, targets.Length)], [.. Enumerable.Repeat(cost, targets.Length)], tolerance);
            int[] support = [.. Enumerable.Range(0, targets.Length).Where(i => solver.Beta[i] != 0)];
            return new SvmRegression(data.Rows.Take(support), Array.ConvertAll(support, i => solver.Beta[i] * deviation), (solver.Bias * deviation) + mean, gamma);
        });
    }

    /// <summary>The predictions of rows.</summary>
    public double[] Predict(DenseRows queries, int threads)
    {
        var kernel = new RadialKernel(Vectors, Gamma);
        var predictions = new double[queries.Count];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            var row = new float[Vectors.Count];
            for (var i = (int)((long)queries.Count * part / threads); i < (int)((long)queries.Count * (part + 1) / threads); i++)
            {
                kernel.Fill(queries[i], RowPanels.Square(queries[i]), row);
                predictions[i] = VectorMath.Dot(row, Beta) + Bias;
            }
        });
        return predictions;
    }
}
