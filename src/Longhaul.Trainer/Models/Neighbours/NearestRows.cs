using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Longhaul.Trainer.Models.Neighbours;

/// <summary>The k smallest distances offered so far, ascending; of equal ones the earlier offer stays.</summary>
internal sealed class NearestRows(int k)
{
    private readonly float[] _distances = new float[k];
    private readonly int[] _rows = new int[k];

    public int Count { get; private set; }

    public float Distance(int i) => _distances[i];

    public int Row(int i) => _rows[i];

    public void Offer(float distance, int row)
    {
        if (Count == k && distance >= _distances[k - 1])
            return;
        var at = Count < k ? Count++ : k - 1;
        for (; at > 0 && _distances[at - 1] > distance; at--)
            (_distances[at], _rows[at]) = (_distances[at - 1], _rows[at - 1]);
        (_distances[at], _rows[at]) = (distance, row);
    }

    /// <summary>Offers rows that follow one another. Most panels hold none that is near enough, which a few comparisons of vectors tell.</summary>
    /// <param name="distances">A multiple of eight; those beyond <paramref name="count"/> mean nothing.</param>
    public void Offer(ReadOnlySpan<float> distances, int first, int count)
    {
        if (Count == k && !AnyBelow(distances, _distances[k - 1]))
            return;
        for (var i = 0; i < count; i++)
            Offer(distances[i], first + i);
    }

    private static bool AnyBelow(ReadOnlySpan<float> distances, float limit)
    {
        var limits = Vector256.Create(limit);
        foreach (var eight in MemoryMarshal.Cast<float, Vector256<float>>(distances))
        {
            if (!Vector256.GreaterThanOrEqualAll(eight, limits))
                return true;
        }

        return false;
    }
}
