using Longhaul.Runs.Tasks;

namespace Longhaul.Pipelines.Decisions;

/// <summary>A fitted calibration: p ∝ ((1 − s) p + s π)^(1/T) (temperature scaling, Guo et al. 2017, after mixing in the classes' shares).</summary>
/// <param name="Temperature">T; above 1 makes shyer, below 1 bolder.</param>
/// <param name="Mixture">s, the part of the classes' shares.</param>
/// <param name="Shares">π, per class.</param>
public sealed record ProbabilityScaling(double Temperature, double Mixture, double[] Shares)
{
    private const double Floor = 1e-9;

    /// <summary>Calibrates a target's outputs; two classes come and go as the second one's probability.</summary>
    public double[][] ApplyTo(double[][] outputs)
    {
        var full = Apply(Full(outputs));
        return outputs.Length == 1 ? [full[1]] : full;
    }

    /// <summary>All targets' outputs, those of calibrated targets scaled.</summary>
    /// <param name="scalings">Per target; null: as it is.</param>
    /// <param name="outputs">[output][row], target after target.</param>
    public static double[][] Apply(Problem problem, IReadOnlyList<ProbabilityScaling?> scalings, double[][] outputs)
    {
        double[][] result = [.. outputs];
        for (var t = 0; t < problem.Targets.Count; t++)
            scalings[t]?.ApplyTo(outputs[problem.RangeOf(t)]).CopyTo(result, problem.RangeOf(t).Start.Value);
        return result;
    }

    /// <summary>Both classes' probabilities of a binary target; others as they are.</summary>
    public static double[][] Full(double[][] outputs) => outputs.Length > 1 ? outputs : [Array.ConvertAll(outputs[0], p => 1 - p), outputs[0]];

    /// <summary>Calibrates probabilities of all classes.</summary>
    public double[][] Apply(double[][] probabilities)
    {
        var result = Array.ConvertAll(probabilities, output => new double[output.Length]);
        for (var row = 0; row < result[0].Length; row++)
        {
            double sum = 0, total = 0;
            for (var k = 0; k < result.Length; k++)
                sum += Math.Max(probabilities[k][row], 0);
            for (var k = 0; k < result.Length; k++)
            {
                var p = ((1 - Mixture) * Math.Max(probabilities[k][row], 0) / Math.Max(sum, Floor)) + (Mixture * Shares[k]);
                total += result[k][row] = Temperature == 1 ? p : Math.Pow(p, 1 / Temperature);
            }

            for (var k = 0; k < result.Length; k++)
                result[k][row] = total > 0 ? result[k][row] / total : Shares[k];
        }

        return result;
    }
}
