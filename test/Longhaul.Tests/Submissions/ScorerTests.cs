using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Submissions;
using Longhaul.Runs;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using static Longhaul.Tests.Submissions.Small;

namespace Longhaul.Tests.Submissions;

public sealed class ScorerTests
{
    [Fact]
    public void Rows_are_matched_by_id_in_any_order()
    {
        var score = Scorer.For(Task("rmse", ["y"])).Score(Table("id,y", "1,10", "2,20", "3,30"), Table("y,id", "30,3", "20,2", "13,1"));

        score.ShouldBe(Math.Sqrt(3));
    }

    [Fact]
    public void Rows_that_the_answers_lack_do_not_count() =>
        Scorer.For(Task("mae", ["y"])).Score(Table("id,y", "1,10"), Table("id,y", "9,5", "1,12")).ShouldBe(2);

    [Fact]
    public void Ids_compare_as_text_with_their_leading_zeros() =>
        Should.Throw<SubmissionException>(() => Scorer.For(Task("mae", ["y"])).Score(Table("id,y", "007,1"), Table("id,y", "7,1"))).Message.ShouldContain("id 007");

    [Fact]
    public void Several_id_columns_may_be_empty_in_some_rows() => Scorer.For(Task("mae", ["y"], id: ["day", "place"]))
        .Score(Table("day,place,y", "1,,10", ",1,20", "1,1,30"), Table("day,place,y", "1,1,30", "1,,10", ",1,21")).ShouldBe(1 / 3.0);

    [Fact]
    public void Without_ids_rows_compare_by_order() =>
        Scorer.For(Task("mae", ["y"], id: [])).Score(Table("y", "1", "2"), Table("y", "1", "4")).ShouldBe(1);

    [Fact]
    public void Without_ids_the_number_of_rows_must_agree() =>
        Should.Throw<SubmissionException>(() => Scorer.For(Task("mae", ["y"], id: [])).Score(Table("y", "1", "2"), Table("y", "1"))).Message.ShouldContain("by order");

    [Fact]
    public void Rows_that_share_an_id_are_matched_in_order() =>
        Scorer.For(Task("mae", ["y"])).Score(Table("id,y", ",1", "a,2", ",3"), Table("id,y", "a,2", ",1", ",3")).ShouldBe(0);

    [Fact]
    public void A_doubled_id_is_an_error() =>
        Should.Throw<SubmissionException>(() => Scorer.For(Task("mae", ["y"])).Score(Table("id,y", "1,1"), Table("id,y", "1,1", "1,2"))).Message.ShouldContain("again in line 3");

    [Fact]
    public void Numeric_labels_compare_by_value() =>
        Scorer.For(Task("accuracy", ["y"])).Score(Table("id,y", "1,6", "2,7", "3,10"), Table("id,y", "1,6.0", "2,07", "3,1e1")).ShouldBe(1);

    [Fact]
    public void Text_labels_compare_with_their_case() =>
        Scorer.For(Task("accuracy", ["y"])).Score(Table("id,y", "1,hud", "2,hUd"), Table("id,y", "1,hud", "2,hud")).ShouldBe(0.5);

    [Fact]
    public void Grades_are_ordered_by_value_not_by_text()
    {
        var answers = Table("id,y", "1,9", "2,10", "3,11", "4,9", "5,11");

        Scorer.For(Task("qwk", ["y"])).Score(answers, Table("id,y", "1,10", "2,10", "3,11", "4,9", "5,11")).ShouldBe(6 / 7.0, 1e-15);
    }

    [Fact]
    public void The_truth_may_stand_under_the_targets_name_while_the_submission_says_otherwise() =>
        Scorer.For(Task("roc_auc", ["probability"], ["spam"])).Score(Table("id,spam", "1,1", "2,0"), Table("id,probability", "1,0.9", "2,0.1")).ShouldBe(1);

    [Fact]
    public void Class_columns_meet_labels_or_one_hot_answers()
    {
        var scorer = Scorer.For(Task("log_loss", ["b", "a"], ["kind"]));
        var submission = Table("id,b,a", "1,0.25,0.75", "2,0.5,0.5");

        var byLabel = scorer.Score(Table("id,kind", "1,a", "2,b"), submission);

        byLabel.ShouldBe(-(Math.Log(0.75) + Math.Log(0.5)) / 2, 1e-15);
        scorer.Score(Table("id,a,b", "1,1,0", "2,0,1"), submission).ShouldBe(byLabel, 1e-15);
    }

    [Fact]
    public void Class_columns_may_have_a_prefix() => Scorer.For(Task("log_loss", ["Status_C", "Status_CL", "Status_D"], ["Status"]))
        .Score(Table("id,Status", "1,CL"), Table("id,Status_C,Status_CL,Status_D", "1,0.25,0.5,0.25")).ShouldBe(Math.Log(2), 1e-15);

    [Fact]
    public void A_label_without_a_column_is_an_error() => Should.Throw<SubmissionException>(() => Scorer.For(Task("log_loss", ["a", "b"], ["kind"]))
        .Score(Table("id,kind", "1,c"), Table("id,a,b", "1,0.5,0.5"))).Message.ShouldContain("label 'c' has no column");

