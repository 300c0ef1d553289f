using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Vault;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Submissions;
using Longhaul.Tests.Views;

namespace Longhaul.Tests.Vault;

public sealed class PromiseMakerTests
{
    private const int TestRows = 400;
    private const double Accuracy = 0.85;

    [Fact]
    public void What_is_promised_for_rows_drawn_at_random_is_kept_nine_times_of_ten_and_no_wider_than_two_errors()
    {
        var data = Data(SplitKind.Random);
        var kept = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var promise = Promise(data, _ => random.NextDouble() < Accuracy);
            var graded = Enumerable.Range(0, TestRows).Count(_ => random.NextDouble() < Accuracy) / (double)TestRows;

            (promise.High - promise.Low).ShouldBeLessThanOrEqualTo((4 * promise.TestError) + 1e-12);
            promise.TestError.ShouldBe(Math.Sqrt(Accuracy * (1 - Accuracy) / TestRows), 0.004);
            if (promise.Holds(graded))
                kept++;
        }

        kept.ShouldBeGreaterThanOrEqualTo(54);
    }

    [Fact]
    public void A_perfect_score_is_not_promised_again_for_certain()
    {
        var promise = Promise(Data(SplitKind.Random), _ => true);

        promise.Expected.ShouldBe(1);
        promise.Low.ShouldBeInRange(0.992, 0.9945, "two rows of a thousand might be wrong, and errors may count for more where they are");
        promise.High.ShouldBe(1);
    }

    [Theory]
    [InlineData(0.998)]
    [InlineData(0.9995)]
    public void Where_errors_are_so_rare_that_few_or_none_were_seen_the_promise_is_kept_as_often(double accuracy)
    {
        var data = Data(SplitKind.Random);
        var kept = Enumerable.Range(0, 60).Count(seed =>
        {
            var random = new Random(seed);
            var promise = Promise(data, _ => random.NextDouble() < accuracy);
            return promise.Holds(Enumerable.Range(0, TestRows).Count(_ => random.NextDouble() < accuracy) / (double)TestRows);
        });

        kept.ShouldBeGreaterThanOrEqualTo(57);
    }

    [Fact]
    public void The_vault_counts_as_one_more_fold()
    {
        var data = Data(SplitKind.Random);
        // Right on nine rows of ten of train, on every second of the vault.
        var promise = Promise(data, row => row.Origin == RowOrigin.Vault ? row.Row % 2 == 0 : row.Row % 10 != 0);

        promise.Development.ShouldBe(0.9, 0.001);
        promise.Vault!.Value.ShouldBe(0.5, 0.01);
        promise.Expected.ShouldBe(0.9 - (0.1 * 0.4), 0.003);
    }

    [Fact]
    public void Where_groups_differ_more_than_their_rows_the_promise_is_wider()
    {
        var data = Data(SplitKind.Group);
        bool Differs(ViewRow row) => ((row.Origin == RowOrigin.Train ? data.Folds.FoldOf[row.Row] : 2) % 2 == 0 ? 0.95 : 0.7) > (row.Row * 7919 % 1000) / 1000.0;
        var (even, uneven) = (Promise(data, row => row.Row % 7 != 0), Promise(data, Differs));

        (uneven.High - uneven.Low).ShouldBeGreaterThan(2 * (even.High - even.Low));
        uneven.How.ShouldContain("whole groups");
    }

    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(5, 2.571)]
    [InlineData(30, 2.042)]
    [InlineData(1e9, 1.960)]
    public void Of_few_blocks_the_quantile_is_student_s(double freedom, double quantile) => StudentT.TwoSided95(freedom).ShouldBe(quantile, 0.004 * quantile);

    [Fact]
    public void The_quantile_falls_with_the_degrees_of_freedom() =>
        Enumerable.Range(4, 400).ShouldAllBe(i => StudentT.TwoSided95((i + 1) / 4.0) <= StudentT.TwoSided95(i / 4.0) + 1e-9);

    [Theory]
    [InlineData("accuracy", 0.8, 0.84, 0.84, 2.0, 0.032)]
    [InlineData("rmse", 1.0, 0.9, 0.9, 2.0, -0.09)]
    [InlineData("accuracy", 0.84, 0.84, 0.84, 2.0, 0)]
    [InlineData("accuracy", 0.8, 0.84, 0.84, 1.0, 0)]
    public void A_learning_curve_is_followed_to_all_rows(string metric, double half, double full, double score, double rows, double gain) =>
        LearningCurve.Gain(MetricCatalog.Find(metric)!, half, full, score, rows).ShouldBe(gain, 1e-9);

    [Fact]
    public void The_final_fit_sees_more_rows_than_the_folds_do() => LearningCurve.MoreRows(Data(SplitKind.Random)).ShouldBe(1 / 0.9 / 0.8, 0.01);

    private static TaskData Data(SplitKind split) => SmallData.Load(
        Small.Task("accuracy", ["y"]) with { Split = split, Group = split == SplitKind.Group ? "g" : null },
        SmallData.Rows("id,g,y", 1000, row => $"{row},g{row / 20},{"ab"[row * 31 % 7 % 2]}"),
        SmallData.Rows("id,g", TestRows, row => $"{10000 + row},h{row / 20}"),
        SmallData.Rows("id,y", TestRows, row => $"{10000 + row},a"),
        form: ViewsForm.Vault);

    private static Promise Promise(TaskData data, Func<ViewRow, bool> right)
    {
        var predictions = SmallData.Predictions(data, row =>
        {
            var truth = SmallData.Label(data, row, test: "a");
            return row.Origin == RowOrigin.Test || right(row) ? truth : truth == "a" ? "b" : "a";
        });
        return PromiseMaker.Of(data, new FoldScorer(data).Score(predictions), predictions)!;
    }
}
