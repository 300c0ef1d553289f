using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Ensembles;

/// <summary>Fits a <see cref="StackedLayer"/>: numbers by least squares, classes by log loss, both shrunk towards the weights of a plain blend.</summary>
internal static class StackedLayerFitter
{
    /// <summary>How many rows' worth of evidence the plain blend's weights count.</summary>
    private const double PriorRows = 30;

    /// <summary>Fits the layer on some rows.</summary>
    /// <param name="members">[member][output][row], numbers as the blend sees them (perhaps their logarithms).</param>
    /// <param name="truth">Numbers, or the classes' indices.</param>
    /// <param name="prior">The plain blend's weights; a member with none stays out.</param>
    public static StackedLayer Fit(TargetKind kind, double[][][] members, double[] truth, double[] prior)
    {
        int[] used = [.. Enumerable.Range(0, members.Length).Where(member => prior[member] > 0)];
        double[] weights = [.. used.Select(member => prior[member])];
        var fitted = kind == TargetKind.Number
            ? FitNumbers([.. used.Select(member => members[member][0])], truth, weights)
            : FitClasses([.. used.Select(member => StackedLayer.Logarithms(members[member]))], truth, weights);
        var all = new double[members.Length];
        for (var i = 0; i < used.Length; i++)
            all[used[i]] = fitted.Weights[i];
        return fitted with { Weights = all };
    }

    private static StackedLayer FitNumbers(double[][] members, double[] truth, double[] prior)
    {
        var (count, center) = (members.Length, truth.Average());
        double[] means = [.. members.Select(member => member.Average())];
        var gram = new double[count, count];
        var moment = new double[count];
        for (var i = 0; i < count; i++)
        {
            for (var row = 0; row < truth.Length; row++)
                moment[i] += (members[i][row] - means[i]) * (truth[row] - center);
            for (var j = 0; j <= i; j++)
            {
                for (var row = 0; row < truth.Length; row++)
                    gram[i, j] += (members[i][row] - means[i]) * (members[j][row] - means[j]);
                gram[j, i] = gram[i, j];
            }
        }

        var penalty = PriorRows / truth.Length * Enumerable.Range(0, count).Average(i => gram[i, i]);
        var weights = ProjectedGradient.Minimise(prior, count, (point, gradient) => Quadratic(gram, moment, penalty, prior, point, gradient));
        return new StackedLayer(weights, [center - weights.Zip(means, (weight, mean) => weight * mean).Sum()]);
    }

    /// <summary>½ wᵀGw − mᵀw + ½ λ |w − w₀|².</summary>
    private static double Quadratic(double[,] gram, double[] moment, double penalty, double[] prior, double[] point, double[] gradient)
    {
        var value = 0.0;
        for (var i = 0; i < point.Length; i++)
        {
            var (product, away) = (0.0, point[i] - prior[i]);
            for (var j = 0; j < point.Length; j++)
                product += gram[i, j] * point[j];
            gradient[i] = product - moment[i] + (penalty * away);
            value += (point[i] * ((product / 2) - moment[i])) + (penalty * away * away / 2);
        }

        return value;
    }

    private static StackedLayer FitClasses(double[][][] members, double[] truth, double[] prior)
    {
        var (count, classes) = (members.Length, members[0].Length);
        double[] start = [.. prior, .. new double[classes]];
        var point = ProjectedGradient.Minimise(start, count, (x, gradient) => LogLoss(members, truth, start, x, gradient));
        return new StackedLayer(point[..count], point[count..]);
    }

    /// <summary>The log loss of the pool, summed over rows, plus the ridge penalty, and its gradient.</summary>
    private static double LogLoss(double[][][] members, double[] truth, double[] start, double[] point, double[] gradient)
    {
        var (count, classes, loss) = (members.Length, members[0].Length, 0.0);
        Span<double> scores = stackalloc double[classes];
        Array.Clear(gradient);
        for (var row = 0; row < truth.Length; row++)
        {
            var label = (int)truth[row];
            loss += StackedLayer.Softmax(members, point, row, scores, label);
            for (var k = 0; k < classes; k++)
            {
                var residual = scores[k] - (k == label ? 1 : 0);
                gradient[count + k] += residual;
                for (var i = 0; i < count; i++)
                    gradient[i] += residual * members[i][k][row];
            }
        }

        for (var i = 0; i < point.Length; i++)
        {
            var away = point[i] - start[i];
            gradient[i] += PriorRows * away;
            loss += PriorRows * away * away / 2;
        }

        return loss;
    }
}
