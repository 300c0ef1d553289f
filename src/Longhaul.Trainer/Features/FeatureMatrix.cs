namespace Longhaul.Trainer.Features;

/// <summary>One feature.</summary>
/// <param name="Name">For notes and importances.</param>
/// <param name="Levels">0: a number; else a category with codes 0 … Levels − 1 (NaN: missing or unknown).</param>
public readonly record struct Feature(string Name, int Levels = 0);

/// <summary>
/// What a model learns from: dense features by column, then sparse features by row. Either part may be empty; text and one-hot features are
/// sparse, everything else is dense. Also what one step yields.
/// </summary>
public sealed record FeatureMatrix(int Rows, float[][] Dense, CsrMatrix? Sparse, IReadOnlyList<Feature> Features)
{
    /// <summary>The rows' images as they are, beside the features: for models that look at images themselves. Null: none.</summary>
    public ImageBlock? Images { get; init; }

    /// <summary>Number of features, dense and sparse.</summary>
    public int Columns => Dense.Length + (Sparse?.Columns ?? 0);

    /// <summary>A matrix of dense features alone.</summary>
    public static FeatureMatrix Of(int rows, float[][] dense, IReadOnlyList<Feature> features) => new(rows, dense, null, features);

    /// <summary>A matrix of sparse features alone.</summary>
    public static FeatureMatrix Of(CsrMatrix sparse, IReadOnlyList<Feature> features) => new(sparse.Rows, [], sparse, features);

    /// <summary>The steps' features side by side, dense ones first.</summary>
    public static FeatureMatrix Concat(int rows, IReadOnlyList<FeatureMatrix> parts)
    {
        CsrMatrix[] sparse = [.. parts.Where(part => part.Sparse is not null).Select(part => part.Sparse!)];
        return new FeatureMatrix(
            rows,
            [.. parts.SelectMany(part => part.Dense)],
            sparse.Length == 0 ? null : CsrMatrix.Concat(sparse),
            [.. parts.SelectMany(part => part.Features.Take(part.Dense.Length)), .. parts.SelectMany(part => part.Features.Skip(part.Dense.Length))])
        {
            Images = parts.FirstOrDefault(part => part.Images is not null)?.Images,
        };
    }

    /// <summary>The given rows, in that order.</summary>
    public FeatureMatrix Take(int[] rows) => new(rows.Length, [.. Dense.Select(column => Gather(column, rows))], Sparse?.Take(rows), Features) { Images = Images?.Take(rows) };

    /// <summary>Values of a column at the given rows.</summary>
    public static float[] Gather(float[] column, int[] rows)
    {
        var values = new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            values[i] = column[rows[i]];
        return values;
    }

    /// <summary>Whether the whole is better handed over as sparse: a sparse part exists and most of its cells are empty.</summary>
    public bool IsMostlySparse => Sparse is { } sparse && (long)Rows * Columns > 4 * (sparse.Values.Length + (long)Rows * Dense.Length);
}
