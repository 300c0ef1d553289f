using Longhaul.Trainer.Features.Reduction;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Text;

/// <summary>The strongest right singular vectors of a sparse matrix (<see cref="RangeFinder"/>); rows are projected onto them (latent semantic analysis).</summary>
public sealed record TruncatedSvd(float[][] Vectors)
{
    private const int PowerIterations = 4;

    // Directions of so many rows are as good as those of more.
    private const int MostRows = 30_000;

    /// <summary>Number of components.</summary>
    public int Components => Vectors.Length;

    /// <summary>At most <paramref name="components"/> vectors of length 1, strongest first, the entry of largest size positive.</summary>
    public static TruncatedSvd Fit(CsrMatrix matrix, int components, int seed)
    {
        var stride = (matrix.Rows + MostRows - 1) / MostRows;
        var rows = stride <= 1 ? matrix : matrix.Take([.. Enumerable.Range(0, matrix.Rows / stride).Select(i => i * stride)]);
        var transposed = rows.Transposed();
        var finder = new RangeFinder(basis => Times(rows, basis), basis => Times(transposed, basis));
        return new TruncatedSvd(finder.Vectors(rows.Rows, rows.Columns, components, PowerIterations, new Rng(seed, stream: 41)));
    }

    /// <summary>The vectors that were saved.</summary>
    /// <param name="columns">Length of each.</param>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state holds no such vectors.</exception>
    public static TruncatedSvd Load(int columns, StateReader from) =>
        new([.. Enumerable.Range(0, from.Whole("components")).Select(k => from.Floats($"{k}", columns))]);

    /// <summary>Writes down the vectors.</summary>
    public void Save(StateWriter to)
    {
        to.Set("components", Components);
        for (var k = 0; k < Components; k++)
            to.Set($"{k}", Vectors[k]);
    }

    /// <summary>[component][row]: each row's coordinates.</summary>
    public float[][] Project(CsrMatrix matrix)
    {
        float[][] projected = [.. Vectors.Select(_ => new float[matrix.Rows])];
        Parallel.For(0, Vectors.Length, k =>
        {
            for (var row = 0; row < matrix.Rows; row++)
            {
                var sum = 0.0;
                for (var e = matrix.RowStart[row]; e < matrix.RowStart[row + 1]; e++)
                    sum += (double)matrix.Values[e] * Vectors[k][matrix.Indices[e]];
                projected[k][row] = (float)sum;
            }
        });
        return projected;
    }

    private static double[][] Times(CsrMatrix matrix, double[][] columns)
    {
        // Row by row, an entry of the matrix meets a whole row of what it is multiplied with.
        var width = columns.Length;
        var right = new double[checked(matrix.Columns * width)];
        for (var k = 0; k < width; k++)
        {
            for (var j = 0; j < matrix.Columns; j++)
                right[(j * width) + k] = columns[k][j];
        }

        double[][] product = [.. columns.Select(_ => new double[matrix.Rows])];
        Parallel.For(0, matrix.Rows, () => new double[width], (row, _, sums) =>
        {
            Array.Clear(sums);
            for (var e = matrix.RowStart[row]; e < matrix.RowStart[row + 1]; e++)
                VectorMath.Add(matrix.Values[e], right.AsSpan(matrix.Indices[e] * width, width), sums);
            for (var k = 0; k < width; k++)
                product[k][row] = sums[k];
            return sums;
        }, _ => { });
        return product;
    }
}
