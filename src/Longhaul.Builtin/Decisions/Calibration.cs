using Longhaul.Pipelines;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Decisions;

/// <summary>
/// Makes probabilities honest: temperature scaling (Guo et al. 2017) after mixing in a little of the classes' shares,
/// p ∝ ((1 − s) p + s π)^(1/T), with T and s that minimise the log loss of out-of-fold predictions. The order of classes within a row hardly
/// changes, so it does no harm where only that counts.
/// </summary>
public static class Calibration
{
    private static readonly double[] Temperatures = [0.3, 0.4, 0.5, 0.65, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3];
    private static readonly double[] Mixtures = [0, 1e-4, 1e-3, 5e-3, 0.02];
    private static readonly double[] Refinements = [0.9, 0.95, 1, 1.05, 1.1];
    private const int CellsAtMost = 20_000;
    private const double Floor = 1e-9;

    /// <summary>
    /// The predictions with the probabilities of every class target calibrated; numbers stay as they are. Held-out rows by what was fitted on
    /// the other folds. A target keeps its probabilities where calibration doesn't lower the cross-fitted log loss.
    /// </summary>
    public static RawPredictions Apply(Problem problem, Truth truth, RawPredictions raw) => Fit(problem, truth, raw).Predictions;

    /// <summary>The same, and what was fitted on all held-out rows for each target.</summary>
    internal static Calibrated Fit(Problem problem, Truth truth, RawPredictions raw)
    {
        double[][] heldOut = [.. raw.HeldOut];
        var scalings = new ProbabilityScaling?[problem.Targets.Count];
        var parts = CrossFit.Of(raw.Folds);
        for (var t = 0; t < problem.Targets.Count; t++)
        {
            if (problem.Targets[t].Kind != TargetKind.Class)
                continue;
            var range = problem.RangeOf(t);
            var labels = CrossFit.Take(truth.Values[t], raw.Rows);
            double[][] before = ProbabilityScaling.Full(raw.HeldOut[range]), after = CrossFitted(before, labels, parts);
            if (LogLoss(after, labels) >= LogLoss(before, labels))
                continue;
            scalings[t] = Fit(before, labels);
            var outputs = problem.Targets[t].Outputs.Count == 1 ? after[1..] : after;
            outputs.CopyTo(heldOut, range.Start.Value);
        }

        return new Calibrated(raw with { HeldOut = heldOut, Test = ProbabilityScaling.Apply(problem, scalings, raw.Test) }, scalings);
    }

    internal static double[][] CrossFitted(double[][] probabilities, double[] labels, CrossFit parts)
    {
        var result = Array.ConvertAll(probabilities, output => new double[output.Length]);
        for (var part = 0; part < parts.Count; part++)
        {
            int[] outside = parts.Outside(part), inside = parts.Inside(part);
            var applied = Fit(CrossFit.Take(probabilities, outside), CrossFit.Take(labels, outside)).Apply(CrossFit.Take(probabilities, inside));
            for (var k = 0; k < result.Length; k++)
            {
                for (var i = 0; i < inside.Length; i++)
                    result[k][inside[i]] = applied[k][i];
            }
        }

        return result;
    }

    /// <summary>The best pair on a grid, the temperature then refined between its neighbours.</summary>
    private static ProbabilityScaling Fit(double[][] probabilities, double[] labels)
    {
        var rows = Profile.RowSample.Of(labels.Length, Math.Max(2000, CellsAtMost / probabilities.Length));
        (probabilities, labels) = (CrossFit.Take(probabilities, rows), CrossFit.Take(labels, rows));
        var shares = new double[probabilities.Length];
        foreach (var label in labels)
            shares[(int)label] += 1.0 / labels.Length;
        var best = Best(from mixture in Mixtures from temperature in Temperatures select new ProbabilityScaling(temperature, mixture, shares));
        return Best(Refinements.Select(factor => best with { Temperature = best.Temperature * factor }));

        ProbabilityScaling Best(IEnumerable<ProbabilityScaling> candidates) => candidates.MinBy(scaling => LogLoss(scaling.Apply(probabilities), labels))!;
    }

    private static double LogLoss(double[][] probabilities, double[] labels)
    {
        var loss = 0.0;
        for (var row = 0; row < labels.Length; row++)
            loss -= Math.Log(Math.Max(probabilities[(int)labels[row]][row], Floor));
        return loss / labels.Length;
    }
}

/// <summary>Calibrated predictions, and what was fitted for each target; null where a target keeps its probabilities.</summary>
internal sealed record Calibrated(RawPredictions Predictions, IReadOnlyList<ProbabilityScaling?> Scalings);
