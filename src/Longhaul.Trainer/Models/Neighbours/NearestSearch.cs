using Longhaul.Trainer.Models.Linear;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Neighbours;

/// <summary>Looks at all training rows for those nearest to some queries.</summary>
internal sealed class NearestSearch
{
    /// <summary>Queries that look at a training row while it is in the cache.</summary>
    public const int Queries = 64;

    // Beyond that many features for each filled one, walking through the filled ones is quicker than through panels.
    private const double SparsestForPanels = 25;
    private const long CellsForPanels = 50_000_000;

    private readonly LinearDesign _training;
    private readonly int _neighbours;
    private readonly RowPanels? _panels;
    private readonly float[] _squares;

    public NearestSearch(LinearDesign training, int neighbours)
    {
        (_training, _neighbours) = (training, neighbours);
        _panels = IsForPanels(training) ? new RowPanels(Spread(training, 0, training.Rows)) : null;
        _squares = _panels is null ? [.. Enumerable.Range(0, training.Rows).Select(row => Squares(training, row))] : [];
    }

    /// <summary>The nearest rows of each query.</summary>
    /// <param name="count">At most <see cref="Queries"/>.</param>
    public NearestRows[] Of(LinearDesign queries, int first, int count)
    {
        NearestRows[] nearest = [.. Enumerable.Range(0, count).Select(_ => new NearestRows(_neighbours))];
        var rows = Spread(queries, first, count);
        float[] squares = [.. Enumerable.Range(first, count).Select(row => Squares(queries, row))];
        if (_panels is null)
            SearchRows(rows, squares, nearest);
        else
            SearchPanels(_panels, rows, squares, nearest);
        return nearest;
    }

    private static bool IsForPanels(LinearDesign design) =>
        design.Features > 0 && design.Features <= SparsestForPanels * design.EntriesPerRow && (long)design.Rows * design.Features <= CellsForPanels;

    private void SearchRows(DenseRows queries, float[] squares, NearestRows[] nearest)
    {
        for (var row = 0; row < _training.Rows; row++)
        {
            var dense = _training.Dense(row);
            var (indices, values) = _training.Entries(row);
            for (var i = 0; i < nearest.Length; i++)
            {
                var product = VectorMath.Dot(dense, queries[i][..dense.Length]) + Dot(indices, values, queries[i][dense.Length..]);
                nearest[i].Offer(squares[i] + _squares[row] - (2 * product), row);
            }
        }
    }

    private static void SearchPanels(RowPanels panels, DenseRows queries, float[] squares, NearestRows[] nearest)
    {
        Span<float> distances = stackalloc float[RowPanels.PanelRows];
        for (var panel = 0; panel < panels.Panels; panel++)
        {
            var first = panel * RowPanels.PanelRows;
            for (var i = 0; i < nearest.Length; i++)
            {
                panels.Distances(panel, queries[i], squares[i], distances);
                nearest[i].Offer(distances, first, Math.Min(distances.Length, panels.Count - first));
            }
        }
    }

    private static DenseRows Spread(LinearDesign design, int first, int count)
    {
        var rows = new DenseRows(new float[count * design.Features], design.Features);
        for (var i = 0; i < count; i++)
        {
            var spread = rows.Values.AsSpan(i * design.Features, design.Features);
            design.Dense(first + i).CopyTo(spread);
            design.Entries(first + i).CopyTo(spread[design.Width..]);
        }

        return rows;
    }

    private static float Squares(LinearDesign design, int row)
    {
        var sum = VectorMath.Dot(design.Dense(row), design.Dense(row));
        foreach (var value in design.Entries(row).Values)
            sum += value * value;
        return sum;
    }

    private static float Dot(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, ReadOnlySpan<float> spread)
    {
        var sum = 0f;
        for (var i = 0; i < indices.Length; i++)
            sum += values[i] * spread[indices[i]];
        return sum;
    }
}
