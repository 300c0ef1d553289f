using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>
/// Minimises a smooth function plus weights of absolute values, Σ λ_j |x_j|, by orthant-wise limited-memory BFGS (Andrew and Gao 2007). Coordinates
/// whose λ is 0 bear no such penalty. What the penalty holds at 0 is 0 exactly.
/// </summary>
internal sealed class OwlQn(int iterations, double tolerance)
{
    private const int Memory = 10;
    private const double Armijo = 1e-4;
    private const int Halvings = 30;

    /// <summary>Walks <paramref name="x"/> to a minimum.</summary>
    /// <param name="smooth">The smooth part, whose gradient it fills.</param>
    /// <param name="lambda">The penalty of coordinate j.</param>
    public void Minimise(double[] x, Lbfgs.Objective smooth, Func<int, double> lambda)
    {
        var penalties = new double[x.Length];
        for (var j = 0; j < x.Length; j++)
            penalties[j] = lambda(j);
        var gradient = new double[x.Length];
        var value = smooth(x, gradient) + Penalty(x, penalties);
        List<(double[] S, double[] Y, double Rho)> history = [];
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var slope = PseudoGradient(x, gradient, penalties);
            if (Array.TrueForAll(slope, entry => Math.Abs(entry) <= tolerance))
                return;
            var direction = Direction(slope, history);
            for (var j = 0; j < x.Length; j++)
                direction[j] = direction[j] * slope[j] >= 0 ? 0 : direction[j];
            if (Search(x, value, slope, direction, smooth, penalties, history.Count == 0) is not { } step)
                return;
            var stalled = value - step.Value <= 1e-10 * Math.Max(1e-3, Math.Abs(value));
            Remember(history, x, gradient, step);
            (value, gradient) = (step.Value, step.Gradient);
            step.X.CopyTo(x, 0);
            if (stalled)
                return;
        }
    }

    private static double Penalty(double[] x, double[] penalties)
    {
        var sum = 0.0;
        for (var j = 0; j < x.Length; j++)
            sum += penalties[j] * Math.Abs(x[j]);
        return sum;
    }

    // The steepest of the one-sided derivatives; 0 where none leads down.
    private static double[] PseudoGradient(double[] x, double[] gradient, double[] penalties)
    {
        var slope = new double[x.Length];
        for (var j = 0; j < x.Length; j++)
        {
            var (right, left) = (gradient[j] + penalties[j], gradient[j] - penalties[j]);
            slope[j] = x[j] > 0 ? right : x[j] < 0 ? left : right < 0 ? right : left > 0 ? left : 0;
        }

        return slope;
    }

    private static double[] Direction(double[] slope, List<(double[] S, double[] Y, double Rho)> history)
    {
        var q = (double[])slope.Clone();
        var alpha = new double[history.Count];
        for (var i = history.Count - 1; i >= 0; i--)
        {
            alpha[i] = history[i].Rho * VectorMath.Dot(history[i].S, q);
            VectorMath.Add(-alpha[i], history[i].Y, q);
        }

        var scale = history is [.., var (s, y, _)] ? VectorMath.Dot(s, y) / VectorMath.Dot(y, y) : 1;
        for (var j = 0; j < q.Length; j++)
            q[j] *= scale;
        for (var i = 0; i < history.Count; i++)
            VectorMath.Add(alpha[i] - (history[i].Rho * VectorMath.Dot(history[i].Y, q)), history[i].S, q);
        for (var j = 0; j < q.Length; j++)
            q[j] = -q[j];
        return q;
    }

    private static Step? Search(double[] x, double value, double[] slope, double[] direction, Lbfgs.Objective smooth, double[] penalties, bool first)
    {
        var length = first ? 1 / Math.Max(1e-12, Math.Sqrt(VectorMath.Dot(slope, slope))) : 1.0;
        for (var attempt = 0; attempt < Halvings; attempt++, length /= 2)
        {
            var next = new double[x.Length];
            var descent = 0.0;
            for (var j = 0; j < x.Length; j++)
            {
                // No coordinate may cross 0 in a step: there the penalty's slope changes.
                var orthant = x[j] != 0 ? Math.Sign(x[j]) : -Math.Sign(slope[j]);
                var moved = x[j] + (length * direction[j]);
                next[j] = penalties[j] > 0 && moved * orthant <= 0 ? 0 : moved;
                descent += slope[j] * (next[j] - x[j]);
            }

            var gradient = new double[x.Length];
            var reached = smooth(next, gradient) + Penalty(next, penalties);
            if (reached <= value + (Armijo * descent) && descent < 0)
                return new Step(next, gradient, reached);
        }

        return null;
    }

    private static void Remember(List<(double[] S, double[] Y, double Rho)> history, double[] x, double[] gradient, Step step)
    {
        double[] s = new double[x.Length], y = new double[x.Length];
        for (var j = 0; j < x.Length; j++)
            (s[j], y[j]) = (step.X[j] - x[j], step.Gradient[j] - gradient[j]);
        var product = VectorMath.Dot(s, y);
        if (product <= 1e-12 * VectorMath.Dot(y, y))
            return;
        if (history.Count == Memory)
            history.RemoveAt(0);
        history.Add((s, y, 1 / product));
    }

    private sealed record Step(double[] X, double[] Gradient, double Value);
}
