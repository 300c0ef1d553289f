using System.Runtime.InteropServices;
using Longhaul.Trainer.Features;

namespace Longhaul.Trainer.Models.Trees;

/// <summary>
/// The filled cells of a node's rows, by column. Sorting them by column takes as long as reading them, so that a node costs its filled cells,
/// however many columns there are: of a thousand one-hot features a row fills one.
/// </summary>
internal sealed class SparseNode
{
    private readonly CsrMatrix _matrix;
    private readonly int[] _start;
    private readonly int[] _count;
    private readonly List<int> _touched = [];
    private readonly int[] _positions;
    private readonly float[] _values;
    private int _rows;

    /// <param name="rows">All rows that a node may hold, with repetitions.</param>
    public SparseNode(CsrMatrix matrix, ReadOnlySpan<int> rows)
    {
        var cells = 0L;
        foreach (var row in rows)
            cells += matrix.RowStart[row + 1] - matrix.RowStart[row];
        _matrix = matrix;
        (_start, _count) = (new int[matrix.Columns], new int[matrix.Columns]);
        (_positions, _values) = (new int[cells], new float[cells]);
    }

    /// <summary>Columns of which some cell is filled; their order is free.</summary>
    public Span<int> Columns => CollectionsMarshal.AsSpan(_touched);

    /// <summary>Loads a node's rows; later calls refer to them by position.</summary>
    public void Enter(ReadOnlySpan<int> rows)
    {
        foreach (var column in _touched)
            _count[column] = 0;
        _touched.Clear();
        _rows = rows.Length;
        int[] start = _matrix.RowStart, indices = _matrix.Indices;
        foreach (var row in rows)
        {
            for (var k = start[row]; k < start[row + 1]; k++)
            {
                if (_count[indices[k]]++ == 0)
                    _touched.Add(indices[k]);
            }
        }

        var at = 0;
        foreach (var column in _touched)
        {
            _start[column] = at;
            at += _count[column];
            _count[column] = 0;
        }

        for (var position = 0; position < rows.Length; position++)
        {
            for (var k = start[rows[position]]; k < start[rows[position] + 1]; k++)
            {
                var place = _start[indices[k]] + _count[indices[k]]++;
                (_positions[place], _values[place]) = (position, _matrix.Values[k]);
            }
        }
    }

    /// <summary>Positions whose cell in the column is filled, ascending.</summary>
    public ReadOnlySpan<int> Positions(int column) => _positions.AsSpan(_start[column], _count[column]);

    /// <summary>What stands at those positions.</summary>
    public ReadOnlySpan<float> Values(int column) => _values.AsSpan(_start[column], _count[column]);

    /// <summary>The smallest and largest value; cells that aren't filled count as zeros.</summary>
    public (float Low, float High) Range(int column)
    {
        var values = Values(column);
        var (low, high) = values.Length < _rows ? (0f, 0f) : (values[0], values[0]);
        foreach (var value in values)
        {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }

        return (low, high);
    }
}
