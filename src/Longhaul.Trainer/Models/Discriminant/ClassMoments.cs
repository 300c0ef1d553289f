using Longhaul.Trainer.Models.Linear;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Discriminant;

/// <summary>What a discriminant needs of its training rows: each class's rows, mean and scatter.</summary>
internal sealed class ClassMoments
{
    private readonly DenseRows _rows;
    private readonly int[][] _members;
    private readonly int _threads;

    public ClassMoments(DenseRows rows, double[] labels, int[] chosen, int classes, int threads)
    {
        (_rows, _threads) = (rows, threads);
        _members = [.. Enumerable.Range(0, classes).Select(k => Array.FindAll(chosen, row => (int)labels[row] == k))];
        double[] center = Mean(chosen);
        // A class without rows lies nowhere; the overall mean stands for it, and its share keeps it unlikely.
        Means = [.. _members.Select(members => members.Length > 0 ? Mean(members) : center)];
        LogPriors = [.. _members.Select(members => Math.Log(Math.Max(members.Length, 1e-3) / chosen.Length))];
        Rows = chosen.Length;
    }

    public int Rows { get; }

    public int Classes => _members.Length;

    public int Width => _rows.Width;

    /// <summary>[class][feature].</summary>
    public double[][] Means { get; }

    /// <summary>ln of the classes' shares.</summary>
    public double[] LogPriors { get; }

    public int Count(int k) => _members[k].Length;

    /// <summary>
    /// Σ (x − mean)(x − mean)ᵀ over a class's rows, row-major, lower triangle; and Σ |x − mean|⁴, which tells how noisy that is.
    /// </summary>
    public (double[] Scatter, double FourthMoment) Scatter(int k)
    {
        var (width, members, mean) = (Width, _members[k], Means[k]);
        var scatter = new double[width * width];
        var fourth = RowBlocks.Sum(members.Length, scatter, _threads, scatter.Length, (from, to, buffer) =>
        {
            var x = new double[width];
            var sum = 0.0;
            for (var i = from; i < to; i++)
            {
                var row = _rows[members[i]];
                for (var j = 0; j < width; j++)
                    x[j] = row[j] - mean[j];
                for (var j = 0; j < width; j++)
                    VectorMath.Add(x[j], x.AsSpan(0, j + 1), buffer[(j * width)..]);
                var square = VectorMath.Dot(x, x);
                sum += square * square;
            }

            return sum;
        });
        return (scatter, fourth);
    }

    private double[] Mean(int[] members)
    {
        var mean = new double[Width];
        foreach (var row in members)
            VectorMath.Add(1.0 / members.Length, _rows[row], mean);
        return mean;
    }
}
