using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>
/// The same ridge regression as <see cref="RidgeSolver"/>, through its dual: (K + I/c) α = y − mean, w = Xᵀα, with K the products of centred rows (Saunders,
/// Gammerman, Vovk 1998). For texts, where features are many times the rows: K is made once for all penalties and all sets of rows of a design, and a step
/// of the conjugate gradients costs rows² instead of all entries.
/// </summary>
internal sealed class DualRidgeSolver : ILinearSolver
{
    // The kernel of so many rows takes 72 MB.
    private const int MostRows = 3000;

    private readonly LinearDesign _design;
    private readonly double[] _labels;
    private readonly int[] _rows;
    private readonly int _threads;
    private readonly int _iterations;
    private readonly double _mean;
    private readonly double[] _kernel;

    public DualRidgeSolver(LinearDesign design, double[] labels, int[] rows, int threads, int iterations)
    {
        (_design, _labels, _rows, _threads, _iterations) = (design, labels, rows, threads, iterations);
        _mean = rows.Average(row => labels[row]);
        _kernel = Centred(design.Kernel, design.Rows, rows);
    }

    /// <summary>Whether the dual is the smaller problem.</summary>
    public static bool Suits(LinearDesign design) => design.Rows <= MostRows && design.Features > design.Rows;

    public double[] Solve(double c, double[]? start)
    {
        var alpha = ConjugateGradients.Solve(Array.ConvertAll(_rows, row => _labels[row] - _mean), null, v => Times(v, 1 / c), _iterations);
        var weights = new double[_design.Features];
        var level = 0.0;
        for (var i = 0; i < _rows.Length; i++)
            _design.AddTransposed(_rows[i], new ReadOnlySpan<double>(in alpha[i]), weights);
        foreach (var row in _rows)
            _design.Margins(row, weights, new Span<double>(ref level));
        return [.. weights, _mean - (level / _rows.Length)];
    }

    public double Loss(double[] coefficients, int[] rows) => _design.MeanSquaredError(coefficients, rows, _labels);

    // (K + penalty) v
    private double[] Times(double[] v, double penalty)
    {
        var (n, image) = (_rows.Length, new double[v.Length]);
        Parallel.For(0, n, new ParallelOptions { MaxDegreeOfParallelism = _threads }, i => image[i] = VectorMath.Dot(_kernel.AsSpan(i * n, n), v) + (penalty * v[i]));
        return image;
    }

    /// <summary>Products of the rows as if their mean were zero.</summary>
    private static double[] Centred(double[] all, int width, int[] rows)
    {
        var n = rows.Length;
        var kernel = new double[n * n];
        var means = new double[n];
        for (var i = 0; i < n; i++)
        {
            var from = all.AsSpan(rows[i] * width, width);
            var to = kernel.AsSpan(i * n, n);
            for (var j = 0; j < n; j++)
                to[j] = from[rows[j]];
            foreach (var value in to)
                means[i] += value / n;
        }

        var mean = means.Average();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                kernel[(i * n) + j] += mean - means[i] - means[j];
        }

        return kernel;
    }
}
