using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Tests.Submissions;
using Longhaul.Tests.Views;

namespace Longhaul.Tests.Scoring;

public sealed class FoldScorerTests
{
    [Fact]
    public void Predictions_that_are_the_truth_score_one_on_every_fold()
    {
        var data = SmallData.Make();
        var score = new FoldScorer(data).Score(Predictions(data, row => data.Train["y"][row], _ => "a"));

        score.Value.ShouldBe(1);
        score.Spread.ShouldBe(0);
        score.Folds.Count.ShouldBe(data.Folds.Folds);
    }

    [Fact]
    public void A_fold_where_the_metric_is_undefined_is_unscored_and_the_others_count()
    {
        // All positives are of one group, which is one fold: within each fold there is one class only, but in the first there are two.
        var data = SmallData.Load(
            Small.Task("roc_auc", ["y"]) with { Split = Runs.Tasks.SplitKind.Group, Group = "g" },
            SmallData.Rows("id,g,y", 40, row => $"{row},{(row < 20 ? "big" : $"s{row % 4}")},{(row < 10 ? 1 : 0)}"),
            SmallData.Rows("id,g", 6, row => $"{row + 100},new"),
            SmallData.Rows("id,y", 6, row => $"{row + 100},0.5"));
        var score = new FoldScorer(data).Score(Predictions(data, row => row < 10 ? "0.9" : "0.1", _ => "0.5"));

        score.Value.ShouldBe(1);
        score.Folds.Count(double.IsFinite).ShouldBe(1);
        score.Folds.Count(double.IsNaN).ShouldBe(data.Folds.Folds - 1);
        PromisedInterval.Of(score).ShouldBeNull();
    }

    [Fact]
    public void The_submission_has_the_samples_rows_order_and_columns()
    {
        var data = SmallData.Load(
            Small.Task("rmse", ["y"]),
            SmallData.Rows("id,x,y", 20, row => $"{row},{row},{row}"),
            SmallData.Rows("id,x", 8, row => $"{row + 100},{row}"),
            SmallData.Rows("y,id", 8, row => $"0,{107 - row}"));
        var submission = new FoldScorer(data).Submission(Predictions(data, row => "0", row => $"{row * 10}"));

        submission.Columns.Select(column => column.Name).ShouldBe(["y", "id"]);
        submission["id"].ShouldBe(data.Sample["id"]);
        submission["y"].ShouldBe(["70", "60", "50", "40", "30", "20", "10", "0"]);
    }

    [Fact]
    public void Ids_that_are_empty_or_repeat_are_matched_in_order()
    {
        var data = SmallData.Load(
            Small.Task("rmse", ["y"]),
            SmallData.Rows("id,x,y", 20, row => $"{row},{row},{row}"),
            Small.Table("id,x", "100,0", ",1", "101,2", ",3", "100,4"),
            Small.Table("id,y", "101,0", "100,0", ",0", "100,0", ",0"));
        var submission = new FoldScorer(data).Submission(Predictions(data, row => "0", row => $"{row}"));

        submission["y"].ShouldBe(["2", "0", "1", "4", "3"]);
    }

    [Fact]
    public void Without_ids_rows_follow_the_test_table()
    {
        var data = SmallData.Load(
            Small.Task("rmse", ["y"], id: []),
            SmallData.Rows("x,y", 20, row => $"{row},{row}"),
            SmallData.Rows("x,z", 5, row => $"{row},0"),
            SmallData.Rows("y", 5, _ => "0"));
        var submission = new FoldScorer(data).Submission(Predictions(data, row => "0", row => $"{row + 1}"));

        submission["y"].ShouldBe(["1", "2", "3", "4", "5"]);
    }

    [Fact]
    public void Sample_ids_that_test_lacks_are_named()
    {
        var data = SmallData.Load(
            Small.Task("rmse", ["y"]),
            SmallData.Rows("id,x,y", 20, row => $"{row},{row},{row}"),
            SmallData.Rows("id,x", 4, row => $"{row + 100},0"),
            SmallData.Rows("id,y", 4, row => $"{row + 200},0"));

        Should.Throw<TableException>(() => new FoldScorer(data).Submission(Predictions(data, _ => "0", _ => "0"))).Message.ShouldContain("ids");
    }

