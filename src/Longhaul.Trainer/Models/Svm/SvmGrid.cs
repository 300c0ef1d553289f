namespace Longhaul.Trainer.Models.Svm;

/// <summary>What the validation rows said about a setting: its loss, and the sigmoid that makes its decisions probabilities.</summary>
internal sealed record SvmTrial(double C, double Gamma, double Loss, PlattSigmoid Sigmoid);

/// <summary>
/// Where cost and kernel width are not given they are chosen on inner folds: whole paths of costs at widths a factor of four apart from the middle on,
/// as long as that helps, then between the best and its neighbours.
/// </summary>
internal static class SvmGrid
{
    private const double Widest = 1.0 / 64;
    private const double Narrowest = 64;

    /// <summary>The best trial.</summary>
    /// <param name="gamma">Given, or 0: to be chosen.</param>
    /// <param name="path">The trials of all costs at a gamma.</param>
    public static SvmTrial Choose(double gamma, Func<double, IReadOnlyList<SvmTrial>> path)
    {
        SvmTrial Best(double at) => path(at).MinBy(trial => trial.Loss)!;

        if (gamma > 0)
            return Best(gamma);
        var best = Best(1);
        foreach (var factor in new[] { 4.0, 0.25 })
        {
            if (factor < 1 && best.Gamma > 1)
                break;
            for (var at = factor; at is >= Widest and <= Narrowest; at *= factor)
            {
                var trial = Best(at);
                if (trial.Loss >= best.Loss)
                    break;
                best = trial;
            }
        }

        var middle = best.Gamma;
        return new[] { best, Best(middle / 2), Best(middle * 2) }.MinBy(trial => trial.Loss)!;
    }
}
