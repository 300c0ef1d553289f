using Longhaul.Pipelines;
using Longhaul.Trainer;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Models.Series;

namespace Longhaul.Tests.Trainer.Models;

public sealed class SeriesTests
{
    private const int Days = 365 * 6;

    [Theory]
    [InlineData(true, 1.3)]
    [InlineData(false, 0.7)]
    public void A_daily_series_with_a_year_is_continued(bool naive, double most)
    {
        double Truth(double day) => 20 + 0.001 * day + 5 * Math.Sin(2 * Math.PI * day / 365.25);
        var random = new Rng(1);
        double[] times = [.. Enumerable.Range(0, Days).Select(day => (double)day)];
        double[] values = [.. times.Select(day => Truth(day) + 0.5 * random.Normal())];

        var model = Fit(naive, times, values, null);

        double[] ahead = [.. Enumerable.Range(Days, 400).Select(day => (double)day)];
        Math.Sqrt(model.Predict(Matrix(ahead, null))[0].Select((value, i) => Math.Pow(value - Truth(ahead[i]), 2)).Average()).ShouldBeLessThan(most);
    }

    [Fact]
    public void A_week_in_hours_is_seen_and_each_series_goes_its_own_way()
    {
        double[] times = [.. Enumerable.Range(0, 24 * 56 * 2).Select(i => i / 2 / 24.0)];
        float[] series = [.. times.Select((_, i) => (float)(i % 2))];
        double Truth(double day, float which) => which == 0 ? 10 + (Math.Floor(day) % 7 < 5 ? 4 : 0) : 100 + 20 * Math.Sin(2 * Math.PI * day);
        double[] values = [.. times.Select((day, i) => Truth(day, series[i]))];

        var model = Fit(naive: false, times, values, series);

        double[] ahead = [.. Enumerable.Range(0, 24 * 14).Select(i => 56 + i / 2 / 24.0)];
        float[] whose = [.. ahead.Select((_, i) => (float)(i % 2))];
        model.Predict(Matrix(ahead, whose))[0].Select((value, i) => Math.Abs(value - Truth(ahead[i], whose[i]))).Average().ShouldBeLessThan(1);
    }

    [Fact]
    public void A_level_that_has_shifted_is_forgotten_slowly_or_fast_as_the_inner_folds_say()
    {
        double[] times = [.. Enumerable.Range(0, Days).Select(day => (double)day)];
        double[] values = [.. times.Select(day => day < Days - 500 ? 0 : 8.0)];

        Fit(naive: false, times, values, null).Predict(Matrix([Days + 5, Days + 60], null))[0].ShouldBe([8, 8], 1.5);
    }

    [Fact]
    public void An_unusual_last_year_is_not_carried_on_for_seven_years()
    {
        const int Ahead = 365 * 7;
        double Truth(double day) => 12 - (0.0002 * day) + (4 * Math.Sin(2 * Math.PI * day / 365.25));
        var random = new Rng(4);
        double[] times = [.. Enumerable.Range(0, 365 * 28 / 4).Select(i => 4.0 * i)];
        double level = 0;
        double[] values =
        [
            .. times.Select(day => Truth(day) + (level = (0.97 * level) + (0.06 * random.Normal())) - (day > times[^1] - 200 ? 1 : 0)),
        ];

        var model = Fit(naive: false, times, values, null, Ahead / 4);

        double[] ahead = [.. Enumerable.Range(0, Ahead / 4).Select(i => times[^1] + (4 * (i + 1)))];
        Math.Sqrt(model.Predict(Matrix(ahead, null))[0].Select((value, i) => Math.Pow(value - Truth(ahead[i]), 2)).Average()).ShouldBeLessThan(0.6);
    }

    [Fact]
    public void Origins_overlap_look_as_far_ahead_as_is_asked_and_leave_a_third_to_learn_from()
    {
        double[] times = [.. Enumerable.Range(0, 100).Select(i => (double)i)];

        var origins = SeriesOrigins.Of(times, 20);

        origins.Select(fold => (Last: fold.Fit.Max(), From: fold.Validate.Min(), Rows: fold.Validate.Length))
            .ShouldBe([(79, 80, 20), (69, 70, 20), (59, 60, 20), (49, 50, 20)]);
        SeriesOrigins.Of(times, 90).ShouldAllBe(fold => fold.Fit.Length >= 33 && fold.Validate.Length == 33);
        SeriesOrigins.Of(times, 0).ShouldBeEmpty();
        SeriesOrigins.Of([5, 5, 5, 5], 2).ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_running_day_it_says_what_is_missing() =>
        Should.Throw<PipelineException>(() => new SeriesLearner(true).Fit(new TrainingSet(LinearTests.Dense([[1, 2]]), [1, 2], 0, () => [], 1, 0), null))
            .Message.ShouldContain("date-parts");

    private static IFittedModel Fit(bool naive, double[] times, double[] values, float[]? series, int horizon = 0)
    {
        var cut = times.Length * 7 / 8;
        InnerFold[] newest = [new([.. Enumerable.Range(0, cut)], [.. Enumerable.Range(cut, times.Length - cut)])];
        return new SeriesLearner(naive).Fit(new TrainingSet(Matrix(times, series), values, 0, () => newest, 2, 0) { Horizon = horizon }, null);
    }

    private static FeatureMatrix Matrix(double[] times, float[]? series)
    {
        float[] days = Array.ConvertAll(times, time => (float)time);
        return series is null ? FeatureMatrix.Of(times.Length, [days], [new Feature("when days")]) : FeatureMatrix.Of(times.Length, [days, series], [new Feature("when days"), new Feature("who", 2)]);
    }
}
