using Longhaul.Trainer;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Models.Discriminant;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Tests.Trainer.Models;

public sealed class DiscriminantTests
{
    private static readonly float[][] X = [.. Enumerable.Range(0, 4).Select(j => Enumerable.Range(0, 60).Select(i => (float)Math.Sin(1 + i * (j + 2))).ToArray())];

    private static readonly double[] Y = [.. Enumerable.Range(0, 60).Select(i => (double)new[] { X[0][i], X[1][i], X[2][i] + 0.3f * X[3][i] }.Select((v, k) => (v, k)).MaxBy(p => p.v).k)];

    [Fact]
    public void A_linear_discriminant_gives_the_probabilities_of_scikit_learn()
    {
        // LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.1).fit(Xs, y).predict_proba(Xs[:3]), Xs standardised.
        var p = new DiscriminantLearner(1, 0.1).Fit(new TrainingSet(LinearTests.Dense(X), Y, 3, () => [], 1, 0), null).Predict(LinearTests.Dense(X));

        Enumerable.Range(0, 3).SelectMany(row => p.Select(of => of[row])).ToArray().ShouldBe(
            [0.09438715163440693, 0.14632825366887092, 0.7592845946967222, 0.9987449237360164, 0.0012469962641781412, 8.079999805620142e-06, 0.0032192732444439203, 0.7900027068606558, 0.20677801989490036], 1e-4);
    }

    [Fact]
    public void Shrinkage_is_that_of_Ledoit_and_Wolf()
    {
        // sklearn.covariance.ledoit_wolf_shrinkage of the standardised rows less their class means.
        double[][] scaled = [.. X.Select(column => (Mean: column.Average(v => (double)v), column)).Select(c => (c.Mean, Sd: Math.Sqrt(c.column.Average(v => (v - c.Mean) * (v - c.Mean))), c.column))
            .Select(c => c.column.Select(v => (v - c.Mean) / c.Sd).ToArray())];
        var rows = new DenseRows([.. Enumerable.Range(0, 60).SelectMany(i => scaled.Select(column => (float)column[i]))], 4);
        var moments = new ClassMoments(rows, Y, [.. Enumerable.Range(0, 60)], 3, 1);
        var scatter = new double[16];
        var fourth = 0.0;
        for (var k = 0; k < 3; k++)
        {
            var own = moments.Scatter(k);
            fourth += own.FourthMoment;
            for (var i = 0; i < 16; i++)
                scatter[i] += own.Scatter[i];
        }

        Covariance.Of(scatter, fourth, 4, 60, -1).Shrinkage.ShouldBe(0.24852489358107774, 1e-4);
    }

    [Fact]
    public void Classes_that_differ_in_spread_alone_want_a_quadratic_boundary()
    {
        var random = new Rng(5);
        double[] labels = [.. Enumerable.Range(0, 400).Select(i => (double)(i % 2))];
        float[][] x = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 400).Select(i => (float)(random.Normal() * (labels[i] == 1 ? 3 : 1))).ToArray())];
        InnerFold[] inner = [new([.. Enumerable.Range(0, 300)], [.. Enumerable.Range(300, 100)])];
        var set = new TrainingSet(LinearTests.Dense(x), labels, 2, () => inner, 2, 0);

        var model = new DiscriminantLearner(-1, -1).Fit(set, null);

        model.Tuning.Values["pooling"].ShouldBeLessThan(0.5);
        model.Predict(LinearTests.Dense(x)).ShouldHaveSingleItem().Select((p, i) => p > 0.5 == labels[i] > 0.5 ? 1.0 : 0).Average().ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void More_features_than_rows_are_no_trouble()
    {
        var random = new Rng(6);
        double[] labels = [.. Enumerable.Range(0, 99 * 3).Select(i => (double)(i % 99))];
        double[][] centers = [.. Enumerable.Range(0, 99).Select(_ => Enumerable.Range(0, 400).Select(_ => random.Normal()).ToArray())];
        FeatureMatrix Draw() => LinearTests.Dense([.. Enumerable.Range(0, 400).Select(j => labels.Select(label => (float)(centers[(int)label][j] + 2 * random.Normal())).ToArray())]);

        var model = new DiscriminantLearner(-1, -1).Fit(new TrainingSet(Draw(), labels, 99, () => [], 2, 0), null);

        var p = model.Predict(Draw());
        labels.Select((label, row) => p.All(of => of[row] <= p[(int)label][row]) ? 1.0 : 0).Average().ShouldBeGreaterThan(0.9);
    }
}
