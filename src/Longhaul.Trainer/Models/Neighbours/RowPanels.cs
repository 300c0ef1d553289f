using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Longhaul.Trainer.Models.Linear;

namespace Longhaul.Trainer.Models.Neighbours;

/// <summary>
/// Rows in panels of sixteen, feature by feature: a machine vector holds one feature of eight rows, so that the distances of a panel from four queries are
/// sums of whole vectors (the register blocking of Goto and van de Geijn 2008, §5, with panels that stay in the first cache).
/// </summary>
internal sealed class RowPanels
{
    /// <summary>Rows in a panel.</summary>
    public const int Rows = 16;

    /// <summary>Queries that are multiplied at once.</summary>
    public const int Queries = 4;

    // Beyond that many features for each filled one, walking through the filled ones is quicker.
    private const double SparsestForPanels = 25;
    private const long CellsAtMost = 50_000_000;

    private readonly float[] _cells;
    private readonly float[] _squares;
    private readonly int _features;

    private RowPanels(float[] cells, float[] squares, int features) => (_cells, _squares, _features) = (cells, squares, features);

    /// <summary>The rows in panels; null where most of their cells would be zeros, or too many.</summary>
    /// <param name="squares">The sum of squares of each row.</param>
    public static RowPanels? Of(LinearDesign design, float[] squares)
    {
        var panels = (design.Rows + Rows - 1) / Rows;
        if (design.Features > SparsestForPanels * design.EntriesPerRow || (long)panels * Rows * design.Features > CellsAtMost)
            return null;
        var cells = new float[panels * Rows * design.Features];
        for (var row = 0; row < design.Rows; row++)
        {
            var first = (row / Rows * Rows * design.Features) + (row % Rows);
            var dense = design.Dense(row);
            for (var j = 0; j < dense.Length; j++)
                cells[first + (j * Rows)] = dense[j];
            var (indices, values) = design.Entries(row);
            for (var k = 0; k < indices.Length; k++)
                cells[first + ((design.Width + indices[k]) * Rows)] = values[k];
        }

        var padded = new float[panels * Rows];
        squares.CopyTo(padded, 0);
        return new RowPanels(cells, padded, design.Features);
    }

    /// <summary>The squared distances of a panel's rows from <see cref="Queries"/> queries: x² + q² − 2 x·q.</summary>
    /// <param name="queries">One after the other, all features of each.</param>
    /// <param name="squares">The sum of squares of each query.</param>
    /// <param name="distances">Receives <see cref="Rows"/> distances from the first query, then those from the next.</param>
    public void Distances(int panel, ReadOnlySpan<float> queries, ReadOnlySpan<float> squares, Span<float> distances)
    {
        var cells = MemoryMarshal.Cast<float, Vector256<float>>(_cells.AsSpan(panel * Rows * _features, Rows * _features));
        ReadOnlySpan<float> q0 = queries[.._features], q1 = queries.Slice(_features, _features), q2 = queries.Slice(2 * _features, _features), q3 = queries.Slice(3 * _features, _features);
        Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (var j = 0; j < q0.Length; j++)
        {
            var (upper, lower) = (cells[2 * j], cells[(2 * j) + 1]);
            var query = Vector256.Create(q0[j]);
            (a0, b0) = (Vector256.FusedMultiplyAdd(upper, query, a0), Vector256.FusedMultiplyAdd(lower, query, b0));
            query = Vector256.Create(q1[j]);
            (a1, b1) = (Vector256.FusedMultiplyAdd(upper, query, a1), Vector256.FusedMultiplyAdd(lower, query, b1));
            query = Vector256.Create(q2[j]);
            (a2, b2) = (Vector256.FusedMultiplyAdd(upper, query, a2), Vector256.FusedMultiplyAdd(lower, query, b2));
            query = Vector256.Create(q3[j]);
            (a3, b3) = (Vector256.FusedMultiplyAdd(upper, query, a3), Vector256.FusedMultiplyAdd(lower, query, b3));
        }

        var norms = MemoryMarshal.Cast<float, Vector256<float>>(_squares.AsSpan(panel * Rows, Rows));
        var results = MemoryMarshal.Cast<float, Vector256<float>>(distances);
        ReadOnlySpan<Vector256<float>> products = [a0, b0, a1, b1, a2, b2, a3, b3];
        for (var i = 0; i < products.Length; i++)
            results[i] = Vector256.Create(squares[i / 2]) + norms[i % 2] - (products[i] + products[i]);
    }
}
