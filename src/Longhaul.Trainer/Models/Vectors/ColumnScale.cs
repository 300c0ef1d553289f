using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Vectors;

/// <summary>(x − mean) / deviation; an empty or infinite cell becomes 0.</summary>
internal readonly record struct ColumnScale(double Mean, double Deviation)
{
    /// <summary>Learns from a column; a constant one becomes 0.</summary>
    public static ColumnScale Fit(float[] values)
    {
        var (count, sum) = (0, 0.0);
        foreach (var value in values)
        {
            if (float.IsFinite(value))
                (count, sum) = (count + 1, sum + value);
        }

        var mean = count == 0 ? 0 : sum / count;
        var squares = 0.0;
        foreach (var value in values)
        {
            if (float.IsFinite(value))
                squares += (value - mean) * (value - mean);
        }

        var variance = count == 0 ? 0 : squares / count;
        return new ColumnScale(mean, variance > 1e-12 * (1e-12 + mean * mean) ? Math.Sqrt(variance) : double.PositiveInfinity);
    }

    /// <summary>The scales that were saved.</summary>
    public static ColumnScale[] Load(StateReader from)
    {
        var means = from.Numbers("means");
        var deviations = from.Numbers("deviations", means.Length);
        return [.. means.Zip(deviations, (mean, deviation) => new ColumnScale(mean, deviation))];
    }

    /// <summary>Writes down scales.</summary>
    public static void Save(ColumnScale[] scales, StateWriter to)
    {
        to.Set("means", Array.ConvertAll(scales, scale => scale.Mean));
        to.Set("deviations", Array.ConvertAll(scales, scale => scale.Deviation));
    }

    public float Apply(float value) => float.IsFinite(value) ? (float)((value - Mean) / Deviation) : 0;
}
