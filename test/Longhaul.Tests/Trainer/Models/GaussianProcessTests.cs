using CsCheck;
using Longhaul.Trainer;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Models.Gaussian;
using Longhaul.Trainer.Models.Svm;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Tests.Trainer.Models;

public sealed class GaussianProcessTests
{
    [Fact]
    public void The_mean_is_that_of_scikit_learn()
    {
        // GaussianProcessRegressor(Matern(length_scale=1.5, nu=2.5), alpha=0.1, optimizer=None).fit(Xs, zs).predict(Xs[:4] + 0.1)
        var (rows, y) = Standardised();
        var process = GaussianProcess.Of(rows, y, [Math.Log(1.5), Math.Log(0.1), double.NegativeInfinity], KernelShape.Matern, 2);

        process.Predict(new DenseRows([.. rows.Values.Take(16).Select(value => value + 0.1f)], 4), 1).ShouldBe([0.6730612910447457, 0.6546744347727885, -0.16732798531720794, 0.9249127770355869], 1e-4);
    }

    [Theory]
    [InlineData(KernelShape.Matern, true)]
    [InlineData(KernelShape.Radial, true)]
    [InlineData(KernelShape.Matern, false)]
    public void The_gradient_is_the_likelihoods_derivative(KernelShape shape, bool perFeature)
    {
        var (rows, y) = Standardised();
        var likelihood = new MarginalLikelihood(rows.Take([.. Enumerable.Range(0, 25)]), y[..25], shape, perFeature);
        var count = perFeature ? 6 : 3;
        Gen.Double[-1.5, 1.5].Array[count].Sample(at =>
        {
            double[] gradient = new double[count], unused = new double[count];
            likelihood.Value(at, gradient);
            for (var j = 0; j < count; j++)
            {
                var (above, below) = ((double[])at.Clone(), (double[])at.Clone());
                above[j] += 1e-5;
                below[j] -= 1e-5;
                gradient[j].ShouldBe((likelihood.Value(above, unused) - likelihood.Value(below, unused)) / 2e-5, 1e-5 * (1 + Math.Abs(gradient[j])));
            }
        }, iter: 10);
    }

    [Fact]
    public void A_smooth_surface_of_two_features_among_six_is_found_from_few_rows()
    {
        var random = new Rng(2);
        float[][] x = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 300).Select(_ => (float)(4 * random.Uniform() - 2)).ToArray())];
        double[] y = [.. Enumerable.Range(0, 300).Select(i => Math.Sin(2 * x[0][i]) * x[1][i] + 10)];
        int[] training = [.. Enumerable.Range(0, 150)], rest = [.. Enumerable.Range(150, 150)];
        var matrix = LinearTests.Dense(x);

        var model = new GaussianProcessLearner(KernelShape.Matern).Fit(new TrainingSet(matrix.Take(training), [.. y[..150].Select(value => value + 0.1 * random.Normal())], 0, () => [], 2, 0), null);

        var predicted = model.Predict(matrix.Take(rest))[0];
        rest.Average(row => Math.Pow(predicted[row - 150] - y[row], 2)).ShouldBeLessThan(0.03);
        model.Tuning.Values["length of x0"].ShouldBeLessThan(model.Tuning.Values["length of x3"] - 1);
    }

    [Fact]
    public void Lengths_go_to_the_features_they_were_found_for_and_others_get_the_usual_one()
    {
        var tuning = new Tuning(Tuning.None.Values.Add("length of a", 1).Add("length of b", 2).Add("length of c", 3).Add("noise", -2).Add("trend", -1));

        Refit(tuning, "b", "flag", "a").ShouldBe([("length of a", 1), ("length of b", 2), ("length of flag", 2), ("noise", -2), ("trend", -1)]);
        Refit(tuning, [.. Enumerable.Range(0, 31).Select(j => $"{j}")]).ShouldBe([("length", 2), ("noise", -2), ("trend", -1)]);
        Refit(new Tuning(Tuning.None.Values.Add("length", 1.5).Add("noise", -2).Add("trend", -1)), "a").ShouldBe([("length of a", 1.5), ("noise", -2), ("trend", -1)]);
    }

    private static IEnumerable<(string, double)> Refit(Tuning tuning, params string[] names)
    {
        float[][] x = [.. names.Select((_, j) => Enumerable.Range(0, 20).Select(i => MathF.Sin(i * (j + 1))).ToArray())];
        var matrix = FeatureMatrix.Of(20, x, [.. names.Select(name => new Feature(name))]);
        var model = new GaussianProcessLearner(KernelShape.Matern).Fit(new TrainingSet(matrix, [.. x[0].Select(value => (double)value)], 0, () => [], 1, 0), tuning);
        return model.Tuning.Values.Select(value => (value.Key, value.Value));
    }

    private static (DenseRows Rows, double[] Y) Standardised()
    {
        double[][] x = [.. Enumerable.Range(0, 4).Select(j => Enumerable.Range(0, 60).Select(i => (double)(float)Math.Sin(1 + i * (j + 2))).ToArray())];
        double[] z = [.. Enumerable.Range(0, 60).Select(i => 3 * x[0][i] - 2 * x[3][i] + x[1][i] * x[2][i] + 5)];
        ColumnScale[] scales = [.. x.Select(column => ColumnScale.Fit(Array.ConvertAll(column, value => (float)value)))];
        var (mean, deviation) = (z.Average(), Math.Sqrt(z.Average(value => Math.Pow(value - z.Average(), 2))));
        return (new DenseRows([.. Enumerable.Range(0, 60).SelectMany(i => x.Select((column, j) => scales[j].Apply((float)column[i])))], 4), Array.ConvertAll(z, value => (value - mean) / deviation));
    }
}
