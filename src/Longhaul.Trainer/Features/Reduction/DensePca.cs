using System.Runtime.InteropServices;
using Longhaul.Trainer.State;
using Lanes = System.Numerics.Vector<float>;

namespace Longhaul.Trainer.Features.Reduction;

/// <summary>
/// Principal components of dense columns (<see cref="RangeFinder"/>). Empty cells count as the column's mean.
/// </summary>
/// <param name="Means">Of the columns.</param>
/// <param name="Vectors">[component][column]: length 1, strongest first, the entry of largest size positive.</param>
public sealed record DensePca(float[] Means, float[][] Vectors)
{
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
        if (rows == 0)
            return new DensePca(means, []);
        var finder = new RangeFinder(basis => Times(centred, basis), basis => TransposedTimes(centred, basis));
        return new DensePca(means, finder.Vectors(centred[0].Length, columns.Length, components, PowerIterations, new Rng(seed, stream: 43)));
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
                    projected[k][row] += float.IsFinite(columns[j][row]) ? Vectors[k][j] * (columns[j][row] - Means[j]) : 0;
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

    private static double[][] Times(float[][] columns, double[][] right)
    {
        var product = new double[right.Length][];
        Parallel.For(0, right.Length, k =>
        {
            var sum = new float[columns[0].Length];
            for (var j = 0; j < columns.Length; j++)
                Add((float)right[k][j], columns[j], sum);
            product[k] = Array.ConvertAll(sum, value => (double)value);
        });
        return product;
    }

    private static double[][] TransposedTimes(float[][] columns, double[][] right)
    {
        var product = new double[right.Length][];
        Parallel.For(0, right.Length, k =>
        {
            var with = Array.ConvertAll(right[k], value => (float)value);
            product[k] = Array.ConvertAll(columns, column => Dot(column, with));
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
}
