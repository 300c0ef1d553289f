using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Longhaul.Trainer.Models.Vectors;

/// <summary>
/// Squared distances of any row from fixed ones, |x − y|² = |x|² + |y|² − 2 x·y. These lie in panels of 32, feature by feature, so that one value of the
/// query meets 32 rows at once and no sum runs across a register: the result does not depend on the machine's register width.
/// </summary>
internal sealed class RowPanels
{
    /// <summary>Rows in a panel.</summary>
    public const int PanelRows = 32;

    private readonly float[] _cells;
    private readonly float[] _squares;
    private readonly int _width;

    public RowPanels(DenseRows rows)
    {
        (Count, _width) = (rows.Count, rows.Width);
        _cells = new float[Panels * PanelRows * _width];
        _squares = new float[Panels * PanelRows];
        for (var row = 0; row < Count; row++)
        {
            var at = (row / PanelRows * PanelRows * _width) + (row % PanelRows);
            foreach (var value in rows[row])
            {
                _cells[at] = value;
                at += PanelRows;
            }

            _squares[row] = Square(rows[row]);
        }
    }

    /// <summary>Fixed rows.</summary>
    public int Count { get; }

    /// <summary>Panels of rows, the last one padded.</summary>
    public int Panels => (Count + PanelRows - 1) / PanelRows;

    /// <summary>|x|².</summary>
    public static float Square(ReadOnlySpan<float> row)
    {
        var sum = 0.0;
        foreach (var value in row)
            sum += (double)value * value;
        return (float)sum;
    }

    /// <summary>The squared distances of a query from the rows of one panel, put where they stand in the whole row <paramref name="to"/>.</summary>
    public void Fill(int panel, ReadOnlySpan<float> query, float square, Span<float> to)
    {
        var first = panel * PanelRows;
        Span<float> distances = stackalloc float[PanelRows];
        Distances(panel, query, square, distances);
        distances[..Math.Min(PanelRows, Count - first)].CopyTo(to[first..]);
    }

    /// <summary>The squared distances of a query from the rows of one panel.</summary>
    /// <param name="square">|query|².</param>
    /// <param name="to">Receives <see cref="PanelRows"/> distances; those of padding mean nothing.</param>
    public void Distances(int panel, ReadOnlySpan<float> query, float square, Span<float> to)
    {
        ref var values = ref MemoryMarshal.GetReference(_cells.AsSpan(panel * PanelRows * _width, PanelRows * _width));
        Vector256<float> a = default, b = default, c = default, d = default;
        nuint at = 0;
        foreach (var value in query)
        {
            var x = Vector256.Create(value);
            a = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref values, at), a);
            b = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref values, at + 8), b);
            c = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref values, at + 16), c);
            d = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref values, at + 24), d);
            at += PanelRows;
        }

        var squares = _squares.AsSpan(panel * PanelRows, PanelRows);
        Distance(a, squares, square).CopyTo(to);
        Distance(b, squares[8..], square).CopyTo(to[8..]);
        Distance(c, squares[16..], square).CopyTo(to[16..]);
        Distance(d, squares[24..], square).CopyTo(to[24..]);
    }

    // Rounding may leave a distance a little below 0.
    private static Vector256<float> Distance(Vector256<float> products, ReadOnlySpan<float> squares, float square) =>
        Vector256.Max(Vector256.Create(square) + Vector256.Create(squares) - (products + products), Vector256<float>.Zero);
}
