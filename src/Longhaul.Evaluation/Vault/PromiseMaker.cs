using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Vault;

/// <summary>
/// Makes a <see cref="Promise"/>. The centre is the development score over all held-out rows, with the vault's rows as one more fold (they know
/// nothing of the choice, so they pull back what it overfitted), and what the learning curve adds. The width is the bootstrap error of the score
/// on so many rows as test has, with the centre's own error; for random splits it is cut at two standard errors. Where groups or moments differ
/// more than their rows' noise explains, that difference widens it. Deterministic.
/// </summary>
public static class PromiseMaker
{
    private const double Normal = 1.96;
    private const double MostErrors = 2;
    private const double Unseen = 2;

    /// <summary>The promise; null where the metric has no finite score or error.</summary>
    /// <param name="score">The champion's development score.</param>
    /// <param name="predictions">Its predictions (<see cref="PredictionsTable"/>).</param>
    /// <param name="fromRows">What more rows add to the score, in the metric's units; 0: not known.</param>
    public static Promise? Of(TaskData data, Score score, Table predictions, double fromRows = 0)
    {
        var sample = HeldOutSample.Development(data);
        var held = sample.Of(predictions);
        var development = Centre(sample, held, score);
        var deviation = WithUnseen(sample, development, sample.Resampling.Deviation(rows => sample.Metric.Compute(held.Take(rows))));
        if (!double.IsFinite(deviation) || !double.IsFinite(development))
            return null;
        var test = deviation * Math.Sqrt(sample.Rows / (double)Math.Max(1, data.Test.RowCount));
        double? vault = data.Vault.Count == 0 ? null : OnVault(data, predictions);
        var weight = vault is null ? 0 : data.Vault.Count / (double)(data.Vault.Count + sample.All);
        var centre = deviation * Math.Sqrt(sample.Rows / (double)(sample.All + data.Vault.Count));
        var expected = Within(sample.Metric, development + (weight * ((vault ?? development) - development)) + fromRows);
        var (low, high) = data.Task.Split == SplitKind.Random
            ? AroundRows(expected + TowardUnseen(sample.Metric, expected, deviation, sample.All + data.Vault.Count), test, centre)
            : BlockInterval.Around(
                sample.Metric, expected, Math.Sqrt((test * test) + (centre * centre)), [.. score.Folds.Where(double.IsFinite), .. vault is { } value ? [value] : Array.Empty<double>()],
                deviation * Math.Sqrt(sample.Rows * (double)score.Folds.Count / sample.All));
        return new Promise(
            expected, Within(sample.Metric, low), Within(sample.Metric, high), development, vault, fromRows, test, centre, How(data, vault, fromRows));
    }

    // A ranking is one of a fold's rows, by one model: rows of different folds don't compare. Everything else is a figure of all rows together.
    private static double Centre(HeldOutSample sample, MetricInput held, Score score)
    {
        var ranks = sample.Metric.Definition.Takes.HasFlag(PredictionKinds.Scores) && !sample.Metric.Definition.Probabilities;
        return ranks || sample.Rows < sample.All || sample.Metric.Compute(held) is not (var pooled and not double.NaN) ? score.Value : pooled;
    }

    /// <summary>
    /// The bootstrap error with two more errors than were seen (Agresti and Coull 1998): near a metric's best score a handful of wrong rows makes it, and a
    /// sample that holds none of them can't tell how many there might be. If k such events make the loss, it varies by loss / √k.
    /// </summary>
    private static double WithUnseen(HeldOutSample sample, double score, double deviation)
    {
        var range = sample.Metric.Definition.High - sample.Metric.Definition.Low;
        var row = double.IsFinite(range) ? range / Math.Max(1, sample.Rows) : 0;
        if (!double.IsFinite(Best(sample.Metric)) || !double.IsFinite(deviation))
            return deviation;
        var events = Events(sample.Metric, score, deviation);
        return Math.Max(events > 0 ? deviation * Math.Sqrt((events + Unseen) / events) : 0, row * Math.Sqrt(Unseen));
    }

    /// <summary>
    /// How far the interval's middle lies from the score where hardly an error was seen: as for counts, to which two errors and two successes are added
    /// (Agresti and Coull 1998). Of 200 rows without an error one hundredth; with many errors nothing, as their own number tells enough.
    /// </summary>
    private static double TowardUnseen(Metric metric, double score, double deviation, int rows)
    {
        var middle = (metric.Definition.Low + metric.Definition.High) / 2;
        return double.IsFinite(middle) ? (middle - score) * 2 * Unseen / (rows + (2 * Unseen)) * Unseen / (Events(metric, score, deviation) + Unseen) : 0;
    }

    private static double Best(Metric metric) => metric.Direction == Direction.Maximize ? metric.Definition.High : metric.Definition.Low;

    /// <summary>How many equal errors would make the loss and vary as it does: (loss / deviation)²; 0 where nothing varies.</summary>
    private static double Events(Metric metric, double score, double deviation) => deviation > 0 ? Math.Pow((Best(metric) - score) / deviation, 2) : 0;

    private static double? OnVault(TaskData data, Table predictions)
    {
        var sample = HeldOutSample.Vault(data);
        return sample.Metric.Compute(sample.Of(predictions)) is var score && double.IsFinite(score) ? score : null;
    }

    private static (double Low, double High) AroundRows(double expected, double test, double centre)
    {
        var half = Math.Min(Normal * Math.Sqrt((test * test) + (centre * centre)), MostErrors * test);
        return (expected - half, expected + half);
    }

    private static double Within(Metric metric, double value) => Math.Clamp(value, metric.Definition.Low, metric.Definition.High);

    private static string How(TaskData data, double? vault, double fromRows)
    {
        var centre = "the score over all held-out rows" + (vault is null ? "" : ", with the vault as one more fold") + (fromRows == 0 ? "" : ", moved along the learning curve to all rows");
        return data.Task.Split switch
        {
            SplitKind.Random => $"Centre: {centre}. Width: a bootstrap over rows, for as many as test has, at most two standard errors to either side.",
            SplitKind.Group => $"Centre: {centre}. Width: a bootstrap over whole groups, for as many rows as test has, widened by how much the folds' groups differ (Student's t, as there are few folds).",
            _ => $"Centre: {centre}. Width: a bootstrap over blocks of consecutive rows, for as many as test has, widened by how much the blocks in time differ (Student's t, as there are few): the test rows come later.",
        };
    }
}
