using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>
/// Features as linear solvers read them: dense ones row by row, scaled to mean 0 and deviation 1 with empty cells at the mean (so that one
/// penalty fits all); sparse ones as they are.
/// </summary>
internal sealed class LinearDesign
{
    private readonly float[] _dense;
    private readonly CsrMatrix? _sparse;
    private readonly Lazy<double[]> _kernel;

    private LinearDesign(float[] dense, int width, CsrMatrix? sparse, int rows)
    {
        (_dense, Width, _sparse, Rows) = (dense, width, sparse, rows);
        _kernel = new Lazy<double[]>(Products);
    }

    public int Rows { get; }

    /// <summary>Number of dense features; sparse ones follow them.</summary>
    public int Width { get; }

    /// <summary>All features.</summary>
    public int Features => Width + (_sparse?.Columns ?? 0);

    /// <summary>Entries of a row, on average.</summary>
    public double EntriesPerRow => Width + ((_sparse?.Values.Length ?? 0) / (double)Math.Max(1, Rows));

    /// <summary>Products of all rows with all rows, row-major; made when first asked for.</summary>
    public double[] Kernel => _kernel.Value;

    /// <summary>The design that was saved.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is no design.</exception>
    public static LinearDesign Load(StateReader from)
    {
        var (rows, width) = (from.Whole("rows"), from.Whole("width"));
        var dense = from.Floats("dense");
        if (dense.Length != (long)rows * width)
            throw from.Wrong($"'dense' has {dense.Length} values; expected are {rows} × {width}");
        return new LinearDesign(dense, width, from.Has("sparse") ? CsrMatrix.Load(rows, from.Part("sparse")) : null, rows);
    }

    /// <summary>Writes down all rows.</summary>
    public void Save(StateWriter to)
    {
        to.Set("rows", Rows);
        to.Set("width", Width);
        to.Set("dense", _dense);
        _sparse?.Save(to.Part("sparse"));
    }

    public static LinearDesign Of(FeatureMatrix matrix, IReadOnlyList<ColumnScale> scales)
    {
        var width = matrix.Dense.Length;
        var dense = new float[checked((long)matrix.Rows * width)];
        for (var column = 0; column < width; column++)
        {
            var (values, scale) = (matrix.Dense[column], scales[column]);
            for (long row = 0, at = column; row < matrix.Rows; row++, at += width)
                dense[at] = scale.Apply(values[row]);
        }

        return new LinearDesign(dense, width, matrix.Sparse, matrix.Rows);
    }

    /// <summary>The dense features of a row.</summary>
    public ReadOnlySpan<float> Dense(int row) => _dense.AsSpan(checked(row * Width), Width);

    /// <summary>The sparse entries of a row; indices count from the first sparse feature.</summary>
    public SparseRow Entries(int row) => _sparse is null ? default : _sparse.Row(row);

    /// <summary>margins[k] = Σ x·W[·, k]; weights lie feature by feature, <c>W[feature × outputs + k]</c>.</summary>
    public void Margins(int row, ReadOnlySpan<double> weights, Span<double> margins)
    {
        var outputs = margins.Length;
        var dense = Dense(row);
        if (outputs == 1)
        {
            margins[0] += VectorMath.Dot(dense, weights);
        }
        else
        {
            for (var j = 0; j < dense.Length; j++)
            {
                if (dense[j] != 0)
                    VectorMath.Add(dense[j], weights.Slice(j * outputs, outputs), margins);
            }
        }

        var (indices, values) = Entries(row);
        if (outputs == 1)
        {
            var sparse = weights[Width..];
            var sum = 0.0;
            for (var k = 0; k < indices.Length; k++)
                sum += values[k] * sparse[indices[k]];
            margins[0] += sum;
            return;
        }

        for (var k = 0; k < indices.Length; k++)
            VectorMath.Add(values[k], weights.Slice((Width + indices[k]) * outputs, outputs), margins);
    }

    /// <summary>The mean squared error over some rows of a model with one output.</summary>
    /// <param name="coefficients">A weight per feature, then the intercept.</param>
    /// <param name="labels">Per row of the design.</param>
    public double MeanSquaredError(double[] coefficients, int[] rows, double[] labels)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            var prediction = coefficients[^1];
            Margins(row, coefficients.AsSpan(0, Features), new Span<double>(ref prediction));
            sum += (prediction - labels[row]) * (prediction - labels[row]);
        }

        return sum / rows.Length;
    }

    private double[] Products()
    {
        var (columns, kernel) = (_sparse?.Transposed(), new double[checked(Rows * Rows)]);
        Parallel.For(0, Rows, i =>
        {
            var products = kernel.AsSpan(i * Rows, i + 1);
            var dense = Dense(i);
            for (var j = 0; j <= i && Width > 0; j++)
                products[j] = VectorMath.Dot(dense, Dense(j));
            var (indices, values) = Entries(i);
            for (var k = 0; k < indices.Length; k++)
            {
                // The rows that share the feature come in ascending order.
                for (var e = columns!.RowStart[indices[k]]; columns.Indices[e] < i; e++)
                    products[columns.Indices[e]] += (double)values[k] * columns.Values[e];
                products[i] += (double)values[k] * values[k];
            }
        });
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j < i; j++)
                kernel[(j * Rows) + i] = kernel[(i * Rows) + j];
        }

        return kernel;
    }

    /// <summary>W[·, k] += x·residuals[k].</summary>
    public void AddTransposed(int row, ReadOnlySpan<double> residuals, Span<double> weights)
    {
        var outputs = residuals.Length;
        var dense = Dense(row);
        if (outputs == 1)
        {
            VectorMath.Add(residuals[0], dense, weights);
        }
        else
        {
            for (var j = 0; j < dense.Length; j++)
            {
                if (dense[j] != 0)
                    VectorMath.Add(dense[j], residuals, weights.Slice(j * outputs, outputs));
            }
        }

        var (indices, values) = Entries(row);
        if (outputs == 1)
        {
            var sparse = weights[Width..];
            for (var k = 0; k < indices.Length; k++)
                sparse[indices[k]] += residuals[0] * values[k];
            return;
        }

        for (var k = 0; k < indices.Length; k++)
            VectorMath.Add(values[k], residuals, weights.Slice((Width + indices[k]) * outputs, outputs));
    }
}
