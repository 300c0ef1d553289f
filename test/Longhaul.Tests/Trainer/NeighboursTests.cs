using Longhaul.Trainer;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Models.Neighbours;

namespace Longhaul.Tests.Trainer;

public sealed class NeighboursTests
{
    private static readonly float[][] X = [.. Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, 90).Select(i => (float)Math.Sin(1 + i * (j + 2.0))).ToArray())];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_nearest_rows_are_those_of_a_plain_search(bool standardise)
    {
        double[] y = [.. Enumerable.Range(0, 90).Select(i => (double)i)];
        var matrix = LinearTests.Dense(X);
        var model = new NeighboursLearner(4, byDistance: false, standardise).Fit(new TrainingSet(matrix, y, 0, () => [], 2, 0), null);
        double[] deviations = [.. X.Select(column => !standardise ? 1 : Math.Sqrt(column.Average(v => v * (double)v) - Math.Pow(column.Average(v => (double)v), 2)))];
        double Distance(int a, int b) => Enumerable.Range(0, 3).Sum(j => Math.Pow((X[j][a] - X[j][b]) / deviations[j], 2));

        var predicted = model.Predict(matrix)[0];

        for (var row = 0; row < 90; row++)
            predicted[row].ShouldBe(Enumerable.Range(0, 90).OrderBy(other => Distance(row, other)).Take(4).Average(), 1e-9);
    }

    [Fact]
    public void Sparse_and_dense_rows_have_the_same_neighbours()
    {
        var random = new Rng(3);
        float[][] x = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 60).Select(_ => random.Uniform() < 0.5 ? 0f : 1f).ToArray())];
        double[] y = [.. Enumerable.Range(0, 60).Select(i => (double)(i % 3))];
        var sparse = FeatureMatrix.Of(LinearTests.ToSparse(x), LinearTests.Names(5));
        var both = FeatureMatrix.Concat(60, [FeatureMatrix.Of(60, [], []), sparse]);

        var model = new NeighboursLearner(5, byDistance: true).Fit(new TrainingSet(both, y, 3, () => [], 1, 0), null);

        var shares = model.Predict(sparse);
        Enumerable.Range(0, 60).ShouldAllBe(i => Math.Abs(shares.Sum(share => share[i]) - 1) < 1e-9 && shares.All(share => share[i] > 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2000)]
    public void Features_that_no_row_fills_change_no_neighbour(int empty)
    {
        // With many of them rows are searched entry by entry, without in panels.
        var random = new Rng(7);
        float[][] x = [.. Enumerable.Range(0, 9).Select(_ => Enumerable.Range(0, 150).Select(_ => random.Uniform() < 0.4 ? 0f : (float)random.Normal()).ToArray())];
        double[] y = [.. Enumerable.Range(0, 150).Select(i => (double)i)];
        var filled = LinearTests.ToSparse(x);
        var matrix = FeatureMatrix.Of(filled with { Columns = 9 + empty }, LinearTests.Names(9 + empty));
        double Distance(int a, int b) => x.Sum(column => Math.Pow(column[a] - column[b], 2));

        var predicted = new NeighboursLearner(3, byDistance: false).Fit(new TrainingSet(matrix, y, 0, () => [], 2, 0), null).Predict(matrix)[0];

        for (var row = 0; row < 150; row++)
            predicted[row].ShouldBe(Enumerable.Range(0, 150).OrderBy(other => Distance(row, other)).Take(3).Average(), 1e-9);
    }
}
