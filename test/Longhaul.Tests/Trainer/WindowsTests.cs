using Longhaul.Pipelines;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Features.Windows;

namespace Longhaul.Tests.Trainer;

public sealed class WindowsTests
{
    private const string Columns = "d: date, n: number, c: category, g: group";
    private const string Step = "{step: windows, spans: [3, 5], sides: [before, after, around], statistics: [mean, min, max, std, sum], lags: [1, 4]}";

    [Theory]
    [InlineData("mean")]
    [InlineData("min")]
    [InlineData("max")]
    [InlineData("std")]
    [InlineData("sum")]
    public void A_rolling_statistic_is_what_the_rows_within_reach_have(string statistic)
    {
        var random = new Random(5);
        double[] times = [.. Enumerable.Range(0, 200).Select(_ => Math.Round(random.NextDouble() * 150, 1)).Order()];
        float[] values = [.. times.Select(_ => random.Next(6) == 0 ? float.NaN : (float)(1000 + random.NextDouble()))];
        var series = new Series([.. Enumerable.Range(0, times.Length)], times);
        foreach (var window in new[] { new Window(3, "before"), new Window(8, "after"), new Window(5, "around") })
        {
            var (from, to) = series.Places(window);
            var rolled = new RollingStatistics(values).Of(statistic, from, to);
            var (back, ahead) = window.Reach;
            for (var i = 0; i < times.Length; i++)
            {
                double[] within = [.. times.Zip(values).Where(row => row.First >= times[i] - back - 1e-6 && row.First <= times[i] + ahead + 1e-6 && !float.IsNaN(row.Second)).Select(row => (double)row.Second)];
                var expected = within.Length == 0 ? double.NaN : statistic switch
                {
                    "mean" => within.Average(),
                    "min" => within.Min(),
                    "max" => within.Max(),
                    "sum" => within.Sum(),
                    _ => Math.Sqrt(within.Average(value => Math.Pow(value - within.Average(), 2))),
                };
                float.IsNaN(rolled[i]).ShouldBe(double.IsNaN(expected));
                if (!double.IsNaN(expected))
                    ((double)rolled[i]).ShouldBe(expected, 0.002);
            }
        }
    }

    [Fact]
    public void A_lag_across_a_hole_in_the_data_is_empty()
    {
        var series = new Series([0, 1, 2, 3], [0, 1, 10, 11]);

        series.Lagged(-1).ShouldBe([-1, 0, -1, 2]);
        series.Lagged(10).ShouldBe([2, 3, -1, -1]);
    }

    [Fact]
    public void Windows_stay_within_the_group_and_end_at_its_ends()
    {
        const string step = "{step: windows, spans: [2], sides: [before], statistics: [sum], lags: []}";
        var data = new ViewBuilderForTests().Numbers("n", [1, 10, 2, 20, 3, 30]).Texts("g", ["a", "b", "a", "b", "a", "b"], ["c", "c", "c"])
            .Texts("d", ["2024-01-01", "2024-01-01", "2024-01-02", "2024-01-02", "2024-01-03", "2024-01-03"]).Target("y", new double[6]).Read(Pipe(step, "d: date, n: number, g: group"));

        var (_, features) = Fit(step, data, "d: date, n: number, g: group");

        features.Dense.ShouldHaveSingleItem().ShouldBe([1, 10, 3, 30, 5, 50]);
    }

