using System.Runtime.Intrinsics;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>
/// Squared distances between all of some rows, for when many machines and many kernel widths ask for the same ones and features are many, so that a
/// distance costs far more than looking it up.
/// </summary>
internal sealed class DistanceTable
{
    private const int FewestFeatures = 40;
    private const int MostRows = 6000;

    private readonly float[] _squares;
    private readonly int _count;

    private DistanceTable(float[] squares, int count) => (_squares, _count) = (squares, count);

    /// <summary>The table of these rows, or null where it doesn't pay or doesn't fit (144 MB).</summary>
    public static DistanceTable? Of(DenseRows rows, int threads)
    {
        if (rows.Width < FewestFeatures || rows.Count > MostRows)
            return null;
        var panels = new RowPanels(rows);
        var squares = new float[rows.Count * rows.Count];
        const int Block = 16;
        Parallel.For(0, (rows.Count + Block - 1) / Block, new ParallelOptions { MaxDegreeOfParallelism = threads }, block =>
        {
            var end = Math.Min(rows.Count, (block + 1) * Block);
            for (var panel = 0; panel < panels.Panels; panel++)
            {
                for (var row = block * Block; row < end; row++)
                    panels.Fill(panel, rows[row], RowPanels.Square(rows[row]), squares.AsSpan(row * rows.Count, rows.Count));
            }
        });
        return new DistanceTable(squares, rows.Count);
    }

    /// <summary>exp(−γ d²) of one row with some others.</summary>
    public void Fill(int row, ReadOnlySpan<int> others, float gamma, Span<float> to)
    {
        var from = _squares.AsSpan(row * _count, _count);
        for (var j = 0; j < others.Length; j++)
            to[j] = from[others[j]];
        var whole = to.Length / Vector256<float>.Count * Vector256<float>.Count;
        for (var j = 0; j < whole; j += Vector256<float>.Count)
            Vector256.Exp(Vector256.Create<float>(to[j..]) * -gamma).CopyTo(to[j..]);
        for (var j = whole; j < to.Length; j++)
            to[j] = Vector256.Exp(Vector256.Create(to[j] * -gamma)).ToScalar();
    }
}
