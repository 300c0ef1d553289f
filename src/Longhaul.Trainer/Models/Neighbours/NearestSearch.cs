using Longhaul.Trainer.Models.Linear;

namespace Longhaul.Trainer.Models.Neighbours;

/// <summary>Looks at all training rows for those nearest to some queries.</summary>
internal sealed class NearestSearch
{
    /// <summary>Queries that look at a training row while it is in the cache.</summary>
    public const int Queries = 16 * RowPanels.Queries;

    private readonly LinearDesign _training;
    private readonly int _neighbours;
    private readonly float[] _squares;
    private readonly RowPanels? _panels;

    public NearestSearch(LinearDesign training, int neighbours)
    {
        (_training, _neighbours) = (training, neighbours);
        _squares = [.. Enumerable.Range(0, training.Rows).Select(row => Squares(training, row))];
        _panels = RowPanels.Of(training, _squares);
    }

    /// <summary>The nearest rows of each query.</summary>
    /// <param name="count">At most <see cref="Queries"/>.</param>
    public NearestRows[] Of(LinearDesign queries, int first, int count)
    {
        NearestRows[] nearest = [.. Enumerable.Range(0, count).Select(_ => new NearestRows(_neighbours))];
        var rows = new float[Queries * queries.Features];
        for (var i = 0; i < count; i++)
            Spread(queries, first + i, rows.AsSpan(i * queries.Features, queries.Features));
        var squares = new float[Queries];
        for (var i = 0; i < count; i++)
            squares[i] = Squares(queries, first + i);
        if (_panels is null)
            SearchRows(rows, squares, nearest);
        else
            SearchPanels(_panels, rows, squares, nearest);
        return nearest;
    }

    private void SearchRows(float[] queries, float[] squares, NearestRows[] nearest)
    {
        for (var row = 0; row < _training.Rows; row++)
        {
            var dense = _training.Dense(row);
            var (indices, values) = _training.Entries(row);
            for (var i = 0; i < nearest.Length; i++)
            {
                var query = queries.AsSpan(i * _training.Features, _training.Features);
                var product = VectorMath.Dot(dense, query[..dense.Length]) + Dot(indices, values, query[dense.Length..]);
                nearest[i].Offer(squares[i] + _squares[row] - (2 * product), row);
            }
        }
    }

    private void SearchPanels(RowPanels panels, float[] queries, float[] squares, NearestRows[] nearest)
    {
        Span<float> distances = stackalloc float[RowPanels.Rows * RowPanels.Queries];
        for (var row = 0; row < _training.Rows; row += RowPanels.Rows)
        {
            var count = Math.Min(RowPanels.Rows, _training.Rows - row);
            for (var i = 0; i < nearest.Length; i += RowPanels.Queries)
            {
                var some = queries.AsSpan(i * _training.Features, RowPanels.Queries * _training.Features);
                panels.Distances(row / RowPanels.Rows, some, squares.AsSpan(i, RowPanels.Queries), distances);
                for (var at = i; at < Math.Min(i + RowPanels.Queries, nearest.Length); at++)
                    nearest[at].Offer(distances.Slice((at - i) * RowPanels.Rows, RowPanels.Rows), row, count);
            }
        }
    }

    private static void Spread(LinearDesign design, int row, Span<float> spread)
    {
        design.Dense(row).CopyTo(spread);
        var (indices, values) = design.Entries(row);
        for (var i = 0; i < indices.Length; i++)
            spread[design.Width + indices[i]] = values[i];
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
