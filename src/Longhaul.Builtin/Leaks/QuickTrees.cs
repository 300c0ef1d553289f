namespace Longhaul.Builtin.Leaks;

/// <summary>
/// Boosted trees of depth 3 on squared errors (Friedman 2001), over at most 32 bins a feature: enough to say how far some columns get together,
/// in a fraction of a second on a few thousand rows.
/// </summary>
internal static class QuickTrees
{
    public const int Bins = 32;

    private const int Depth = 3, LeastRows = 5;
    private const double Rate = 0.15;

    /// <summary>Fits the rows that are not held out, and predicts all.</summary>
    /// <param name="features">[feature][row]: bins below <see cref="Bins"/>.</param>
    public static double[] Predict(IReadOnlyList<byte[]> features, double[] target, bool[] held, int rounds)
    {
        var training = Enumerable.Range(0, target.Length).Where(row => !held[row]).ToArray();
        var predicted = new double[target.Length];
        Array.Fill(predicted, training.Length == 0 ? 0 : training.Average(row => target[row]));
        var residuals = new double[target.Length];
        for (var round = 0; round < rounds && features.Count > 0; round++)
        {
            for (var row = 0; row < target.Length; row++)
                residuals[row] = target[row] - predicted[row];
            Grow(features, residuals, training, predicted);
        }

        return predicted;
    }

    // Level by level: `node` is the place of each row in the level, and a node that isn't cut passes its rows to its left.
    private static void Grow(IReadOnlyList<byte[]> features, double[] residuals, int[] training, double[] predicted)
    {
        var node = new byte[predicted.Length];
        for (var depth = 0; depth < Depth; depth++)
        {
            var cuts = BestCuts(features, residuals, training, node, 1 << depth);
            for (var row = 0; row < node.Length; row++)
            {
                var cut = cuts[node[row]];
                node[row] = (byte)(2 * node[row] + (cut.Feature >= 0 && features[cut.Feature][row] > cut.Bin ? 1 : 0));
            }
        }

        Span<double> sums = stackalloc double[1 << Depth];
        Span<int> counts = stackalloc int[1 << Depth];
        foreach (var row in training)
        {
            sums[node[row]] += residuals[row];
            counts[node[row]]++;
        }

        for (var row = 0; row < predicted.Length; row++)
            predicted[row] += Rate * sums[node[row]] / (counts[node[row]] + 1);
    }

    private static (int Feature, int Bin)[] BestCuts(IReadOnlyList<byte[]> features, double[] residuals, int[] training, byte[] node, int nodes)
    {
        var best = new double[nodes];
        var cuts = new (int Feature, int Bin)[nodes];
        Array.Fill(cuts, (-1, 0));
        var sums = new double[nodes * Bins];
        var counts = new int[nodes * Bins];
        for (var feature = 0; feature < features.Count; feature++)
        {
            Array.Clear(sums);
            Array.Clear(counts);
            var bins = features[feature];
            foreach (var row in training)
            {
                var at = node[row] * Bins + bins[row];
                sums[at] += residuals[row];
                counts[at]++;
            }

            for (var at = 0; at < nodes; at++)
            {
                var (gain, bin) = BestCut(sums.AsSpan(at * Bins, Bins), counts.AsSpan(at * Bins, Bins));
                if (gain > best[at])
                    (best[at], cuts[at]) = (gain, (feature, bin));
            }
        }

        return cuts;
    }

    private static (double Gain, int Bin) BestCut(ReadOnlySpan<double> sums, ReadOnlySpan<int> counts)
    {
        double all = 0, left = 0, best = 0;
        int rows = 0, before = 0, cut = 0;
        for (var bin = 0; bin < Bins; bin++)
            (all, rows) = (all + sums[bin], rows + counts[bin]);
        for (var bin = 0; bin < Bins - 1; bin++)
        {
            (left, before) = (left + sums[bin], before + counts[bin]);
            if (before < LeastRows || rows - before < LeastRows)
                continue;
            var gain = left * left / before + (all - left) * (all - left) / (rows - before) - all * all / rows;
            if (gain > best + 1e-12)
                (best, cut) = (gain, bin);
        }

        return (best, cut);
    }
}
