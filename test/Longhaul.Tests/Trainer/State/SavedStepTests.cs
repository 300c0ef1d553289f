using Longhaul.Pipelines;
using Longhaul.Pipelines.Schema;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.State;

namespace Longhaul.Tests.Trainer.State;

public sealed class SavedStepTests : IDisposable
{
    // Options that lead to other state than the defaults do.
    private static readonly string[] Variants =
    [
        "{step: numbers, scale: standard, clip: 0.05, missing: median, flags: true}",
        "{step: numbers, scale: quantile, log: true, flags: true}",
        "{step: ratios, by: [hours, numbers], missing: median, scale: standard}",
        "{step: ratios, by: numbers, clip: 0.1, scale: quantile}",
        "{step: one-hot, min_count: 9}",
        "{step: one-hot, max_levels: 2}",
        "{step: hashing, bits: 4, pairs: true}",
        "{step: ordinal, native: false, min_count: 9}",
        "{step: date-parts, cyclic: [hour, weekday]}",
        "{step: season, yearly: 2, weekly: 1, interact: true}",
        "{step: season-by-level, yearly: 1, weekly: 1, pairs: true, min_count: 2}",
        "{step: windows, sides: [before, after, around], statistics: [mean, min, max, std, sum], lags: [2, 9]}",
        "{step: windows, columns: [d, n, g], changes: false}",
        "{step: group-relative, ways: [difference, score, rank, mean, deviation, min, max, size]}",
        "{step: row-statistics, statistics: [sum, mean, std, min, max, median, zeros, missing, argmin, argmax, roughness]}",
        "{step: curve, normalise: true, smooth: 3, derivative: 1}",
        "{step: pca, components: 1}",
        "{step: frequency, rows: all, pairs: true}",
        "{step: target-encoding, pairs: true}",
        "{step: aggregates, ways: [score, size]}",
        "{step: tfidf, min_df: 1, nb: 0.5}",
        "{step: pixels, size: 6, colour: true, pca: 4}",
        "{step: hog, size: 16, cell: 4, pca: 3}",
        "{step: tfidf, min_df: 3}",
        "{step: tfidf, analyzer: char_wb, max_n: 3, hash_bits: 8}",
        "{step: tfidf, analyzer: char, min_n: 2, max_n: 3, sublinear: false, idf: false}",
        "{step: tfidf, min_df: 1, svd: 3}",
        "{step: text-style, scale: standard}",
        "{step: pixels, size: 5}",
        "{step: json, min_count: 1, missing: median, scale: standard}",
        "{step: list, max_items: 2, scale: quantile}",
        "{step: spelling, max_items: 9, min_count: 2, scale: standard}",
        "{step: neighbourhood, columns: [i, m, n]}",
    ];

    private readonly RowsOfEveryRole _rows = new();

    public static TheoryData<string> EveryStep => [.. StepCatalogue.All.Keys.Select(kind => $"{{step: {kind}}}"), .. Variants];

    public void Dispose() => _rows.Dispose();

    [Theory]
    [MemberData(nameof(EveryStep))]
    public void A_saved_step_gives_the_same_features_of_test_rows_without_the_training_rows(string step)
    {
        foreach (var classes in new[] { 0, 2, 3 })
        {
            var pipeline = Pipeline.Parse($"columns: {RowsOfEveryRole.Columns}\nfeatures: [{step}]\nmodel: {{kind: constant}}");
            var labels = new Labels([.. Enumerable.Range(0, RowsOfEveryRole.Train).Select(row => classes == 0 ? row * 0.7 : row % classes)], classes, Seed: 3);
            var fitted = StepFactory.Make(pipeline.Features[0], pipeline).Fit(_rows.Both, [.. Enumerable.Range(0, 50)], labels).Step;

            var loaded = StepFactory.Load(pipeline.Features[0], pipeline, RoundTrip.Of(fitted.Save));

            var expected = fitted.Transform(_rows.Both, _rows.Both.TestIndices());
            var found = loaded.Transform(_rows.TestAlone, _rows.TestAlone.TestIndices());
            Bits.Of(found).ShouldBe(Bits.Of(expected));
            found.Features.ShouldBe(expected.Features);
            RoundTrip.Bytes(loaded.Save).ShouldBe(RoundTrip.Bytes(fitted.Save));
        }
    }

    [Theory]
    [MemberData(nameof(EveryStep))]
    public void A_step_refuses_the_state_of_nothing_with_a_message_or_needs_none(string step)
    {
        var pipeline = Pipeline.Parse($"columns: {RowsOfEveryRole.Columns}\nfeatures: [{step}]\nmodel: {{kind: constant}}");
        try
        {
            StepFactory.Load(pipeline.Features[0], pipeline, RoundTrip.Of(_ => { })).ShouldNotBeNull();
        }
        catch (PipelineException problem)
        {
            problem.Message.ShouldContain("no saved state that can be used");
        }
    }
}
