using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>
/// A support vector classifier: a machine per pair of classes. Support vectors are kept once, class by class; those of class a have a coefficient in
/// each of the pairs a is in.
/// </summary>
/// <param name="Vectors">The support vectors, ordered by class.</param>
/// <param name="Starts">Where each class's support vectors start; one more entry than classes.</param>
/// <param name="Coefficients">[a · (classes − 1) + (b below a ? b : b − 1)]: of a's support vectors in the machine of a and b.</param>
/// <param name="Biases">Per pair (a, b), a below b, in lexical order; the decision is positive for a.</param>
internal sealed record OneVsOne(DenseRows Vectors, int[] Starts, double[][] Coefficients, double[] Biases, double Gamma)
{
    // Queries that meet a panel of support vectors while it is in the cache.
    private const int BlockRows = 16;

    public int Classes => Starts.Length - 1;

    public int Pairs => Biases.Length;

    /// <summary>The machines that were saved.</summary>
    public static OneVsOne Load(StateReader from)
    {
        var (vectors, classes) = (DenseRows.Load(from.Part("vectors")), from.Whole("classes", 2, 10_000));
        var starts = from.Integers("starts", classes + 1, 0, vectors.Count + 1);
        if (starts[0] != 0 || starts[^1] != vectors.Count || starts.Zip(starts.Skip(1), (start, end) => end < start).Contains(true))
            throw from.Wrong("the classes' vectors overlap");
        double[][] coefficients =
        [
            .. Enumerable.Range(0, classes * (classes - 1)).Select(part => (Name: $"{part}", a: part / (classes - 1)))
                .Select(part => from.Part("coefficients").Numbers(part.Name, starts[part.a + 1] - starts[part.a])),
        ];
        return new OneVsOne(vectors, starts, coefficients, from.Numbers("biases", classes * (classes - 1) / 2), from.Number("gamma"));
    }

    /// <summary>Writes the machines down.</summary>
    public void Save(StateWriter to)
    {
        Vectors.Save(to.Part("vectors"));
        to.Set("classes", Classes);
        to.Set("starts", Starts);
        to.Set("biases", Biases);
        to.Set("gamma", Gamma);
        var coefficients = to.Part("coefficients");
        for (var part = 0; part < Coefficients.Length; part++)
            coefficients.Set($"{part}", Coefficients[part]);
    }

    /// <summary>[row][pair]: decisions.</summary>
    public double[][] Decide(DenseRows queries, int threads)
    {
        var kernel = new RadialKernel(Vectors, Gamma);
        var decisions = new double[queries.Count][];
        var blocks = (queries.Count + BlockRows - 1) / BlockRows;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, block =>
        {
            var first = block * BlockRows;
            var count = Math.Min(BlockRows, queries.Count - first);
            float[][] rows = [.. Enumerable.Range(0, count).Select(_ => new float[Vectors.Count])];
            for (var panel = 0; panel < kernel.Panels; panel++)
            {
                for (var i = 0; i < count; i++)
                    kernel.FillPanel(panel, queries[first + i], RowPanels.Square(queries[first + i]), rows[i]);
            }

            for (var i = 0; i < count; i++)
                decisions[first + i] = Sum(rows[i]);
        });
        return decisions;
    }

    private double[] Sum(float[] kernel)
    {
        var decisions = (double[])Biases.Clone();
        for (int a = 0, pair = 0; a < Classes; a++)
        {
            for (var b = a + 1; b < Classes; b++, pair++)
                decisions[pair] += Part(kernel, a, b - 1) + Part(kernel, b, a);
        }

        return decisions;
    }

    private double Part(float[] kernel, int a, int other) =>
        VectorMath.Dot(kernel.AsSpan(Starts[a], Starts[a + 1] - Starts[a]), Coefficients[(a * (Classes - 1)) + other]);
}
