using Longhaul.Pipelines;
using Longhaul.Trainer.Features;

namespace Longhaul.Trainer.Models.Trees;

/// <summary>Features as trees see them, dense ones first, then sparse ones; none is empty.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Dense">Dense features by column.</param>
/// <param name="Sparse">Sparse features by row; null: none.</param>
public sealed record TreeData(int Rows, float[][] Dense, CsrMatrix? Sparse)
{
    private const int MostSparseFeatures = 20_000;
    private const double TriesPerCell = 2;
    private const long DenseCellsAtMost = 50_000_000;

    /// <summary>Number of features.</summary>
    public int Columns => Dense.Length + (Sparse?.Columns ?? 0);

    /// <summary>A value per column that stands for empty cells: below all others, so that one split can set them apart.</summary>
    public static float[] Fills(FeatureMatrix matrix) => [.. matrix.Dense.Select(Fill), .. SparseFills(matrix.Sparse)];

    /// <summary>The matrix with empty cells filled.</summary>
    /// <exception cref="PipelineException">There are too many sparse features.</exception>
    public static TreeData Of(FeatureMatrix matrix, float[] fills) => matrix.Sparse is { Columns: > MostSparseFeatures } many
        ? throw new PipelineException($"trees take at most {MostSparseFeatures} sparse features, here are {many.Columns}; set svd or max_features in the tfidf step")
        : new TreeData(matrix.Rows, [.. matrix.Dense.Select((column, i) => Filled(column, fills[i]))], Filled(matrix.Sparse, fills.AsSpan(matrix.Dense.Length)));

    /// <summary>Some rows in a row, feature by feature.</summary>
    /// <param name="rows">Receives them: <see cref="Columns"/> cells a row.</param>
    public void CopyRows(int first, int count, Span<float> rows)
    {
        var columns = Columns;
        rows[..(count * columns)].Clear();
        for (var column = 0; column < Dense.Length; column++)
        {
            var values = Dense[column];
            for (var i = 0; i < count; i++)
                rows[(i * columns) + column] = values[first + i];
        }

        for (var i = 0; Sparse is { } sparse && i < count; i++)
            sparse.Row(first + i).CopyTo(rows[((i * columns) + Dense.Length)..]);
    }

    /// <summary>
    /// The same with all features dense, where drawing thresholds for some of them in a node takes less than walking through the cells that its rows fill.
    /// </summary>
    /// <param name="tries">Features that a node draws thresholds for.</param>
    public TreeData ForDrawing(int tries)
    {
        if (Sparse is not { } sparse || tries * (double)Rows > TriesPerCell * sparse.Values.Length || (long)Rows * sparse.Columns > DenseCellsAtMost)
            return this;
        float[][] columns = [.. Enumerable.Range(0, sparse.Columns).Select(_ => new float[Rows])];
        for (var row = 0; row < Rows; row++)
        {
            for (var k = sparse.RowStart[row]; k < sparse.RowStart[row + 1]; k++)
                columns[sparse.Indices[k]][row] = sparse.Values[k];
        }

        return new TreeData(Rows, [.. Dense, .. columns], null);
    }

    private static float Fill(float[] column)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in column)
        {
            if (float.IsFinite(value))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return Below(low, high);
    }

    private static float[] SparseFills(CsrMatrix? sparse)
    {
        if (sparse is null)
            return [];
        var (low, high) = (new float[sparse.Columns], new float[sparse.Columns]);
        for (var k = 0; k < sparse.Values.Length; k++)
        {
            if (float.IsFinite(sparse.Values[k]))
                (low[sparse.Indices[k]], high[sparse.Indices[k]]) = (Math.Min(low[sparse.Indices[k]], sparse.Values[k]), Math.Max(high[sparse.Indices[k]], sparse.Values[k]));
        }

        return [.. low.Zip(high, Below)];
    }

    private static float Below(float low, float high) => high >= low ? low - Math.Max(high - low, 1) / 2 : 0;

    private static float[] Filled(float[] column, float fill) =>
        Array.TrueForAll(column, float.IsFinite) ? column : Array.ConvertAll(column, value => float.IsFinite(value) ? value : fill);

    private static CsrMatrix? Filled(CsrMatrix? sparse, ReadOnlySpan<float> fills)
    {
        if (sparse is null || Array.TrueForAll(sparse.Values, float.IsFinite))
            return sparse;
        var values = new float[sparse.Values.Length];
        for (var k = 0; k < values.Length; k++)
            values[k] = float.IsFinite(sparse.Values[k]) ? sparse.Values[k] : fills[sparse.Indices[k]];
        return sparse with { Values = values };
    }
}
