namespace Longhaul.Trainer.Models.Svm;

/// <summary>P(positive | decision f) = 1 / (1 + e^(slope·f + offset)) (Platt 1999).</summary>
internal readonly record struct PlattSigmoid(double Slope, double Offset)
{
    private const int Iterations = 100;
    private const double Ridge = 1e-12;

    /// <summary>The probability of the positive side.</summary>
    public double Of(double decision) => Linear.LogisticSolver.Sigmoid(-((Slope * decision) + Offset));

    /// <summary>
    /// Fits by maximum likelihood with Platt's prior targets, by Newton's method with backtracking (Lin, Lin and Weng 2007, algorithm 1).
    /// </summary>
    /// <param name="free">Whether the offset is fitted; false where both sides are interchangeable.</param>
    public static PlattSigmoid Fit(IReadOnlyList<(double Decision, bool Positive)> rows, bool free)
    {
        double positives = rows.Count(row => row.Positive), negatives = rows.Count - positives;
        double high = (positives + 1) / (positives + 2), low = 1 / (negatives + 2);
        var at = new PlattSigmoid(free ? 0 : -1, free ? Math.Log((negatives + 1) / (positives + 1)) : 0);
        var value = at.Loss(rows, high, low);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var (slope, offset) = at.Newton(rows, high, low, free);
            if (Math.Abs(slope) < 1e-7 && Math.Abs(offset) < 1e-7)
                break;
            var length = 1.0;
            for (; length >= 1e-10; length /= 2)
            {
                var tried = new PlattSigmoid(at.Slope + (length * slope), at.Offset + (length * offset));
                var loss = tried.Loss(rows, high, low);
                if (loss >= value)
                    continue;
                (at, value) = (tried, loss);
                break;
            }

            if (length < 1e-10)
                break;
        }

        return at;
    }

    private double Loss(IReadOnlyList<(double Decision, bool Positive)> rows, double high, double low)
    {
        var sum = 0.0;
        foreach (var (decision, positive) in rows)
        {
            var z = (Slope * decision) + Offset;
            var target = positive ? high : low;
            sum += z >= 0 ? (target * z) + Math.Log(1 + Math.Exp(-z)) : ((target - 1) * z) + Math.Log(1 + Math.Exp(z));
        }

        return sum;
    }

    private (double Slope, double Offset) Newton(IReadOnlyList<(double Decision, bool Positive)> rows, double high, double low, bool free)
    {
        double h11 = Ridge, h22 = Ridge, h21 = 0, g1 = 0, g2 = 0;
        foreach (var (decision, positive) in rows)
        {
            var p = Of(decision);
            var (weight, residual) = (p * (1 - p), (positive ? high : low) - p);
            h11 += decision * decision * weight;
            h22 += weight;
            h21 += decision * weight;
            g1 += decision * residual;
            g2 += residual;
        }

        if (!free)
            return (-g1 / h11, 0);
        var determinant = (h11 * h22) - (h21 * h21);
        return (-((h22 * g1) - (h21 * g2)) / determinant, -((-h21 * g1) + (h11 * g2)) / determinant);
    }
}