    [Theory]
    [InlineData("Yes", "No", "0", "1", "0")]
    [InlineData("TRUE", "FALSE", "1", "1", "0")]
    [InlineData("Yes", "No", "No", "Yes", "No")]
    [InlineData("a", "b", "0", "a", "b")]
    public void Labels_of_yes_and_no_are_written_as_ones_and_zeros_where_the_sample_holds_these(string yes, string no, string sample, string first, string second)
    {
        var data = YesAndNo(Small.Task("accuracy", ["y"]), yes, no, sample);
        var predictions = Predictions(data, row => data.Train["y"][row], row => row % 2 == 0 ? yes : no);

        new FoldScorer(data).Submission(predictions)["y"].ShouldBe([first, second, first, second]);
        new FoldScorer(data).Score(predictions).Value.ShouldBe(1);
    }

    [Fact]
    public void Labels_stay_as_they_are_for_a_grader_and_for_metrics_of_probabilities()
    {
        var graded = YesAndNo(Small.Task("accuracy", ["y"]) with { Grader = new Runs.Tasks.GraderSpec("metric") { Answers = "/nowhere/answers.csv" } }, "Yes", "No", "0");
        new FoldScorer(graded).Submission(Predictions(graded, _ => "No", _ => "Yes"))["y"].ShouldAllBe(label => label == "Yes");

        var probable = YesAndNo(Small.Task("roc_auc", ["y"]), "Yes", "No", "0");
        new FoldScorer(probable).Submission(Predictions(probable, _ => "0.2", _ => "0.7"))["y"].ShouldAllBe(label => label == "0.7");
    }

    [Fact]
    public void Labels_that_are_the_same_number_are_one_class()
    {
        var data = SmallData.Load(
            Small.Task("accuracy", ["y"]),
            SmallData.Rows("id,x,y", 40, row => $"{row},{row},{(row % 2 == 0 ? "5" : row % 8 == 1 ? "6.0" : "6")}"),
            SmallData.Rows("id,x", 4, row => $"{row + 100},0"),
            SmallData.Rows("id,y", 4, row => $"{row + 100},5"));

        data.Problem.Targets[0].Classes.ShouldBe(["5", "6"]);
        data.Train["y"].Distinct().ShouldBe(["5", "6"]);
        new FoldScorer(data).Score(Predictions(data, row => row % 2 == 0 ? "5.0" : "6.00", _ => "5")).Value.ShouldBe(1);
    }

    [Fact]
    public void Rows_without_a_label_are_neither_learnt_from_nor_scored()
    {
        var data = SmallData.Load(
            Small.Task("accuracy", ["y"]),
            SmallData.Rows("id,x,y", 40, row => $"{row},{row},{(row % 4 == 3 ? "" : "ab"[row % 2])}"),
            SmallData.Rows("id,x", 4, row => $"{row + 100},0"),
            SmallData.Rows("id,y", 4, row => $"{row + 100},a"));
        var (train, test, _) = SmallData.Files(data, CandidateView.Make(data, 0, 7));

        data.Train.RowCount.ShouldBe(30);
        (train.RowCount + test.RowCount).ShouldBe(34);
        train["y"].ShouldAllBe(label => label.Length > 0);
    }

    [Fact]
    public void A_missing_row_is_named()
    {
        var data = SmallData.Make();
        var all = Predictions(data, row => "a", _ => "a");

        Should.Throw<Longhaul.Evaluation.Submissions.SubmissionException>(() => new FoldScorer(data).Score(all.Take([.. Enumerable.Range(1, all.RowCount - 1)])));
    }

    private static TaskData YesAndNo(Runs.Tasks.TaskPackage task, string yes, string no, string sample) => SmallData.Load(
        task,
        SmallData.Rows("id,x,y", 40, row => $"{row},{row},{(row % 2 == 0 ? yes : no)}"),
        SmallData.Rows("id,x", 4, row => $"{row + 100},0"),
        SmallData.Rows("id,y", 4, row => $"{row + 100},{sample}"));

    private static Table Predictions(TaskData data, Func<int, string> held, Func<int, string> test) =>
        SmallData.Predictions(data, row => row.Origin == RowOrigin.Train ? held(row.Row) : test(row.Row));
}