    [Theory]
    [InlineData("no", "yes")]
    [InlineData("False", "True")]
    [InlineData("0", "1")]
    [InlineData("1", "2")]
    [InlineData("ham", "spam")]
    public void The_positive_label_is_the_last_in_order(string negative, string positive) => Scorer.For(Task("log_loss", ["y"]))
        .Score(Table("id,y", $"1,{negative}", $"2,{positive}"), Table("id,y", "1,0.1", "2,0.9")).ShouldBe(-Math.Log(0.9), 1e-15);

    [Fact]
    public void The_positive_label_can_be_named() => Scorer.For(Task("log_loss", ["y"], null, null, ("positive", "ham")))
        .Score(Table("id,y", "1,ham", "2,spam"), Table("id,y", "1,0.9", "2,0.1")).ShouldBe(-Math.Log(0.9), 1e-15);

    [Theory]
    [InlineData("b", 0.0)]
    [InlineData("c", 0.0)]
    public void Rows_without_the_positive_class_score_no_positive_found(string predicted, double score) => Scorer.For(Task("f1", ["y"], null, null, ("positive", "c")))
        .Score(Table("id,y", "1,a", "2,b"), Table("id,y", "1,a", $"2,{predicted}")).ShouldBe(score);

    [Theory]
    [InlineData("ham", 0.1)]
    [InlineData("spam", 0.9)]
    public void Train_tells_what_a_single_label_means(string label, double right)
    {
        using var folder = new TemporaryFolder();
        var task = Task("log_loss", ["y"]) with { TrainFile = folder.Write("train.csv", "id,y\n1,ham\n2,spam\n") };

        Scorer.For(task).Score(Table("id,y", $"1,{label}"), Table("id,y", $"1,{right}")).ShouldBe(-Math.Log(0.9), 1e-15);
    }

    [Fact]
    public void A_metric_of_two_labels_refuses_three() => Should.Throw<UserErrorException>(() => Scorer.For(Task("roc_auc", ["y"]))
        .Score(Table("id,y", "1,a", "2,b", "3,c"), Table("id,y", "1,0", "2,0", "3,0"))).Message.ShouldContain("needs two labels");

    [Fact]
    public void A_missing_number_is_unscored() => Scorer.For(Task("rmse", ["y"])).Score(Table("id,y", "1,1"), Table("id,y", "1,")).ShouldBe(double.NaN);

    [Fact]
    public void Lists_are_split_at_blanks() => Scorer.For(Task("map_at_k", ["items"], null, null, ("k", "3")))
        .Score(Table("id,items", "1,a b", "2,c"), Table("id,items", "1,b  a", "2,x c")).ShouldBe(0.75);

    [Fact]
    public void Several_label_columns_give_the_mean() => Scorer.For(Task("accuracy", ["a", "b"]))
        .Score(Table("id,a,b", "1,x,1", "2,y,2"), Table("id,a,b", "1,x,1", "2,y,3")).ShouldBe(0.75);

    [Fact]
    public void One_column_per_class_is_a_must_for_some_metrics() =>
        Should.Throw<UserErrorException>(() => Scorer.For(Task("roc_auc_ovr", ["y"]))).Message.ShouldContain("column per class");

    [Theory]
    [InlineData("log_loss", "", PredictionKinds.ClassProbabilities)]
    [InlineData("log_loss", "labels", PredictionKinds.MultiLabel)]
    [InlineData("mean_roc_auc", "", PredictionKinds.MultiLabel)]
    [InlineData("rmse", "", PredictionKinds.Values)]
    [InlineData("accuracy", "", PredictionKinds.Labels)]
    public void Several_columns_mean_what_the_metric_can_compare(string metric, string columns, PredictionKinds kind)
    {
        (string, string)[] options = columns.Length == 0 ? [] : [("columns", columns)];

        Scorer.For(Task(metric, ["a", "b"], null, null, options)).Kind.ShouldBe(kind);
    }

    public static TheoryData<string> Shipped => [.. Repository.TasksOf("mle")];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Each_shipped_package_scores_its_sample_and_a_perfect_submission(string name)
    {
        var package = TaskPackageReader.Read(Path.Combine(Repository.Tasks, name)).Require();
        var scorer = Scorer.For(package);
        var answers = Runs.Tables.Table.Read(package.Grader!.Answers!);

        var sample = scorer.Score(answers, Runs.Tables.Table.Read(package.SampleFile));
        var perfect = scorer.Score(answers, Perfect(package, answers));

        double.IsFinite(sample).ShouldBeTrue();
        perfect.ShouldBe(scorer.Metric.Definition.Perfect, 1e-12);
        scorer.Metric.IsBetter(perfect, sample).ShouldBeTrue();
    }

    /// <summary>The answers in the submission's form.</summary>
    internal static Table Perfect(TaskPackage package, Table answers)
    {
        var ids = package.Submission.Id.Select(id => answers[id]);
        var columns = package.Submission.Columns.Count == 1 || package.Targets.Count > 1
            ? package.Targets.Select((target, i) => Rename(answers[target], package.Submission.Columns[i]))
            : package.Submission.Columns.Select(label => new Column(label, Cells(answers[package.Targets[0]]).Select(cell => cell == label ? "1" : "0")));
        return new Table([.. ids, .. columns]);
    }

    private static Column Rename(Column column, string name) => new(name, Cells(column));

    private static IEnumerable<string> Cells(Column column) => Enumerable.Range(0, column.Count).Select(row => column[row]);
}
