using Longhaul.Trainer.Models.Linear;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Discriminant;

/// <summary>A normal distribution per class: quadratic boundaries, or linear ones where all share a covariance.</summary>
/// <param name="Means">[class][feature].</param>
/// <param name="Factors">[class]: Cholesky's factor of the covariance, row-major; a single one where it is shared.</param>
/// <param name="Constants">[class]: log share − ½ log determinant.</param>
internal sealed record GaussianClasses(double[][] Means, double[][] Factors, double[] Constants)
{
    private int Classes => Means.Length;

    private int Width => Means[0].Length;

    /// <summary>
    /// Regularised discriminant analysis (Friedman 1989): each class's scatter is mixed with that of all, then shrunk towards a sphere.
    /// </summary>
    /// <param name="pooling">1: one covariance for all classes (linear); 0: each its own (quadratic).</param>
    /// <param name="shrinkage">In [0, 1]; below 0: Ledoit and Wolf's.</param>
    public static GaussianClasses Of(ClassMoments moments, double pooling, double shrinkage)
    {
        var width = moments.Width;
        var scatters = Enumerable.Range(0, moments.Classes).Select(moments.Scatter).ToArray();
        var pooled = new double[width * width];
        foreach (var (scatter, _) in scatters)
            VectorMath.Add(1, scatter, pooled);
        var shared = Covariance.Of(pooled, scatters.Sum(scatter => scatter.FourthMoment), width, moments.Rows, shrinkage);
        double[][] factors = pooling >= 1
            ? [Cholesky.Factor(shared.Shrunk(), width, 0)]
            : [.. scatters.Select((own, k) => Cholesky.Factor(Mixed(own.Scatter, own.FourthMoment, moments.Count(k), shared, pooling, shrinkage).Shrunk(), width, 0))];
        double[] constants = [.. Enumerable.Range(0, moments.Classes).Select(k => moments.LogPriors[k] - LogDeterminantHalf(factors[k % factors.Length], width))];
        return new GaussianClasses(moments.Means, factors, constants);
    }

    /// <summary>[class][row] probabilities.</summary>
    public double[][] Probabilities(DenseRows rows, int threads)
    {
        double[][] p = [.. Enumerable.Range(0, Classes).Select(_ => new double[rows.Count])];
        double[][] white = [.. Means.Select((mean, k) => Whitened(k, mean))];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            var (x, margins) = (new double[Width], new double[Classes]);
            for (var row = (int)((long)rows.Count * part / threads); row < (int)((long)rows.Count * (part + 1) / threads); row++)
            {
                for (var k = 0; k < Classes; k++)
                {
                    if (k < Factors.Length)
                        Whiten(Factors[k], rows[row], x);
                    margins[k] = Constants[k] - (0.5 * SquaredDistance(x, white[k]));
                }

                LogisticSolver.Softmax(margins);
                for (var k = 0; k < Classes; k++)
                    p[k][row] = margins[k];
            }
        });
        return p;
    }

    public void Save(StateWriter to)
    {
        to.Set("classes", Classes);
        to.Set("width", Width);
        to.Set("means", [.. Means.SelectMany(mean => mean)]);
        to.Set("factors", [.. Factors.SelectMany(factor => factor)]);
        to.Set("constants", Constants);
    }

    public static GaussianClasses Load(StateReader from)
    {
        var (classes, width) = (from.Whole("classes", 2, 100_000), from.Whole("width", 1, 10_000));
        var (means, factors) = (from.Numbers("means"), from.Numbers("factors"));
        if (means.Length != (long)classes * width || (factors.Length != (long)width * width && factors.Length != (long)classes * width * width))
            throw from.Wrong("means and factors don't fit together");
        return new GaussianClasses([.. means.Chunk(width)], [.. factors.Chunk(width * width)], from.Numbers("constants", classes));
    }

    private double[] Whitened(int k, double[] mean)
    {
        var x = new double[Width];
        Whiten(Factors[k % Factors.Length], Array.ConvertAll(mean, value => (float)value), x);
        return x;
    }

    // L⁻¹ row
    private static void Whiten(double[] factor, ReadOnlySpan<float> row, double[] x)
    {
        for (var j = 0; j < x.Length; j++)
            x[j] = (row[j] - VectorMath.Dot(factor.AsSpan(j * x.Length, j), x)) / factor[(j * x.Length) + j];
    }

    private static double SquaredDistance(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var j = 0; j < x.Length; j++)
            sum += (x[j] - y[j]) * (x[j] - y[j]);
        return sum;
    }

    // The class's own covariance weighs by its rows: a rare class leans on the others more.
    private static Covariance Mixed(double[] scatter, double fourth, int rows, Covariance shared, double pooling, double shrinkage)
    {
        var own = Covariance.Of(scatter, fourth, shared.Width, rows, rows < 2 ? 1 : shrinkage);
        double[] values = [.. own.Values.Select((value, i) => ((1 - pooling) * value) + (pooling * shared.Values[i]))];
        return new Covariance(values, shared.Width, ((1 - pooling) * own.Shrinkage) + (pooling * shared.Shrinkage));
    }

    private static double LogDeterminantHalf(double[] factor, int width)
    {
        var sum = 0.0;
        for (var j = 0; j < width; j++)
            sum += Math.Log(factor[(j * width) + j]);
        return sum;
    }
}
