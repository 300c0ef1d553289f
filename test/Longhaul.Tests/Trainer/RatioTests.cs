using Longhaul.Pipelines;
using Longhaul.Trainer.Features;

namespace Longhaul.Tests.Trainer;

public sealed class RatioTests
{
    [Fact]
    public void An_amount_is_divided_by_the_hours_between_dates()
    {
        var features = Features("{step: ratios, clip: 0}");

        features.Features.Select(feature => feature.Name).ShouldBe(["load per hour between end and start", "way per hour between end and start"]);
        Filled(features.Dense[0]).ShouldBe([4, 0, -1, -1], 1e-3);
        Filled(features.Dense[1]).ShouldBe([40, 20, -1, 5], 1e-3);
    }

    [Fact]
    public void Amounts_are_divided_by_each_other_and_empty_quotients_can_be_filled()
    {
        var features = Features("{step: ratios, by: numbers, clip: 0, missing: median}");

        features.Features.ShouldHaveSingleItem().Name.ShouldBe("load / way");
        // Of an empty cell: the median of the others.
        features.Dense[0].ShouldBe([0.1f, 0, 0.2f, 0.1f], 1e-5);
    }

    [Fact]
    public void The_longest_quotients_are_cut()
    {
        var (low, high) = (Features("{step: ratios, clip: 0.25}").Dense[0], Features("{step: ratios, clip: 0}").Dense[0]);

        low.Where(float.IsFinite).Max().ShouldBeLessThan(high.Where(float.IsFinite).Max());
    }

    private static float[] Filled(float[] values) => Array.ConvertAll(values, value => float.IsNaN(value) ? -1 : value);

    private static FeatureMatrix Features(string step)
    {
        var pipeline = Pipeline.Parse($"columns: {{way: number, load: number, start: date, end: date}}\nfeatures: [{step}]\nmodel: {{kind: constant}}");
        var data = new ViewBuilderForTests()
            .Numbers("way", [20, 40, 50, 60])
            .Numbers("load", [2, 0, 10, double.NaN])
            .Texts("start", ["2024-01-01 08:00", "2024-01-01 08:00", "2024-01-01 08:00", "2024-01-01 08:00"])
            .Texts("end", ["2024-01-01 08:30", "2024-01-01 10:00", "2024-01-01 08:00", "2024-01-01 20:00"])
            .Target("y", [1, 2, 3, 4])
            .Read(pipeline);
        return new FeatureFitter(pipeline).Fit(data.Frame, [0, 1, 2, 3], new Labels(data.Labels[0], 0, Seed: 0)).Item2;
    }
}
