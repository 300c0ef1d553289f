using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Ensembles;

/// <summary>
/// A second layer on members' predictions (stacked generalisation, Wolpert 1992; weights that are not negative, Breiman 1996), shrunk towards the
/// weights of a plain blend so that it needs few rows. Numbers: b + Σ w·p, fitted by least squares. Classes: the softmax of b_k + Σ w·ln p_k (a
/// logarithmic opinion pool), fitted by log loss.
/// </summary>
/// <param name="Weights">Per member; they need not sum to one.</param>
/// <param name="Intercepts">Per output; two for two classes.</param>
internal sealed record StackedLayer(double[] Weights, double[] Intercepts)
{
    /// <summary>How many rows' worth of evidence the plain blend's weights count.</summary>
    private const double PriorRows = 30;

    private const double Floor = 1e-6;

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
            : FitClasses([.. used.Select(member => Logarithms(members[member]))], truth, weights);
        var all = new double[members.Length];
        for (var i = 0; i < used.Length; i++)
            all[used[i]] = fitted.Weights[i];
        return fitted with { Weights = all };
    }

    /// <summary>What the layer predicts, in the form of a member's outputs.</summary>
    public double[][] Apply(TargetKind kind, double[][][] members)
    {
        if (kind == TargetKind.Class)
            return Pool([.. members.Select((member, i) => Weights[i] > 0 ? Logarithms(member) : [])], members[0].Length == 1);
        var result = new double[members[0][0].Length];
        Array.Fill(result, Intercepts[0]);
        for (var i = 0; i < members.Length; i++)
        {
            for (var row = 0; row < result.Length && Weights[i] > 0; row++)
                result[row] += Weights[i] * members[i][0][row];
        }

        return [result];
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
            loss += Softmax(members, point, row, scores, label);
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

    /// <summary>Fills the pooled probabilities of a row; returns −ln of the label's.</summary>
    private static double Softmax(double[][][] members, double[] point, int row, Span<double> scores, int label)
    {
        var (highest, sum) = (double.NegativeInfinity, 0.0);
        for (var k = 0; k < scores.Length; k++)
        {
            scores[k] = point[members.Length + k];
            for (var i = 0; i < members.Length; i++)
                scores[k] += point[i] == 0 ? 0 : point[i] * members[i][k][row];
            highest = Math.Max(highest, scores[k]);
        }

        var own = scores[label] - highest;
        for (var k = 0; k < scores.Length; k++)
            sum += scores[k] = Math.Exp(scores[k] - highest);
        for (var k = 0; k < scores.Length; k++)
            scores[k] /= sum;
        return Math.Log(sum) - own;
    }

    private double[][] Pool(double[][][] members, bool binary)
    {
        int[] used = [.. Enumerable.Range(0, members.Length).Where(i => members[i].Length > 0)];
        double[][][] present = [.. used.Select(i => members[i])];
        double[] point = [.. used.Select(i => Weights[i]), .. Intercepts];
        var rows = present.Length > 0 ? present[0][0].Length : 0;
        double[][] result = [.. Intercepts.Select(_ => new double[rows])];
        Span<double> scores = stackalloc double[Intercepts.Length];
        for (var row = 0; row < rows; row++)
        {
            Softmax(present, point, row, scores, 0);
            for (var k = 0; k < result.Length; k++)
                result[k][row] = scores[k];
        }

        return binary ? [result[1]] : result;
    }

    /// <summary>ln p of every class; a binary member has the second class's probability alone.</summary>
    private static double[][] Logarithms(double[][] outputs) => outputs.Length == 1
        ? [Array.ConvertAll(outputs[0], p => Math.Log(Math.Max(1 - p, Floor))), Array.ConvertAll(outputs[0], p => Math.Log(Math.Max(p, Floor)))]
        : Array.ConvertAll(outputs, output => Array.ConvertAll(output, p => Math.Log(Math.Max(p, Floor))));
}
