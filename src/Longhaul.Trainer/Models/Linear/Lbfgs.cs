using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>
/// Minimises a smooth function by limited-memory BFGS (Nocedal &amp; Wright 2006, algorithm 7.5) with a bisecting line search for the weak Wolfe
/// conditions (Lewis &amp; Overton 2013).
/// </summary>
internal sealed class Lbfgs(int iterations, double tolerance)
{
    private const int Memory = 10;
    private const double Armijo = 1e-4;
    private const double Curvature = 0.9;

    /// <summary>The function's value; fills the gradient.</summary>
    public delegate double Objective(double[] at, double[] gradient);

    /// <summary>Walks <paramref name="x"/> to a minimum: until no gradient's entry exceeds the tolerance, or no step helps any more.</summary>
    public void Minimise(double[] x, Objective objective)
    {
        var gradient = new double[x.Length];
        var value = objective(x, gradient);
        List<(double[] S, double[] Y, double Rho)> history = [];
        for (var iteration = 0; iteration < iterations && Largest(gradient) > tolerance; iteration++)
        {
            var direction = Direction(gradient, history);
            var first = history.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(VectorMath.Dot(gradient, gradient))) : 1;
            if (Search(objective, x, value, gradient, direction, first) is not { } step)
                return;
            var stalled = value - step.Value <= 1e-10 * Math.Max(1e-3, Math.Abs(value));
            Remember(history, x, gradient, step);
            value = step.Value;
            step.X.CopyTo(x, 0);
            gradient = step.Gradient;
            if (stalled)
                return;
        }
    }

    private static double Largest(double[] gradient)
    {
        var largest = 0.0;
        foreach (var entry in gradient)
            largest = Math.Max(largest, Math.Abs(entry));
        return largest;
    }

    private static double[] Direction(double[] gradient, List<(double[] S, double[] Y, double Rho)> history)
    {
        var q = (double[])gradient.Clone();
        var alpha = new double[history.Count];
        for (var i = history.Count - 1; i >= 0; i--)
        {
            alpha[i] = history[i].Rho * VectorMath.Dot(history[i].S, q);
            VectorMath.Add(-alpha[i], history[i].Y, q);
        }

        var scale = history is [.., var (s, y, _)] ? VectorMath.Dot(s, y) / VectorMath.Dot(y, y) : 1;
        for (var i = 0; i < q.Length; i++)
            q[i] *= scale;
        for (var i = 0; i < history.Count; i++)
            VectorMath.Add(alpha[i] - history[i].Rho * VectorMath.Dot(history[i].Y, q), history[i].S, q);
        for (var i = 0; i < q.Length; i++)
            q[i] = -q[i];
        return q;
    }

    private static Step? Search(Objective objective, double[] x, double value, double[] gradient, double[] direction, double first)
    {
        var slope = VectorMath.Dot(gradient, direction);
        if (!(slope < 0))
            return null;
        Step? best = null;
        var (low, high, length) = (0.0, double.PositiveInfinity, first);
        for (var attempt = 0; attempt < 30; attempt++)
        {
            var at = (double[])x.Clone();
            VectorMath.Add(length, direction, at);
            var step = new Step(at, new double[x.Length], 0);
            step = step with { Value = objective(at, step.Gradient) };
            if (!(step.Value <= value + Armijo * length * slope))
            {
                high = length;
            }
            else
            {
                best = step;
                if (VectorMath.Dot(step.Gradient, direction) >= Curvature * slope)
                    return step;
                low = length;
            }

            length = double.IsInfinity(high) ? 2 * low : (low + high) / 2;
        }

        return best;
    }

    private static void Remember(List<(double[] S, double[] Y, double Rho)> history, double[] x, double[] gradient, Step step)
    {
        var s = (double[])step.X.Clone();
        VectorMath.Add(-1, x, s);
        var y = (double[])step.Gradient.Clone();
        VectorMath.Add(-1, gradient, y);
        var product = VectorMath.Dot(s, y);
        if (product <= 1e-14 * VectorMath.Dot(y, y))
            return;
        if (history.Count == Memory)
            history.RemoveAt(0);
        history.Add((s, y, 1 / product));
    }

    private sealed record Step(double[] X, double[] Gradient, double Value);
}
