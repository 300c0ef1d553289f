using Longhaul.Trainer.Models.Vectors;
using MathNet.Numerics.LinearAlgebra;

namespace Longhaul.Trainer.Features.Reduction;

/// <summary>
/// The strongest right singular vectors of a matrix that is known by its products alone: the randomised range finder with power iterations (Halko,
/// Martinsson, Tropp 2011, algorithms 4.4 and 5.1).
/// </summary>
/// <param name="times">The matrix times columns, as columns.</param>
/// <param name="transposedTimes">Its transpose times columns, as columns.</param>
internal sealed class RangeFinder(Func<double[][], double[][]> times, Func<double[][], double[][]> transposedTimes)
{
    private const int Oversampling = 10;

    // Singular values come as roots of eigenvalues: below this share of the strongest they are rounding.
    private const double Negligible = 1e-7;

    /// <summary>At most <paramref name="components"/> vectors of length 1, strongest first, the entry of largest size positive; fewer where the rank is lower.</summary>
    public float[][] Vectors(int rows, int columns, int components, int powerIterations, Rng random)
    {
        var width = Math.Min(Math.Min(rows, columns), components + Oversampling);
        double[][] basis = [.. Enumerable.Range(0, width).Select(_ => Normal(columns, random))];
        for (var i = 0; i < powerIterations; i++)
            basis = transposedTimes(Orthonormal(times(basis)));
        return [.. Left(transposedTimes(Orthonormal(times(basis)))).Take(components).Select(Signed)];
    }

    private static double[] Normal(int length, Rng random)
    {
        var column = new double[length];
        for (var i = 0; i < length; i++)
            column[i] = random.Normal();
        return column;
    }

    /// <summary>The columns made orthonormal in place, each against the ones before it and twice (Kahan's rule); those that depend on others are dropped.</summary>
    private static double[][] Orthonormal(double[][] columns)
    {
        List<double[]> kept = [];
        foreach (var column in columns)
        {
            var before = Length(column);
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var other in kept)
                    VectorMath.Add(-VectorMath.Dot(other.AsSpan(), column), other.AsSpan(), column);
            }

            var length = Length(column);
            if (length <= 1e-12 * before)
                continue;
            for (var i = 0; i < column.Length; i++)
                column[i] /= length;
            kept.Add(column);
        }

        return [.. kept];
    }

    // B = U Σ Wᵀ: W and Σ² are the eigenvectors and eigenvalues of BᵀB, which is small.
    private static IEnumerable<double[]> Left(double[][] columns)
    {
        if (columns.Length == 0)
            yield break;
        var small = Matrix<double>.Build.Dense(columns.Length, columns.Length, (i, j) => VectorMath.Dot(columns[i].AsSpan(), columns[j]));
        var eigen = small.Evd(Symmetricity.Symmetric);
        var strongest = Math.Sqrt(Math.Max(0, eigen.EigenValues[columns.Length - 1].Real));
        for (var k = columns.Length - 1; k >= 0; k--)
        {
            var value = Math.Sqrt(Math.Max(0, eigen.EigenValues[k].Real));
            if (value <= Negligible * strongest)
                yield break;
            var vector = new double[columns[0].Length];
            for (var j = 0; j < columns.Length; j++)
                VectorMath.Add(eigen.EigenVectors[j, k] / value, columns[j].AsSpan(), vector);
            yield return vector;
        }
    }

    private static double Length(double[] vector) => Math.Sqrt(VectorMath.Dot(vector.AsSpan(), vector));

    private static float[] Signed(double[] vector)
    {
        var sign = vector[Array.IndexOf(vector, vector.MaxBy(Math.Abs))] < 0 ? -1 : 1;
        return Array.ConvertAll(vector, value => (float)(sign * value));
    }
}
