using CsCheck;
using Longhaul.Trainer;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Models.Linear;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Tests.Trainer;

public sealed class LinearTests
{
    // Made with scikit-learn 1.2.1: numpy.random.RandomState is not at hand here, so the data come from formulas both sides can compute:
    // x[i,j] = sin(1 + i·(j + 2)), y = argmax of (x0, x1, x2 + 0.3 x3) (3 classes) or x0 + x1·x2 > 0 (2 classes), z = 3 x0 − 2 x3 + x1·x2 + 5.
    private static readonly float[][] X = [.. Enumerable.Range(0, 4).Select(j => Enumerable.Range(0, 60).Select(i => (float)Math.Sin(1 + i * (j + 2))).ToArray())];

    private static readonly ColumnScale[] AsIs = [.. Enumerable.Repeat(new ColumnScale(0, 1), 4)];

    private static LinearDesign Design => LinearDesign.Of(Dense(X), AsIs);

    private static int[] All => [.. Enumerable.Range(0, 60)];

    [Fact]
    public void Two_classes_give_the_coefficients_of_scikit_learn()
    {
        double[] y = [.. All.Select(i => X[0][i] + X[1][i] * X[2][i] > 0 ? 1.0 : 0)];
        var solved = new LogisticSolver(Design, y, 1, All, 1, 500, 1e-9).Solve(2.0, null);
        solved.ShouldBe(SklearnGolden.Binary, 2e-5);
    }

    [Fact]
    public void Three_classes_give_the_coefficients_of_scikit_learn()
    {
        double[] y = [.. All.Select(i => (double)new[] { X[0][i], X[1][i], X[2][i] + 0.3f * X[3][i] }.Select((v, k) => (v, k)).MaxBy(p => p.v).k)];
        var solved = new LogisticSolver(Design, y, 3, All, 1, 500, 1e-9).Solve(0.5, null);
        solved[..12].ShouldBe(SklearnGolden.Multinomial, 1e-4);
    }

    [Fact]
    public void Ridge_regression_gives_the_coefficients_of_scikit_learn()
    {
        double[] y = [.. All.Select(i => 3.0 * X[0][i] - 2.0 * X[3][i] + (double)X[1][i] * X[2][i] + 5)];
        var solved = new RidgeSolver(Design, y, All, 1, 100).Solve(1 / 0.7, null);
        solved.ShouldBe(SklearnGolden.Ridge, 1e-5);
    }

    [Fact]
    public void The_gradient_is_the_objectives_derivative() =>
        Gen.Double[-1, 1].Array[15].Sample(at =>
        {
            double[] y = [.. All.Select(i => (double)(i % 3))];
            var solver = new LogisticSolver(Design, y, 3, All, 1, 10);
            var gradient = new double[15];
            solver.Objective(at, gradient, 0.8);
            for (var j = 0; j < at.Length; j++)
            {
                var (above, below, unused) = ((double[])at.Clone(), (double[])at.Clone(), new double[15]);
                above[j] += 1e-6;
                below[j] -= 1e-6;
                var slope = (solver.Objective(above, unused, 0.8) - solver.Objective(below, unused, 0.8)) / 2e-6;
                gradient[j].ShouldBe(slope, 1e-7);
            }
        }, iter: 20);

    [Fact]
    public void Sparse_and_dense_features_give_the_same_coefficients()
    {
        double[] y = [.. All.Select(i => X[0][i] > 0 ? 1.0 : 0)];
        var sparse = LinearDesign.Of(FeatureMatrix.Of(ToSparse(X), Names(4)), []);

        new LogisticSolver(sparse, y, 1, All, 1, 500, 1e-9).Solve(1, null).ShouldBe(new LogisticSolver(Design, y, 1, All, 1, 500, 1e-9).Solve(1, null), 1e-5);
        new RidgeSolver(sparse, y, All, 1, 500).Solve(1, null).ShouldBe(new RidgeSolver(Design, y, All, 1, 500).Solve(1, null), 1e-9);
    }

    [Fact]
    public void A_thinned_fold_keeps_rows_of_either_part_evenly_spaced()
    {
        var fold = new InnerFold([.. Enumerable.Range(0, 100)], [100, 101, 102]);

        fold.Thinned(4, 5).Fit.ShouldBe([0, 25, 50, 75]);
        fold.Thinned(4, 5).Validate.ShouldBe([100, 101, 102]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Blocks_of_rows_add_up_to_what_the_rows_add_up_to(int outputs)
    {
        var random = new Rng(5);
        float[][] words = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 2000).Select(_ => random.Uniform() < 0.1 ? (float)random.Uniform() : 0).ToArray())];
        var design = LinearDesign.Of(FeatureMatrix.Of(ToSparse(words), Names(40)), []);
        double[] residuals = [.. Enumerable.Range(1, outputs).Select(k => (double)k)];
        var total = new double[40 * outputs];

