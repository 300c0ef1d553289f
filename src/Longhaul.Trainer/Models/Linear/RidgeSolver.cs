using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>
/// Ridge regression, Σ (y − x·w − b)² + |w|² / c: by the normal equations and Cholesky's factorisation where features are few, by conjugate
/// gradients on them where they are many. Columns are centred implicitly, so sparse data stay sparse and the intercept bears no penalty.
/// </summary>
internal sealed class RidgeSolver : ILinearSolver
{
    private const int MostForCholesky = 1000;

    private readonly LinearDesign _design;
    private readonly double[] _labels;
    private readonly int[] _rows;
    private readonly int _threads;
    private readonly int _iterations;
    private readonly double[] _means;
    private readonly double _mean;
    private readonly double[] _right;
    private readonly double[]? _gram;

    public RidgeSolver(LinearDesign design, double[] labels, int[] rows, int threads, int iterations)
    {
        (_design, _labels, _rows, _threads, _iterations) = (design, labels, rows, threads, iterations);
        _mean = rows.Average(row => labels[row]);
        _means = new double[design.Features];
        RowBlocks.Sum(rows.Length, _means, threads, design.EntriesPerRow, (from, to, buffer) => OverRows(from, to, row => 1, buffer));
        for (var j = 0; j < _means.Length; j++)
            _means[j] /= rows.Length;
        _right = new double[design.Features];
        RowBlocks.Sum(rows.Length, _right, threads, design.EntriesPerRow, (from, to, buffer) => OverRows(from, to, row => labels[row] - _mean, buffer));
        if (design.Features <= MostForCholesky)
            _gram = Gram();
    }

    public double[] Solve(double c, double[]? start)
    {
        var weights = _gram is not null
            ? Cholesky.Solve(_gram, _design.Features, 1 / c, _right)
            : ConjugateGradients.Solve(_right, start?[..^1], v => Normal(v, 1 / c), _iterations);
        var intercept = _mean - VectorMath.Dot(_means, weights);
        return [.. weights, intercept];
    }

    public double Loss(double[] coefficients, int[] rows) => _design.MeanSquaredError(coefficients, rows, _labels);

    private double OverRows(int from, int to, Func<int, double> residual, Span<double> buffer)
    {
        for (var i = from; i < to; i++)
        {
            var value = residual(_rows[i]);
            _design.AddTransposed(_rows[i], new ReadOnlySpan<double>(in value), buffer);
        }

        return 0;
    }

    // XᵀX − n·mean·meanᵀ, lower triangle.
    private double[] Gram()
    {
        var n = _design.Features;
        var gram = new double[n * n];
        RowBlocks.Sum(_rows.Length, gram, _threads, gram.Length, (from, to, buffer) =>
        {
            var x = new float[n];
            for (var i = from; i < to; i++)
            {
                Spread(_rows[i], x);
                for (var j = 0; j < n; j++)
                {
                    if (x[j] != 0)
                        VectorMath.Add(x[j], x.AsSpan(0, j + 1), buffer[(j * n)..]);
                }
            }

            return 0;
        });
        for (var j = 0; j < n; j++)
            VectorMath.Add(-_rows.Length * _means[j], _means.AsSpan(0, j + 1), gram.AsSpan(j * n));
        return gram;
    }

    private void Spread(int row, float[] x)
    {
        Array.Clear(x);
        _design.Dense(row).CopyTo(x);
        var (indices, values) = _design.Entries(row);
        for (var k = 0; k < indices.Length; k++)
            x[_design.Width + indices[k]] = values[k];
    }

    // (XᵀX − n·mean·meanᵀ + penalty) v
    private double[] Normal(double[] v, double penalty)
    {
        var image = new double[v.Length];
        RowBlocks.Sum(_rows.Length, image, _threads, _design.EntriesPerRow, (from, to, buffer) => OverRows(from, to, row =>
        {
            var product = 0.0;
            _design.Margins(row, v, new Span<double>(ref product));
            return product;
        }, buffer));
        VectorMath.Add(-_rows.Length * VectorMath.Dot(_means, v), _means, image);
        VectorMath.Add(penalty, v, image);
        return image;
    }
}
