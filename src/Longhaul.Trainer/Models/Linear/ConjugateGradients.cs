using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>Solves A x = b for a symmetric positive definite A that is known by its products (Hestenes and Stiefel 1952).</summary>
internal static class ConjugateGradients
{
    // Of the right side's square.
    private const double Tolerance = 1e-12;

    /// <summary>x, walked to from <paramref name="start"/> (null: zeros) until the residual is negligible or the steps are used up.</summary>
    public static double[] Solve(double[] right, double[]? start, Func<double[], double[]> times, int steps)
    {
        var x = start ?? new double[right.Length];
        var residual = (double[])right.Clone();
        if (start is not null)
            VectorMath.Add(-1, times(x), residual);
        var direction = (double[])residual.Clone();
        var squares = VectorMath.Dot(residual.AsSpan(), residual);
        var goal = Tolerance * VectorMath.Dot(right.AsSpan(), right);
        for (var step = 0; step < steps && squares > goal; step++)
        {
            var image = times(direction);
            var length = squares / VectorMath.Dot(direction.AsSpan(), image);
            VectorMath.Add(length, direction, x);
            VectorMath.Add(-length, image, residual);
            var next = VectorMath.Dot(residual.AsSpan(), residual);
            for (var j = 0; j < direction.Length; j++)
                direction[j] = residual[j] + (next / squares * direction[j]);
            squares = next;
        }

        return x;
    }
}
