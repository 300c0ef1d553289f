using System.Runtime.Intrinsics;

namespace Longhaul.Trainer.Models.Trees;

/// <summary>The smallest and the largest of some values, none of which is NaN.</summary>
internal static class ValueRange
{
    /// <summary>Smallest and largest; +∞ and −∞ of nothing.</summary>
    public static (float Low, float High) Of(ReadOnlySpan<float> values)
    {
        var (lows, highs) = (Vector256.Create(float.PositiveInfinity), Vector256.Create(float.NegativeInfinity));
        var i = 0;
        for (; i + Vector256<float>.Count <= values.Length; i += Vector256<float>.Count)
        {
            var eight = Vector256.Create(values.Slice(i, Vector256<float>.Count));
            (lows, highs) = (Vector256.MinNative(lows, eight), Vector256.MaxNative(highs, eight));
        }

        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
            (low, high) = (Math.Min(low, lows[lane]), Math.Max(high, highs[lane]));
        for (; i < values.Length; i++)
            (low, high) = (Math.Min(low, values[i]), Math.Max(high, values[i]));
        return (low, high);
    }
}
