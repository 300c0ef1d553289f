using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Text;

/// <summary>
/// How much more often a term's rows are of a class than the others are, as the log-count ratio of a smoothed naive Bayes: a linear model on terms
/// scaled by it is the NB-SVM of Wang &amp; Manning 2012 (§2.3), ln((p / ‖p‖₁) / (q / ‖q‖₁)) with p = α + rows of the class that hold the term. An L2
/// penalty doesn't see a factor's sign, so the ratio's size is taken, and over several classes, each against the rest, its root mean square. Numbers
/// count as two classes, those above the median and the others.
/// </summary>
/// <param name="Factors">Per feature, at least 0.</param>
public sealed record NbWeights(float[] Factors)
{
    /// <summary>Learns from training rows.</summary>
    /// <param name="matrix">Terms of the training rows.</param>
    /// <param name="labels">Per row of the matrix.</param>
    /// <param name="classes">0 for numbers.</param>
    /// <param name="alpha">α, above 0.</param>
    public static NbWeights Fit(CsrMatrix matrix, double[] labels, int classes, double alpha)
    {
        var kinds = classes == 0 ? Halves(labels) : Array.ConvertAll(labels, label => (int)label);
        var count = Math.Max(2, classes);
        var held = new double[count][];
        for (var k = 0; k < count; k++)
            held[k] = new double[matrix.Columns];
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var e = matrix.RowStart[row]; e < matrix.RowStart[row + 1]; e++)
                held[kinds[row]][matrix.Indices[e]]++;
        }

        double[] all = [.. Enumerable.Range(0, matrix.Columns).Select(feature => held.Sum(of => of[feature]))];
        var (total, squares) = (all.Sum(), new double[matrix.Columns]);
        var used = held.Where(of => of.Sum() > 0).ToList();
        foreach (var of in used)
        {
            var sum = of.Sum();
            var (norm, rest) = (sum + (alpha * matrix.Columns), total - sum + (alpha * matrix.Columns));
            for (var feature = 0; feature < squares.Length; feature++)
                squares[feature] += Math.Pow(Math.Log((of[feature] + alpha) / norm) - Math.Log((all[feature] - of[feature] + alpha) / rest), 2) / used.Count;
        }

        return new NbWeights(Array.ConvertAll(squares, square => (float)Math.Sqrt(square)));
    }

    /// <summary>The matrix with every feature scaled.</summary>
    public CsrMatrix Scale(CsrMatrix matrix)
    {
        var values = new float[matrix.Values.Length];
        for (var e = 0; e < values.Length; e++)
            values[e] = matrix.Values[e] * Factors[matrix.Indices[e]];
        return matrix with { Values = values };
    }

    public void Save(StateWriter to) => to.Set("factors", Factors);

    /// <summary>What <see cref="Save"/> wrote, for so many features.</summary>
    public static NbWeights Load(StateReader from, int features) => new(from.Floats("factors", features));

    private static int[] Halves(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return Array.ConvertAll(values, value => value > sorted[sorted.Length / 2] ? 1 : 0);
    }
}
