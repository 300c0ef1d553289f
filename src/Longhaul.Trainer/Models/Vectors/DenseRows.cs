using Longhaul.Pipelines;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Vectors;

/// <summary>Rows of features one after the other, dense and sparse ones alike, for kernels.</summary>
/// <param name="Values">Row-major, Count × Width.</param>
/// <param name="Width">Features per row.</param>
internal sealed record DenseRows(float[] Values, int Width)
{
    private const int MostFeatures = 4000;

    /// <summary>Number of rows.</summary>
    public int Count => Width == 0 ? 0 : Values.Length / Width;

    /// <summary>One row.</summary>
    public ReadOnlySpan<float> this[int row] => Values.AsSpan(row * Width, Width);

    /// <summary>The matrix's rows, dense features scaled.</summary>
    /// <param name="kind">The model's name, for the message.</param>
    /// <exception cref="PipelineException">There are no features, or too many to spread out.</exception>
    public static DenseRows Of(FeatureMatrix matrix, IReadOnlyList<ColumnScale> scales, string kind)
    {
        var (dense, width) = (matrix.Dense.Length, matrix.Columns);
        if (width is 0 or > MostFeatures)
            throw new PipelineException($"'{kind}' takes from 1 to {MostFeatures} features, here are {width}; choose other columns and steps, or set svd or max_features in the tfidf step");
        var values = new float[checked(matrix.Rows * width)];
        for (var column = 0; column < dense; column++)
        {
            var (from, scale) = (matrix.Dense[column], scales[column]);
            for (int row = 0, at = column; row < matrix.Rows; row++, at += width)
                values[at] = scale.Apply(from[row]);
        }

        for (var row = 0; matrix.Sparse is { } sparse && row < matrix.Rows; row++)
            sparse.Row(row).CopyTo(values.AsSpan((row * width) + dense));

        return new DenseRows(values, width);
    }

    /// <summary>The rows that were saved.</summary>
    /// <exception cref="PipelineException">The state is of no rows.</exception>
    public static DenseRows Load(StateReader from)
    {
        var (values, width) = (from.Floats("values"), from.Whole("width", 1, MostFeatures));
        return values.Length % width == 0 ? new DenseRows(values, width) : throw from.Wrong($"'values' has {values.Length} values, which are no rows of {width}");
    }

    /// <summary>Writes the rows down.</summary>
    public void Save(StateWriter to)
    {
        to.Set("values", Values);
        to.Set("width", Width);
    }

    /// <summary>The given rows, in that order.</summary>
    public DenseRows Take(ReadOnlySpan<int> rows)
    {
        var taken = new float[rows.Length * Width];
        for (var i = 0; i < rows.Length; i++)
            this[rows[i]].CopyTo(taken.AsSpan(i * Width));
        return new DenseRows(taken, Width);
    }

    /// <summary>The sum of the features' variances: scikit-learn's <c>gamma="scale"</c> is 1 over it.</summary>
    public double TotalVariance()
    {
        double[] sums = new double[Width], squares = new double[Width];
        for (var row = 0; row < Count; row++)
        {
            var values = this[row];
            for (var j = 0; j < Width; j++)
            {
                sums[j] += values[j];
                squares[j] += (double)values[j] * values[j];
            }
        }

        var total = 0.0;
        for (var j = 0; j < Width; j++)
            total += Math.Max(0, (squares[j] / Count) - (sums[j] / Count * (sums[j] / Count)));
        return total > 0 ? total : 1;
    }
}
