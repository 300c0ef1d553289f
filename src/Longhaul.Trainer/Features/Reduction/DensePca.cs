using System.Runtime.InteropServices;
using Longhaul.Trainer.State;
using MathNet.Numerics.LinearAlgebra;
using Lanes = System.Numerics.Vector<float>;

namespace Longhaul.Trainer.Features.Reduction;

/// <summary>
/// Principal components of dense columns by the randomised range finder with power iterations (Halko, Martinsson, Tropp 2011, algorithms 4.4 and
/// 5.1). Empty cells count as the column's mean.
/// </summary>
/// <param name="Means">Of the columns.</param>
/// <param name="Vectors">[component][column]: length 1, strongest first, the entry of largest size positive.</param>
public sealed record DensePca(float[] Means, float[][] Vectors)
{
    private const int Oversampling = 10;
    private const int PowerIterations = 3;

    // Directions of so many rows are as good as those of more.
    private const int MostRows = 10_000;

    /// <summary>Number of components.</summary>
    public int Components => Vectors.Length;

    /// <summary>At most <paramref name="components"/> components of [column][row].</summary>
    public static DensePca Fit(float[][] columns, int components, int seed)
    {
        float[] means = [.. columns.Select(Mean)];
        var rows = columns.Length == 0 ? 0 : columns[0].Length;
        var stride = Math.Max(1, rows / MostRows);
        float[][] centred = [.. columns.Select((column, j) => Every(column, stride, means[j]))];
        var width = Math.Min(Math.Min((rows + stride - 1) / stride, columns.Length), components + Oversampling);
        if (width == 0)
            return new DensePca(means, []);
        var random = new Rng(seed, stream: 43);
        var basis = Matrix<double>.Build.Dense(columns.Length, width, (_, _) => random.Normal());
        for (var i = 0; i < PowerIterations; i++)
            basis = TransposedTimes(centred, Orthonormal(Times(centred, basis)));
        var svd = TransposedTimes(centred, Orthonormal(Times(centred, basis))).Svd();
        return new DensePca(means, [.. Enumerable.Range(0, Math.Min(components, width)).Select(k => Signed(svd.U.Column(k).ToArray()))]);
    }

    /// <summary>[component][row]: each row's coordinates.</summary>
    public float[][] Project(float[][] columns)
    {
        var rows = columns.Length == 0 ? 0 : columns[0].Length;
        float[][] projected = [.. Vectors.Select(_ => new float[rows])];
        Parallel.For(0, Vectors.Length, k =>
        {
            for (var j = 0; j < columns.Length; j++)
            {
                for (var row = 0; row < rows; row++)
                    projected[k][row] += float.IsNaN(columns[j][row]) ? 0 : Vectors[k][j] * (columns[j][row] - Means[j]);
            }
        });
        return projected;
    }

    public void Save(StateWriter to)
    {
        to.Set("means", Means);
        to.Set("vectors", [.. Vectors.SelectMany(vector => vector)]);
    }

    /// <summary>What <see cref="Save"/> wrote.</summary>
    public static DensePca Load(StateReader from)
    {
        var (means, vectors) = (from.Floats("means"), from.Floats("vectors"));
        return means.Length > 0 && vectors.Length % means.Length == 0
            ? new DensePca(means, [.. vectors.Chunk(means.Length)])
            : vectors.Length == 0 ? new DensePca(means, []) : throw from.Wrong("its vectors don't fit its means");
    }

    private static float Mean(float[] column) => (float)column.Where(float.IsFinite).Select(value => (double)value).DefaultIfEmpty(0).Average();

    private static float[] Every(float[] column, int stride, float mean)
    {
        var taken = new float[(column.Length + stride - 1) / stride];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = float.IsFinite(column[i * stride]) ? column[i * stride] - mean : 0;
        return taken;
    }

    private static Matrix<double> Orthonormal(Matrix<double> matrix) => matrix.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;

    private static Matrix<double> Times(float[][] columns, Matrix<double> right)
    {
        var product = Matrix<double>.Build.Dense(columns[0].Length, right.ColumnCount);
        Parallel.For(0, right.ColumnCount, k =>
        {
            var sum = new float[columns[0].Length];
            for (var j = 0; j < columns.Length; j++)
                Add((float)right.At(j, k), columns[j], sum);
            product.SetColumn(k, Array.ConvertAll(sum, value => (double)value));
        });
        return product;
    }

    private static Matrix<double> TransposedTimes(float[][] columns, Matrix<double> right)
    {
        var product = Matrix<double>.Build.Dense(columns.Length, right.ColumnCount);
        Parallel.For(0, right.ColumnCount, k =>
        {
            var with = Array.ConvertAll(right.Column(k).ToArray(), value => (float)value);
            for (var j = 0; j < columns.Length; j++)
                product.At(j, k, Dot(columns[j], with));
        });
        return product;
    }

    private static void Add(float factor, float[] from, float[] to)
    {
        ReadOnlySpan<Lanes> sources = MemoryMarshal.Cast<float, Lanes>(from);
        var targets = MemoryMarshal.Cast<float, Lanes>(to.AsSpan());
        for (var i = 0; i < targets.Length; i++)
            targets[i] += factor * sources[i];
        for (var i = targets.Length * Lanes.Count; i < to.Length; i++)
            to[i] += factor * from[i];
    }

    private static double Dot(float[] one, float[] other)
    {
        ReadOnlySpan<Lanes> left = MemoryMarshal.Cast<float, Lanes>(one), right = MemoryMarshal.Cast<float, Lanes>(other);
        var sums = Lanes.Zero;
        for (var i = 0; i < left.Length; i++)
            sums += left[i] * right[i];
        double sum = System.Numerics.Vector.Sum(sums);
        for (var i = left.Length * Lanes.Count; i < one.Length; i++)
            sum += one[i] * other[i];
        return sum;
    }

    private static float[] Signed(double[] vector)
    {
        var sign = vector[Array.IndexOf(vector, vector.MaxBy(Math.Abs))] < 0 ? -1 : 1;
        return Array.ConvertAll(vector, value => (float)(sign * value));
    }
}
