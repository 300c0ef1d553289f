using Longhaul.Trainer.State;
using MathNet.Numerics.LinearAlgebra;

namespace Longhaul.Trainer.Features.Text;

/// <summary>
/// The strongest right singular vectors of a sparse matrix by the randomised range finder with power iterations (Halko, Martinsson, Tropp 2011,
/// algorithms 4.4 and 5.1); rows are projected onto them (latent semantic analysis).
/// </summary>
public sealed record TruncatedSvd(float[][] Vectors)
{
    private const int Oversampling = 10;
    private const int PowerIterations = 4;

    /// <summary>Number of components.</summary>
    public int Components => Vectors.Length;

    /// <summary>At most <paramref name="components"/> vectors of length 1, strongest first, the entry of largest size positive.</summary>
    public static TruncatedSvd Fit(CsrMatrix matrix, int components, int seed)
    {
        var width = Math.Min(Math.Min(matrix.Rows, matrix.Columns), components + Oversampling);
        var random = new Rng(seed, stream: 41);
        var basis = Matrix<double>.Build.Dense(matrix.Columns, width, (_, _) => random.Normal());
        for (var i = 0; i < PowerIterations; i++)
            basis = TransposedTimes(matrix, Orthonormal(Times(matrix, basis)));
        // AᵀQ = V Σ Uᵀ of the projected matrix QᵀA.
        var range = Orthonormal(Times(matrix, basis));
        var svd = TransposedTimes(matrix, range).Svd();
        return new TruncatedSvd([.. Enumerable.Range(0, Math.Min(components, width)).Select(k => Signed(svd.U.Column(k).ToArray()))]);
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

    private static Matrix<double> Orthonormal(Matrix<double> matrix) => matrix.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;

    private static Matrix<double> Times(CsrMatrix matrix, Matrix<double> right)
    {
        var product = Matrix<double>.Build.Dense(matrix.Rows, right.ColumnCount);
        Parallel.For(0, right.ColumnCount, column =>
        {
            var from = right.Column(column).ToArray();
            for (var row = 0; row < matrix.Rows; row++)
            {
                var sum = 0.0;
                for (var k = matrix.RowStart[row]; k < matrix.RowStart[row + 1]; k++)
                    sum += matrix.Values[k] * from[matrix.Indices[k]];
                product.At(row, column, sum);
            }
        });
        return product;
    }

    private static Matrix<double> TransposedTimes(CsrMatrix matrix, Matrix<double> right)
    {
        var product = Matrix<double>.Build.Dense(matrix.Columns, right.ColumnCount);
        Parallel.For(0, right.ColumnCount, column =>
        {
            var to = new double[matrix.Columns];
            for (var row = 0; row < matrix.Rows; row++)
            {
                var value = right.At(row, column);
                for (var k = matrix.RowStart[row]; k < matrix.RowStart[row + 1]; k++)
                    to[matrix.Indices[k]] += matrix.Values[k] * value;
            }

            product.SetColumn(column, to);
        });
        return product;
    }

    private static float[] Signed(double[] vector)
    {
        var sign = vector[Array.IndexOf(vector, vector.MaxBy(Math.Abs))] < 0 ? -1 : 1;
        return Array.ConvertAll(vector, value => (float)(sign * value));
    }
}
