namespace Longhaul.Trainer.Models.Linear;

/// <summary>
/// Least squares with an elastic net (Zou and Hastie 2005): (1/n) (½ Σ (y − x·w − b)² + (ratio |w|₁ + ½ (1 − ratio) |w|²) / c), with targets
/// standardised first, so that one grid of c fits targets of any unit.
/// </summary>
internal sealed class ElasticNetSolver : ILinearSolver
{
    private readonly LinearDesign _design;
    private readonly double[] _labels;
    private readonly int[] _rows;
    private readonly int _threads;
    private readonly int _iterations;
    private readonly double _ratio;
    private readonly double _mean;
    private readonly double _deviation;

    public ElasticNetSolver(LinearDesign design, double[] labels, int[] rows, double ratio, int threads, int iterations)
    {
        (_design, _labels, _rows, _ratio, _threads, _iterations) = (design, labels, rows, ratio, threads, iterations);
        _mean = rows.Average(row => labels[row]);
        var variance = rows.Average(row => (labels[row] - _mean) * (labels[row] - _mean));
        _deviation = variance > 0 ? Math.Sqrt(variance) : 1;
    }

    public double[] Solve(double c, double[]? start)
    {
        var x = start is null ? new double[_design.Features + 1] : Array.ConvertAll(start, weight => weight / _deviation);
        if (start is not null)
            x[^1] = (start[^1] - _mean) / _deviation;
        new OwlQn(_iterations, 1e-6).Minimise(x, (at, gradient) => Objective(at, gradient, c), j => j < _design.Features ? _ratio / (c * _rows.Length) : 0);
        double[] weights = Array.ConvertAll(x, weight => weight * _deviation);
        weights[^1] += _mean;
        return weights;
    }

    public double Loss(double[] coefficients, int[] rows) => _design.MeanSquaredError(coefficients, rows, _labels);

    private double Objective(double[] x, double[] gradient, double c)
    {
        Array.Clear(gradient);
        var (features, scale, ridge) = (_design.Features, 1.0 / _rows.Length, (1 - _ratio) / c);
        var sum = RowBlocks.Sum(_rows.Length, gradient, _threads, _design.EntriesPerRow, (from, to, buffer) =>
        {
            var squares = 0.0;
            for (var i = from; i < to; i++)
            {
                var error = x[features] - ((_labels[_rows[i]] - _mean) / _deviation);
                _design.Margins(_rows[i], x.AsSpan(0, features), new Span<double>(ref error));
                squares += error * error;
                _design.AddTransposed(_rows[i], new ReadOnlySpan<double>(in error), buffer[..features]);
                buffer[features] += error;
            }

            return squares;
        });
        var penalty = 0.0;
        for (var j = 0; j < features; j++)
        {
            penalty += x[j] * x[j];
            gradient[j] = scale * (gradient[j] + (ridge * x[j]));
        }

        gradient[features] *= scale;
        return scale * ((0.5 * sum) + (0.5 * ridge * penalty));
    }
}
