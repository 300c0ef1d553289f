namespace Longhaul.Trainer.Models.Svm;

/// <summary>Decisions as probabilities: one sigmoid for all pairs, fitted on rows that the machines had not seen, then pairwise coupling.</summary>
internal static class PairProbabilities
{
    /// <summary>The sigmoid of decisions [row][pair] for rows of known class; for more than two classes it is one through (0, ½), as which class comes first means nothing.</summary>
    public static PlattSigmoid Fit(IEnumerable<(double[] Decisions, int Label)> rows, int classes)
    {
        List<(double, bool)> known = [];
        foreach (var (decisions, label) in rows)
        {
            for (int a = 0, pair = 0; a < classes; a++)
            {
                for (var b = a + 1; b < classes; b++, pair++)
                {
                    if (label == a || label == b)
                        known.Add((decisions[pair], label == a));
                }
            }
        }

        return PlattSigmoid.Fit(known, free: classes == 2);
    }

    /// <summary>[class][row].</summary>
    public static double[][] Of(double[][] decisions, PlattSigmoid sigmoid, int classes, int threads)
    {
        double[][] all = [.. Enumerable.Range(0, classes).Select(_ => new double[decisions.Length])];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            var coupling = new PairwiseCoupling(classes);
            var (pairs, p) = (new double[classes * classes], new double[classes]);
            for (var row = (int)((long)decisions.Length * part / threads); row < (int)((long)decisions.Length * (part + 1) / threads); row++)
            {
                Spread(decisions[row], sigmoid, classes, pairs);
                if (classes == 2)
                    (p[0], p[1]) = (pairs[1], pairs[2]);
                else
                    coupling.Couple(pairs, p);
                for (var k = 0; k < classes; k++)
                    all[k][row] = p[k];
            }
        });
        return all;
    }

    private static void Spread(double[] decisions, PlattSigmoid sigmoid, int classes, double[] pairs)
    {
        for (int a = 0, pair = 0; a < classes; a++)
        {
            for (var b = a + 1; b < classes; b++, pair++)
            {
                var p = sigmoid.Of(decisions[pair]);
                (pairs[(a * classes) + b], pairs[(b * classes) + a]) = (p, 1 - p);
            }
        }
    }
}
