using Longhaul.Pipelines;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Torch.Tables;

/// <summary>
/// From features to what the network embeds: numbers to be cut into pieces, plain numbers, and codes. Learned on the training rows.
/// </summary>
/// <param name="Scales">Per dense feature: mean and deviation; a category's are 0 and 0.</param>
/// <param name="Levels">Per dense feature: levels of a category, else 0.</param>
/// <param name="Edges">Per number: ascending edges of its pieces in standardised units.</param>
/// <param name="SparseScales">Per sparse feature: the inverse of its root mean square.</param>
internal sealed record TableEncoder(IReadOnlyList<(double Mean, double Deviation)> Scales, int[] Levels, IReadOnlyList<float[]> Edges, float[] SparseScales)
{
    /// <summary>Stands for an empty cell: below the lowest edge, so that every piece of it is 0.</summary>
    public const float Missing = -1e30f;

    // Dense and sparse features that are spread out for all rows at once: 1 GiB of floats.
    private const long MostCells = 250_000_000;
    private const float Furthest = 5;

    /// <summary>Number features.</summary>
    public int Numbers => Levels.Count(levels => levels == 0);

    /// <summary>Levels of all categories, each with one more for what is empty or unknown.</summary>
    public int[] Vocabulary => [.. Levels.Where(levels => levels > 0).Select(levels => levels + 1)];

    /// <summary>Sparse features.</summary>
    public int Sparse => SparseScales.Length;

    public static TableEncoder Load(StateReader from)
    {
        var levels = from.Integers("levels");
        var (means, deviations) = (from.Numbers("means", levels.Length), from.Numbers("deviations", levels.Length));
        var numbers = levels.Count(count => count == 0);
        var sizes = from.Integers("edge_counts", numbers, 2, 1000);
        var edges = from.Floats("edges", sizes.Sum());
        var at = 0;
        float[][] cut = [.. sizes.Select(size => edges[at..(at += size)])];
        return new TableEncoder([.. means.Zip(deviations)], levels, cut, from.Floats("sparse_scales"));
    }

    public void Save(StateWriter to)
    {
        to.Set("levels", Levels);
        to.Set("means", (double[])[.. Scales.Select(scale => scale.Mean)]);
        to.Set("deviations", (double[])[.. Scales.Select(scale => scale.Deviation)]);
        to.Set("edge_counts", (int[])[.. Edges.Select(edges => edges.Length)]);
        to.Set("edges", (float[])[.. Edges.SelectMany(edges => edges)]);
        to.Set("sparse_scales", SparseScales);
    }

    public static TableEncoder Fit(FeatureMatrix matrix, int bins)
    {
        int[] levels = [.. matrix.Features.Take(matrix.Dense.Length).Select(feature => feature.Levels)];
        var scales = matrix.Dense.Select((column, i) => levels[i] > 0 ? (0.0, 0.0) : Scale(column)).ToArray();
        var edges = matrix.Dense.Select((column, i) => levels[i] > 0 ? [] : EdgesOf(column, scales[i], bins)).Where((_, i) => levels[i] == 0).ToArray();
        return new TableEncoder(scales, levels, edges, SparseScale(matrix.Sparse));
    }

    /// <summary>The rows' cells.</summary>
    /// <exception cref="PipelineException">There are too many cells to spread out.</exception>
    public EncodedRows Encode(FeatureMatrix matrix)
    {
        var (numbers, codes) = (Numbers, Levels.Length - Numbers);
        if ((long)matrix.Rows * (numbers + Sparse) > MostCells)
            throw new PipelineException($"mlp takes at most {MostCells / 1_000_000} million cells, here are {matrix.Rows} rows × {numbers + Sparse} features; set svd or max_features in the tfidf step, or fewer rows");
        var (values, categories, plain) = (new float[matrix.Rows * numbers], new int[matrix.Rows * codes], new float[matrix.Rows * Sparse]);
        var (number, code) = (0, 0);
        for (var column = 0; column < Levels.Length; column++)
        {
            if (Levels[column] > 0)
                Codes(matrix.Dense[column], Levels[column], categories, code++, codes);
            else
                Standardise(matrix.Dense[column], Scales[column], values, number++, numbers);
        }

        if (matrix.Sparse is { } sparse)
            Spread(sparse, plain);
        return new EncodedRows(matrix.Rows, values, categories, plain);
    }

    private static (double Mean, double Deviation) Scale(float[] column)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        foreach (var value in column)
        {
            if (float.IsFinite(value))
                (count, sum) = (count + 1, sum + value);
        }

        var mean = count == 0 ? 0 : sum / count;
        foreach (var value in column)
        {
            if (float.IsFinite(value))
                squares += (value - mean) * (value - mean);
        }

        var deviation = count == 0 ? 0 : Math.Sqrt(squares / count);
        return (mean, deviation > 1e-6 * Math.Abs(mean) ? deviation : 0);
    }

    // Quantiles of the values that occur, so that each piece holds about as many rows.
    private static float[] EdgesOf(float[] column, (double Mean, double Deviation) scale, int bins)
    {
        float[] sorted = [.. column.Where(float.IsFinite).Order()];
        if (sorted.Length == 0 || scale.Deviation == 0)
            return [0, 1];
        float[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => Standard(sorted[(int)((long)i * (sorted.Length - 1) / bins)], scale)).Distinct()];
        return edges.Length > 1 ? edges : [edges[0], edges[0] + 1];
    }

    private static float[] SparseScale(CsrMatrix? sparse)
    {
        if (sparse is null)
            return [];
        var squares = new double[sparse.Columns];
        for (var k = 0; k < sparse.Values.Length; k++)
            squares[sparse.Indices[k]] += (double)sparse.Values[k] * sparse.Values[k];
        return Array.ConvertAll(squares, square => square > 0 ? (float)Math.Min(10, 1 / Math.Sqrt(square / sparse.Rows)) : 0);
    }

    private static float Standard(float value, (double Mean, double Deviation) scale) =>
        scale.Deviation == 0 ? 0 : (float)((value - scale.Mean) / scale.Deviation);

    private static void Standardise(float[] column, (double Mean, double Deviation) scale, float[] values, int at, int width)
    {
        for (var row = 0; row < column.Length; row++)
            values[row * width + at] = float.IsFinite(column[row]) ? Standard(column[row], scale) : Missing;
    }

    private static void Codes(float[] column, int levels, int[] categories, int at, int width)
    {
        for (var row = 0; row < column.Length; row++)
            categories[row * width + at] = column[row] >= 0 && column[row] < levels ? (int)column[row] : levels;
    }

    private void Spread(CsrMatrix sparse, float[] plain)
    {
        for (var row = 0; row < sparse.Rows; row++)
        {
            for (var k = sparse.RowStart[row]; k < sparse.RowStart[row + 1]; k++)
                plain[row * Sparse + sparse.Indices[k]] = Math.Clamp(sparse.Values[k] * SparseScales[sparse.Indices[k]], -Furthest, Furthest);
        }
    }
}

/// <summary>Rows as the network reads them, row by row.</summary>
internal sealed record EncodedRows(int Rows, float[] Numbers, int[] Codes, float[] Plain);