        var sum = RowBlocks.Sum(2000, total, 2, design.EntriesPerRow * outputs, (from, to, buffer) =>
        {
            for (var row = from; row < to; row++)
                design.AddTransposed(row, residuals, buffer);
            return to - from;
        });

        sum.ShouldBe(2000);
        for (var j = 0; j < 40; j++)
        {
            for (var k = 0; k < outputs; k++)
                total[(j * outputs) + k].ShouldBe(words[j].Sum(value => (double)value) * (k + 1), 1e-6);
        }
    }

    [Fact]
    public void The_dual_of_ridge_regression_has_the_same_coefficients()
    {
        var random = new Rng(2);
        float[][] dense = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 50).Select(_ => (float)random.Normal()).ToArray())];
        float[][] words = [.. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 50).Select(_ => random.Uniform() < 0.1 ? (float)random.Uniform() : 0).ToArray())];
        double[] y = [.. Enumerable.Range(0, 50).Select(i => dense[0][i] - words[1][i] + random.Normal())];
        int[] rows = [.. Enumerable.Range(0, 50).Where(row => row % 4 != 1)];
        var matrix = FeatureMatrix.Concat(50, [Dense(dense), FeatureMatrix.Of(ToSparse(words), Names(300))]);
        var design = LinearDesign.Of(matrix, [.. Enumerable.Repeat(new ColumnScale(0.1, 1.5), 5)]);

        foreach (var c in new[] { 0.01, 1, 30 })
            new DualRidgeSolver(design, y, rows, 2, 500).Solve(c, null).ShouldBe(new RidgeSolver(design, y, rows, 2, 500).Solve(c, null), 1e-5);
    }

    [Fact]
    public void Many_features_are_solved_by_conjugate_gradients_as_by_factorisation()
    {
        var random = new Rng(1);
        float[][] x = [.. Enumerable.Range(0, 1001).Select(_ => Enumerable.Range(0, 80).Select(_ => (float)random.Normal()).ToArray())];
        double[] y = [.. Enumerable.Range(0, 80).Select(i => (double)x[0][i] - x[1][i])];
        int[] rows = [.. Enumerable.Range(0, 80)];
        var wide = LinearDesign.Of(Dense(x), [.. Enumerable.Repeat(new ColumnScale(0, 1), 1001)]);
        var narrow = LinearDesign.Of(Dense([.. x[..1000]]), [.. Enumerable.Repeat(new ColumnScale(0, 1), 1000)]);

        var byGradients = new RidgeSolver(wide, y, rows, 2, 1000).Solve(0.05, null);
        var byFactor = new RidgeSolver(narrow, y, rows, 2, 1000).Solve(0.05, null);

        // One more pure-noise column of a thousand moves the others little.
        byGradients[0].ShouldBe(byFactor[0], 0.02);
        byGradients[1].ShouldBe(byFactor[1], 0.02);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var random = new Rng(2);
        float[][] x = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 3000).Select(_ => (float)random.Normal()).ToArray())];
        double[] y = [.. Enumerable.Range(0, 3000).Select(i => x[0][i] + random.Normal() > 0 ? 1.0 : 0)];
        var design = LinearDesign.Of(Dense(x), [.. x.Select(ColumnScale.Fit)]);
        int[] rows = [.. Enumerable.Range(0, 3000)];

        new LogisticSolver(design, y, 1, rows, 1, 100).Solve(1, null).ShouldBe(new LogisticSolver(design, y, 1, rows, 3, 100).Solve(1, null));
    }

    [Fact]
    public void An_infinite_cell_counts_as_an_empty_one()
    {
        var scale = ColumnScale.Fit([1, float.PositiveInfinity, 3, float.NaN]);

        scale.ShouldBe(new ColumnScale(2, 1));
        scale.Apply(float.NegativeInfinity).ShouldBe(0);
        scale.Apply(3).ShouldBe(1);
    }

    internal static FeatureMatrix Dense(float[][] x) => FeatureMatrix.Of(x[0].Length, x, Names(x.Length));

    internal static CsrMatrix ToSparse(float[][] x)
    {
        List<int> indices = [];
        List<float> values = [];
        var start = new int[x[0].Length + 1];
        for (var row = 0; row < x[0].Length; row++)
        {
            for (var column = 0; column < x.Length; column++)
            {
                if (x[column][row] == 0)
                    continue;
                indices.Add(column);
                values.Add(x[column][row]);
            }

            start[row + 1] = values.Count;
        }

        return new CsrMatrix(x.Length, start, [.. indices], [.. values]);
    }

    internal static Feature[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => new Feature($"x{i}"))];
}
