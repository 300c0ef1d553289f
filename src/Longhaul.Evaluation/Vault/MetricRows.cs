using Longhaul.Evaluation.Metrics;

namespace Longhaul.Evaluation.Vault;

/// <summary>Some rows of what a metric computes from.</summary>
internal static class MetricRows
{
    /// <summary>The input with these rows alone, in this order; a row may come twice.</summary>
    public static MetricInput Take(this MetricInput input, int[] rows) => input switch
    {
        MetricInput.Labels labels => labels with { Truth = Of(labels.Truth, rows), Predicted = Of(labels.Predicted, rows) },
        MetricInput.Scores scores => new MetricInput.Scores(Of(scores.Positive, rows), Of(scores.Score, rows)),
        MetricInput.ClassProbabilities classes => new MetricInput.ClassProbabilities(Of(classes.Truth, rows), Of(classes.PerClass, rows)),
        MetricInput.MultiLabel several => new MetricInput.MultiLabel(Of(several.Positive, rows), Of(several.Score, rows)),
        MetricInput.Values values => new MetricInput.Values(Of(values.Truth, rows), Of(values.Predicted, rows)),
        MetricInput.Lists lists => new MetricInput.Lists(Of(lists.Truth, rows), Of(lists.Predicted, rows)),
        MetricInput.Texts texts => new MetricInput.Texts(Of(texts.Truth, rows), Of(texts.Predicted, rows)),
        MetricInput.Several targets => new MetricInput.Several([.. targets.Targets.Select(target => target.Take(rows))]),
        _ => throw new InvalidOperationException($"No rows of {input.GetType().Name}."),
    };

    private static T[] Of<T>(T[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);

    private static T[][] Of<T>(T[][] values, int[] rows) => Array.ConvertAll(values, column => Of(column, rows));
}
