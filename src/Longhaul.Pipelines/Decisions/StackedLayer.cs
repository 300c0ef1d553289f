using Longhaul.Runs.Tasks;

namespace Longhaul.Pipelines.Decisions;

/// <summary>
/// A second layer on members' predictions (stacked generalisation, Wolpert 1992; weights that are not negative, Breiman 1996), shrunk towards the
/// weights of a plain blend so that it needs few rows. Numbers: b + Σ w·p, fitted by least squares. Classes: the softmax of b_k + Σ w·ln p_k (a
/// logarithmic opinion pool), fitted by log loss.
/// </summary>
/// <param name="Weights">Per member; they need not sum to one.</param>
/// <param name="Intercepts">Per output; two for two classes.</param>
public sealed record StackedLayer(double[] Weights, double[] Intercepts)
{
    private const double Floor = 1e-6;

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

    /// <summary>Fills the pooled probabilities of a row; returns −ln of the label's.</summary>
    public static double Softmax(double[][][] members, double[] point, int row, Span<double> scores, int label)
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
    public static double[][] Logarithms(double[][] outputs) => outputs.Length == 1
        ? [Array.ConvertAll(outputs[0], p => Math.Log(Math.Max(1 - p, Floor))), Array.ConvertAll(outputs[0], p => Math.Log(Math.Max(p, Floor)))]
        : Array.ConvertAll(outputs, output => Array.ConvertAll(output, p => Math.Log(Math.Max(p, Floor))));
}
