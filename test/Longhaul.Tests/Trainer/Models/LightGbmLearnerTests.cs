using Longhaul.Pipelines;
using Longhaul.Tests.Trainer.State;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Models.LightGbm;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Trainer.Models;

public sealed class LightGbmLearnerTests
{
    private const int Rows = 900;
    private const string Usual = "{rounds: 200, early_stopping: 10, learning_rate: 0.3, num_leaves: 7, min_data_in_leaf: 5, bagging_fraction: 0.7, bagging_freq: 1, feature_fraction: 0.7}";

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_model_that_grows_along_with_the_search_is_the_model_of_the_rounds_that_were_chosen(int classes)
    {
        var alone = Fit(Usual, classes, threads: 1);
        var along = Fit(Usual, classes, threads: 2);

        alone.Tuning.Values["rounds"].ShouldBeInRange(2, 150);
        along.Tuning.Values["rounds"].ShouldBe(alone.Tuning.Values["rounds"]);
        Bits.Of(along.Predict(Matrix(100, 5000))).ShouldBe(Bits.Of(alone.Predict(Matrix(100, 5000))));
        along.Importance.ShouldBe(alone.Importance);
        Bits.Of(Loaded(along).Predict(Matrix(100, 5000))).ShouldBe(Bits.Of(alone.Predict(Matrix(100, 5000))));
    }

    [Fact]
    public void A_model_of_dropouts_is_the_same_on_one_thread_and_on_two()
    {
        const string dart = "{boosting: dart, rounds: 60, early_stopping: 10, learning_rate: 0.3, num_leaves: 7, min_data_in_leaf: 5}";

        Bits.Of(Fit(dart, 2, threads: 2).Predict(Matrix(100, 5000))).ShouldBe(Bits.Of(Fit(dart, 2, threads: 1).Predict(Matrix(100, 5000))));
    }

    [Fact]
    public void Where_time_is_short_the_search_ends_with_the_best_round_so_far()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var chosen = Fit(Usual, 2, threads: 1).Tuning.Values["rounds"];

        Fit(Usual, 2, threads: 1, TimeSpan.FromSeconds(chosen / 2), clock).Tuning.Values["rounds"].ShouldBeInRange(2, (chosen / 2) + 1);
        Fit(Usual, 2, threads: 1, TimeSpan.FromSeconds(1000), clock).Tuning.Values["rounds"].ShouldBe(chosen);
    }

    private static IFittedModel Fit(string parameters, int classes, int threads, TimeSpan? time = null, TimeProvider? clock = null)
    {
        var spec = Pipeline.Parse($"columns: {{x: number}}\nmodel: {{kind: lightgbm, params: {parameters}}}").Model;
        double[] labels = [.. Enumerable.Range(0, Rows).Select(row => Math.Sin(row) + (Noise(row, 7) * 0.7)).Select(value => classes == 0 ? value : Math.Clamp(Math.Floor((value + 1) / 2 * classes), 0, classes - 1))];
        var fold = new InnerFold([.. Enumerable.Range(0, Rows).Where(row => row % 8 > 0)], [.. Enumerable.Range(0, Rows).Where(row => row % 8 == 0)]);
        return new LightGbmLearner(LightGbmOptions.From(spec.Params), clock ?? TimeProvider.System)
            .Fit(new TrainingSet(Matrix(Rows, 0), labels, classes, () => [fold], threads, 3) { Time = time }, null);
    }

    private static IFittedModel Loaded(IFittedModel model) => LightGbmLearner.Load(RoundTrip.Of(model.Save));

    private static FeatureMatrix Matrix(int rows, int first) => LinearTests.Dense(
    [
        [.. Enumerable.Range(first, rows).Select(row => (float)(Math.Sin(row) + (Noise(row, 1) * 0.3)))],
        [.. Enumerable.Range(first, rows).Select(row => (float)Noise(row, 2))],
        [.. Enumerable.Range(first, rows).Select(row => (float)Math.Cos(row))],
    ]);

    // Between -1 and 1, from the row's number alone.
    private static double Noise(int row, int stream) => new Random((row * 31) + stream).NextDouble() * 2 - 1;
}
