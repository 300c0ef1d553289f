namespace Longhaul.Builtin.Ensembles;

/// <summary>
/// Minimises a smooth convex function of few variables, some of which may not be negative: the spectral projected gradient method (Birgin,
/// Martínez and Raydan 2000) with monotone backtracking.
/// </summary>
internal static class ProjectedGradient
{
    private const int Iterations = 60;
    private const double Enough = 1e-7;
    private const double Decrease = 1e-4;
    private const double Shortest = 1e-12;

    /// <summary>A point, and what the function is there.</summary>
    /// <param name="value">Fills the gradient and returns the value.</param>
    /// <param name="notNegative">The first so many variables may not be negative; the others are free.</param>
    public static double[] Minimise(double[] start, int notNegative, Func<double[], double[], double> value)
    {
        var (point, gradient) = ((double[])start.Clone(), new double[start.Length]);
        var current = value(point, gradient);
        var step = 1 / Math.Max(1e-9, gradient.Max(Math.Abs));
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var (next, nextGradient, nextValue) = Search(point, gradient, current, step, notNegative, value);
            if (next is null || current - nextValue <= Enough * Math.Abs(current))
                return next ?? point;
            step = Spectral(point, gradient, next, nextGradient);
            (point, gradient, current) = (next, nextGradient, nextValue);
        }

        return point;
    }

    private static (double[]? Point, double[] Gradient, double Value) Search(
        double[] point, double[] gradient, double current, double step, int notNegative, Func<double[], double[], double> value)
    {
        for (; step > Shortest; step /= 3)
        {
            double[] next = [.. point.Select((x, i) => i < notNegative ? Math.Max(0, x - (step * gradient[i])) : x - (step * gradient[i]))];
            var nextGradient = new double[next.Length];
            var nextValue = value(next, nextGradient);
            var promised = next.Select((x, i) => gradient[i] * (x - point[i])).Sum();
            if (nextValue <= current + (Decrease * promised))
                return (next, nextGradient, nextValue);
        }

        return (null, gradient, current);
    }

    /// <summary>The Barzilai–Borwein step: s·s / s·y.</summary>
    private static double Spectral(double[] point, double[] gradient, double[] next, double[] nextGradient)
    {
        double along = 0, curvature = 0;
        for (var i = 0; i < point.Length; i++)
        {
            var moved = next[i] - point[i];
            along += moved * moved;
            curvature += moved * (nextGradient[i] - gradient[i]);
        }

        return curvature > 0 ? Math.Clamp(along / curvature, 1e-10, 1e10) : 1;
    }
}
