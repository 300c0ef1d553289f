using Longhaul.Trainer.Models.Linear;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Gaussian;

/// <summary>
/// −ln p(y | X, θ) of a Gaussian process (Rasmussen and Williams 2006, eq. 2.30 and 5.9) with covariance s (k(r) + a·xᵀx / width + ν I); the scale s
/// is put at its best value, yᵀC⁻¹y / n. θ holds logarithms: a length per feature (or one for all), ν, a.
/// </summary>
internal sealed class MarginalLikelihood(DenseRows rows, double[] y, KernelShape shape, bool perFeature)
{
    // A weak prior on each logarithm, so that features without effect drift away but not to infinity.
    private const double PriorVariance = 4;

    private readonly int _n = rows.Count;
    private readonly int _lengths = perFeature ? rows.Width : 1;
    private readonly double[] _start = Start(perFeature ? rows.Width : 1, rows.Width);

    /// <summary>Where to begin: lengths of √width, a tenth of noise, a little of a linear trend.</summary>
    public static double[] Start(int lengths, int width) => [.. Enumerable.Repeat(0.5 * Math.Log(width) + 0.5, lengths), Math.Log(0.1), Math.Log(0.1)];

    /// <summary>The best θ found.</summary>
    public double[] Best(int iterations)
    {
        var at = (double[])_start.Clone();
        new Lbfgs(iterations, 1e-3).Minimise(at, Value);
        return at;
    }

    /// <summary>The value per row; fills the gradient.</summary>
    internal double Value(double[] theta, double[] gradient)
    {
        Array.Clear(gradient);
        double noise = Math.Exp(Math.Min(theta[^2], 10)), linear = Math.Exp(Math.Min(theta[^1], 10));
        var lengths = Scales(theta);
        var c = Covariance(lengths, linear);
        var l = Cholesky.Factor(c, _n, noise + 1e-8);
        var alpha = Cholesky.Solve(l, _n, y);
        var scale = Math.Max(1e-300, VectorMath.Dot(y, alpha) / _n);
        var value = (0.5 * _n * Math.Log(scale)) + Enumerable.Range(0, _n).Sum(i => Math.Log(l[(i * _n) + i]));
        AddGradient(Inverse(l), alpha, scale, lengths, noise, linear, gradient);
        for (var j = 0; j < theta.Length; j++)
        {
            var away = theta[j] - _start[j];
            value += 0.5 * away * away / PriorVariance;
            gradient[j] = (gradient[j] + (away / PriorVariance)) / _n;
        }

        return value / _n;
    }

    private double[] Scales(double[] theta) => [.. Enumerable.Range(0, rows.Width).Select(j => Math.Exp(-Math.Clamp(theta[perFeature ? j : 0], -10, 15)))];

    private double[] Covariance(double[] scales, double linear)
    {
        var c = new double[_n * _n];
        for (var i = 0; i < _n; i++)
        {
            for (var k = 0; k <= i; k++)
            {
                var (square, product) = (0.0, 0.0);
                ReadOnlySpan<float> x = rows[i], z = rows[k];
                for (var j = 0; j < x.Length; j++)
                {
                    var difference = (x[j] - z[j]) * scales[j];
                    square += difference * difference;
                    product += (double)x[j] * z[j];
                }

                c[(i * _n) + k] = GaussianKernel.Of(shape, square) + (linear * product / rows.Width);
            }
        }

        return c;
    }

    // ½ tr((C⁻¹ − ααᵀ / s) dC / dθ), over the lower triangle.
    private void AddGradient(double[] inverse, double[] alpha, double scale, double[] scales, double noise, double linear, double[] gradient)
    {
        var squares = new double[rows.Width];
        for (var i = 0; i < _n; i++)
        {
            for (var k = 0; k <= i; k++)
            {
                var (square, product) = (0.0, 0.0);
                ReadOnlySpan<float> x = rows[i], z = rows[k];
                for (var j = 0; j < x.Length; j++)
                {
                    var difference = (x[j] - z[j]) * scales[j];
                    square += squares[j] = difference * difference;
                    product += (double)x[j] * z[j];
                }

                var weight = (i == k ? 0.5 : 1) * (inverse[(i * _n) + k] - (alpha[i] * alpha[k] / scale));
                gradient[_lengths + 1] += weight * linear * product / rows.Width;
                if (i == k)
                {
                    gradient[_lengths] += weight * noise;
                    continue;
                }

                var slope = weight * GaussianKernel.Slope(shape, square);
                for (var j = 0; j < squares.Length; j++)
                    gradient[perFeature ? j : 0] += slope * squares[j];
            }
        }
    }

    // (L·Lᵀ)⁻¹, lower triangle: M = L⁻¹ by columns, then MᵀM.
    private double[] Inverse(double[] l)
    {
        var columns = new double[_n * _n];
        for (var k = 0; k < _n; k++)
        {
            var column = columns.AsSpan(k * _n, _n);
            column[k] = 1 / l[(k * _n) + k];
            for (var i = k + 1; i < _n; i++)
                column[i] = -VectorMath.Dot(l.AsSpan((i * _n) + k, i - k), column[k..i]) / l[(i * _n) + i];
        }

        var inverse = new double[_n * _n];
        for (var i = 0; i < _n; i++)
        {
            for (var k = 0; k <= i; k++)
                inverse[(i * _n) + k] = VectorMath.Dot(columns.AsSpan((i * _n) + i, _n - i), columns.AsSpan((k * _n) + i, _n - i));
        }

        return inverse;
    }
}