    [Fact]
    public void Steps_since_and_until_a_category_changes_are_counted_in_time()
    {
        const string step = "{step: windows, spans: [2], sides: [before], lags: []}";
        var data = new ViewBuilderForTests().Texts("c", ["x", "x", "y", "y", "y"], ["y"])
            .Texts("d", ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-08"], ["2024-01-09"]).Target("y", new double[5]).Read(Pipe(step, "d: date, c: category"));

        var (_, features) = Fit(step, data, "d: date, c: category");

        features.Dense[0].ShouldBe([0, 1, 0, 1, 5]);
        features.Dense[1].ShouldBe([2, 1, 6, 5, 1]);
    }

    [Theory]
    [InlineData(Step)]
    [InlineData("{step: group-relative, ways: [difference, score, rank, mean, deviation, min, max, size]}")]
    public void Rows_to_predict_alone_get_the_features_that_they_have_beside_the_training_rows(string step)
    {
        var data = Data(step);
        var (fitted, _) = Fit(step, data, Columns);
        int[] test = data.Frame.TestIndices();
        var frame = data.Frame;
        FrameColumn[] alone =
        [
            new DateColumn("d", frame.Column<DateColumn>("d").Days[40..]), new NumberColumn("n", frame.Column<NumberColumn>("n").Values[40..]),
            Shuffled(frame.Column<CategoryColumn>("c"), 40), Shuffled(frame.Column<CategoryColumn>("g"), 40),
        ];

        var beside = fitted.Transform(frame, test);
        var apart = fitted.Transform(new Frame(0, 20, alone), [.. Enumerable.Range(0, 20)]);

        apart.Dense.Length.ShouldBe(beside.Dense.Length);
        for (var i = 0; i < beside.Dense.Length; i++)
            apart.Dense[i].ShouldBe(beside.Dense[i]);
    }

    [Fact]
    public void Scores_in_a_group_have_mean_0_and_deviation_near_1()
    {
        const string step = "{step: group-relative, ways: [score, rank]}";
        double[] numbers = [.. Enumerable.Range(0, 60).Select(i => (i % 2 * 100.0) + Math.Sin(i))];
        var data = new ViewBuilderForTests().Numbers("n", numbers, [0.5, 0, 0.5]).Texts("g", numbers.Select((_, i) => i % 2 == 0 ? "a" : "b"), ["c", "c", "c"]).Target("y", numbers).Read(Pipe(step, "n: number, g: group"));

        var (_, features) = Fit(step, data, "n: number, g: group");

        var first = features.Dense[0].Where((_, i) => i % 2 == 0).ToList();
        first.Average().ShouldBe(0, 0.1);
        first.Average(value => value * value).ShouldBe(1, 0.1);
        features.Dense[1].ShouldAllBe(rank => rank > 0 && rank < 1);
    }

    [Fact]
    public void An_infinite_number_among_others_makes_no_infinite_feature()
    {
        const string step = "{step: group-relative, ways: [difference, score, rank, mean]}";
        var data = new ViewBuilderForTests().Texts("n", ["1", "2", "1e39", "3"], ["2"]).Texts("g", ["a", "a", "a", "a"], ["a"]).Target("y", new double[4]).Read(Pipe(step, "n: number, g: group"));

        var (_, features) = Fit(step, data, "n: number, g: group");

        features.Dense[..3].Select(column => column[2]).ShouldAllBe(value => float.IsNaN(value));
        features.Dense.SelectMany(column => column).ShouldNotContain(value => float.IsInfinity(value));
        features.Dense[3][2].ShouldBe(2);
    }

    // The same levels under other codes, as a file of new rows alone would have them.
    private static CategoryColumn Shuffled(CategoryColumn column, int from)
    {
        int[] codes = column.Codes[from..];
        string[] levels = [.. column.Levels.Reverse()];
        return new CategoryColumn(column.Name, Array.ConvertAll(codes, code => code < 0 ? -1 : levels.Length - 1 - code), levels);
    }

    private static TrainingData Data(string step)
    {
        string Date(int row) => $"2024-01-{1 + (row / 3):00} {row % 24:00}:00";
        return new ViewBuilderForTests()
            .Numbers("n", Enumerable.Range(0, 40).Select(row => row % 7 == 0 ? double.NaN : Math.Cos(row)), Enumerable.Range(40, 20).Select(row => Math.Cos(row)))
            .Texts("c", Enumerable.Range(0, 40).Select(row => $"c{row / 5 % 3}"), Enumerable.Range(40, 20).Select(row => $"c{row / 5 % 3}"))
            .Texts("g", Enumerable.Range(0, 40).Select(row => $"g{row % 2}"), Enumerable.Range(40, 20).Select(row => $"g{row % 3}"))
            .Texts("d", Enumerable.Range(0, 40).Select(Date), Enumerable.Range(40, 20).Select(Date))
            .Target("y", Enumerable.Range(0, 40).Select(row => (double)row))
            .Read(Pipe(step, Columns));
    }

    private static Pipeline Pipe(string step, string columns) => Pipeline.Parse($"columns: {{{columns}}}\nfeatures: [{step}]\nmodel: {{kind: constant}}");

    private static (FittedFeatures Fitted, FeatureMatrix Training) Fit(string step, TrainingData data, string columns) =>
        new FeatureFitter(Pipe(step, columns)).Fit(data.Frame, [.. Enumerable.Range(0, data.Frame.TrainRows)], new Labels(data.Labels[0], 0, Seed: 3));
}
