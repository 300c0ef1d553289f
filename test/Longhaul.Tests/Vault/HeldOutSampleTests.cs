using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Vault;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Submissions;
using Longhaul.Tests.Views;

namespace Longhaul.Tests.Vault;

public sealed class HeldOutSampleTests
{
    [Fact]
    public void Scores_are_those_of_the_rows_and_the_error_of_an_accuracy_is_the_binomial_one()
    {
        var data = Data("accuracy");
        var predictions = Predictions(data, row => row % 10 == 0, "a", "b");
        var sample = HeldOutSample.Development(data);
        var input = sample.Of(predictions);

        sample.Rows.ShouldBe(data.Train.RowCount);
        var accuracy = sample.Metric.Compute(input);
        accuracy.ShouldBe(0.9, 0.02);
        sample.Resampling.Deviation(rows => sample.Metric.Compute(Take(input, rows))).ShouldBe(Math.Sqrt(accuracy * (1 - accuracy) / sample.Rows), 0.002);
    }

    [Fact]
    public void The_vaults_rows_are_compared_pair_by_pair()
    {
        var data = Data("accuracy");
        var sample = HeldOutSample.Vault(data);
        var (good, bad) = (sample.Of(Predictions(data, _ => false, "a", "b")), sample.Of(Predictions(data, row => row % 2 == 0, "a", "b")));

        sample.Rows.ShouldBe(data.Vault.Count);
        sample.Metric.Compute(good).ShouldBe(1);
        sample.Compare(good, bad).InErrors.ShouldBeGreaterThan(3);
        sample.Compare(bad, good).InErrors.ShouldBeLessThan(-3);
        sample.Compare(bad, bad).ShouldBe(new PairedGain(0, 0));
    }

    [Theory]
    [InlineData("rmse", "0", "1")]
    [InlineData("mae", "0", "1")]
    [InlineData("r2", "0", "1")]
    [InlineData("roc_auc", "0.2", "0.7")]
    [InlineData("log_loss", "0.2", "0.7")]
    [InlineData("average_precision", "0.2", "0.7")]
    [InlineData("f1", "0", "1")]
    [InlineData("mcc", "0", "1")]
    [InlineData("qwk", "0", "1")]
    [InlineData("spearman", "0.1", "0.8")]
    public void Every_kind_of_metric_has_an_error(string metric, string zero, string one)
    {
        var data = Data(metric, "0", "1");
        var sample = HeldOutSample.Vault(data);
        var gain = sample.Compare(sample.Of(Predictions(data, row => row % 7 == 0, zero, one)), sample.Of(Predictions(data, row => row % 3 == 0, zero, one)));

        gain.Gain.ShouldBeGreaterThan(0);
        gain.Error.ShouldBeInRange(gain.Gain * 0.02, gain.Gain * 2);
    }

    [Fact]
    public void Rows_of_a_group_are_drawn_together()
    {
        // Whole groups are wrong: the error is that of 30 groups, not of 600 rows.
        var resampling = new Resampling(600, [.. Enumerable.Range(0, 600).Select(row => row % 30)]);
        double Share(int[] rows) => rows.Count(row => row % 30 % 2 == 0) / (double)rows.Length;

        resampling.Clusters.ShouldBe(30);
        resampling.Deviation(Share).ShouldBe(0.5 / Math.Sqrt(30), 0.02);
        new Resampling(600, null).Deviation(Share).ShouldBe(0.5 / Math.Sqrt(600), 0.004);
    }

    private static Longhaul.Evaluation.Metrics.MetricInput Take(Longhaul.Evaluation.Metrics.MetricInput input, int[] rows) =>
        input is Longhaul.Evaluation.Metrics.MetricInput.Labels labels
            ? labels with { Truth = [.. rows.Select(row => labels.Truth[row])], Predicted = [.. rows.Select(row => labels.Predicted[row])] }
            : throw new NotSupportedException();

    private static TaskData Data(string metric, string zero = "a", string one = "b") => SmallData.Load(
        Small.Task(metric, ["y"]),
        SmallData.Rows("id,x,y", 2500, row => $"{row},{row * 3},{(row * 7 % 3 == 0 ? zero : one)}"),
        SmallData.Rows("id,x", 12, row => $"{10000 + row},{row * 5}"),
        SmallData.Rows("id,y", 12, row => $"{10000 + row},{zero}"),
        form: ViewsForm.Vault);

    /// <summary>The truth, wrong where it is said to be.</summary>
    private static Table Predictions(TaskData data, Func<int, bool> wrong, string zero, string one)
    {
        var labels = data.Train["y"].Distinct().Order(StringComparer.Ordinal).ToArray();
        return SmallData.Predictions(data, row => row.Origin == RowOrigin.Test || SmallData.Label(data, row, test: zero) == labels[0] != wrong(row.Row) ? zero : one);
    }
}
