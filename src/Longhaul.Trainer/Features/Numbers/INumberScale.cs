using Longhaul.Trainer.State;
using MathNet.Numerics.Distributions;

namespace Longhaul.Trainer.Features.Numbers;

/// <summary>A monotone map of a column's values, fitted on its training values.</summary>
public interface INumberScale
{
    float Apply(float value);

    /// <summary>Writes down what was learnt.</summary>
    void Save(StateWriter to);
}

/// <summary>Mean 0, standard deviation 1; a constant column becomes 0.</summary>
public sealed record StandardScale(double Mean, double Deviation) : INumberScale
{
    public static StandardScale Fit(float[] values)
    {
        if (values.Length == 0)
            return new StandardScale(0, 1);
        var mean = values.Average(value => (double)value);
        var variance = values.Sum(value => (value - mean) * (value - mean)) / values.Length;
        return new StandardScale(mean, variance > 1e-24 * (1 + mean * mean) ? Math.Sqrt(variance) : 1);
    }

    /// <summary>The scale that was saved.</summary>
    public static StandardScale Load(StateReader from) => new(from.Number("mean"), from.Number("deviation"));

    public void Save(StateWriter to)
    {
        to.Set("mean", Mean);
        to.Set("deviation", Deviation);
    }

    public float Apply(float value) => (float)((value - Mean) / Deviation);
}

/// <summary>
/// To a standard normal distribution by rank: quantiles at up to 1,000 landmarks, linear between them, the ends at ±Φ⁻¹(1 − 10⁻⁷) as
/// scikit-learn's QuantileTransformer has it. Ties get the middle of their ranks.
/// </summary>
public sealed record QuantileScale(float[] Landmarks, float[] Images) : INumberScale
{
    private const int MostLandmarks = 1000;
    private const double Edge = 1e-7;

    /// <param name="sorted">Training values, ascending.</param>
    public static QuantileScale Fit(float[] sorted)
    {
        if (sorted.Length == 0)
            return new QuantileScale([0], [0]);
        var count = Math.Min(MostLandmarks, sorted.Length);
        var probabilities = Enumerable.Range(0, count).Select(i => count == 1 ? 0.5 : i / (count - 1.0));
        var groups = probabilities.Select(p => (Value: Quantiles.At(sorted, p), P: p)).GroupBy(point => point.Value).ToList();
        return new QuantileScale(
            [.. groups.Select(group => group.Key)],
            [.. groups.Select(group => (float)Normal.InvCDF(0, 1, Math.Clamp((group.First().P + group.Last().P) / 2, Edge, 1 - Edge)))]);
    }

    /// <summary>The scale that was saved.</summary>
    public static QuantileScale Load(StateReader from)
    {
        var landmarks = from.Floats("landmarks");
        return landmarks.Length > 0 ? new QuantileScale(landmarks, from.Floats("images", landmarks.Length)) : throw from.Wrong("there are no landmarks");
    }

    public void Save(StateWriter to)
    {
        to.Set("landmarks", Landmarks);
        to.Set("images", Images);
    }

    public float Apply(float value)
    {
        var at = Array.BinarySearch(Landmarks, value);
        if (at >= 0)
            return Images[at];
        var above = ~at;
        if (above == 0)
            return Images[0];
        if (above == Landmarks.Length)
            return Images[^1];
        var share = (value - Landmarks[above - 1]) / (Landmarks[above] - Landmarks[above - 1]);
        return Images[above - 1] + share * (Images[above] - Images[above - 1]);
    }
}

/// <summary>Quantiles of sorted values, linear between order statistics.</summary>
public static class Quantiles
{
    /// <summary>The quantile at probability <paramref name="p"/> of ascending values (type 7 of Hyndman &amp; Fan 1996).</summary>
    public static float At(float[] sorted, double p)
    {
        var at = p * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 >= sorted.Length ? sorted[^1] : (float)(sorted[below] + (at - below) * ((double)sorted[below + 1] - sorted[below]));
    }
}
