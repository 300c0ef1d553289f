using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>Factors and solves with symmetric positive semi-definite matrices.</summary>
internal static class Cholesky
{
    /// <summary>x of (A + d·I) x = b, for d &gt; 0.</summary>
    /// <param name="a">Row-major n × n; the lower triangle is read.</param>
    public static double[] Solve(double[] a, int n, double d, double[] b) => Solve(Factor(a, n, d), n, b);

    /// <summary>L of L·Lᵀ = A + d·I, row-major, zero above the diagonal.</summary>
    /// <param name="a">Row-major n × n; the lower triangle is read.</param>
    public static double[] Factor(double[] a, int n, double d)
    {
        var l = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var row = l.AsSpan(i * n, n);
            for (var j = 0; j <= i; j++)
            {
                var sum = a[(i * n) + j] - VectorMath.Dot(row[..j], l.AsSpan(j * n, j));
                // A tiny floor instead of a failure: rounding may push a dependent column's pivot below 0.
                row[j] = i == j ? Math.Sqrt(Math.Max(sum + d, 1e-12 * (d + Math.Abs(a[(i * n) + i])))) : sum / l[(j * n) + j];
            }
        }

        return l;
    }

    /// <summary>x of L·Lᵀ x = b.</summary>
    public static double[] Solve(double[] l, int n, double[] b)
    {
        var x = (double[])b.Clone();
        for (var i = 0; i < n; i++)
            x[i] = (x[i] - VectorMath.Dot(l.AsSpan(i * n, i), x)) / l[(i * n) + i];
        for (var i = n - 1; i >= 0; i--)
        {
            x[i] /= l[(i * n) + i];
            VectorMath.Add(-x[i], l.AsSpan(i * n, i), x);
        }

        return x;
    }
}
