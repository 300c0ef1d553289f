using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Tests.Evaluation.Views;

public sealed class ProblemReaderTests
{
    [Fact]
    public void A_metric_of_classes_makes_classes_in_the_order_of_their_numbers() =>
        Read("accuracy", "10", "9", "2", "10").ShouldSatisfyAllConditions(
            target => target.Kind.ShouldBe(TargetKind.Class),
            target => target.Classes.ShouldBe(["2", "9", "10"]),
            target => target.Outputs.ShouldBe(["y=2", "y=9", "y=10"]));

    [Fact]
    public void Labels_that_differ_only_in_case_stay_apart() => Read("accuracy", "hAd", "had", "hOd", "hod").Classes.ShouldBe(["hAd", "hOd", "had", "hod"]);

    [Fact]
    public void Two_classes_have_one_output_and_the_positive_one_stands_second()
    {
        Read("roc_auc", "no", "yes", "no").ShouldSatisfyAllConditions(
            target => target.Classes.ShouldBe(["no", "yes"]), target => target.Outputs.ShouldBe(["y"]));
        Read(Spec("roc_auc", ("positive", "no")), "no", "yes").Classes.ShouldBe(["yes", "no"]);
        Read("roc_auc", "False", "true").Classes.ShouldBe(["False", "true"]);
        Read("roc_auc", "True", "false").Classes.ShouldBe(["false", "True"]);
    }

    [Fact]
    public void A_positive_class_is_named_by_its_value()
    {
        Read(Spec("f1", ("positive", "0")), "1.0", "0.0").Classes.ShouldBe(["1.0", "0.0"]);
        Read(Spec("f1", ("positive", "1")), "1.0", "2.0", "3.0").Classes.ShouldBe(["1.0", "2.0", "3.0"]);
        Should.Throw<TaskPackageException>(() => Read(Spec("f1", ("positive", "4")), "1.0", "2.0", "3.0")).Message.ShouldContain("the positive class '4' does not occur in 'y'");
    }

    [Fact]
    public void A_metric_of_numbers_makes_a_number_without_classes() =>
        Read("rmse", "1", "2.5").ShouldSatisfyAllConditions(target => target.Kind.ShouldBe(TargetKind.Number), target => target.Classes.ShouldBeEmpty());

    [Fact]
    public void Qwk_makes_a_number_that_keeps_its_possible_values() =>
        Read("qwk", "5", "10", "6").ShouldSatisfyAllConditions(
            target => target.Kind.ShouldBe(TargetKind.Number),
            target => target.Classes.ShouldBe(["5", "6", "10"]),
            target => target.Outputs.ShouldBe(["y"]));

    [Fact]
    public void Rows_without_a_label_are_left_out_and_said()
    {
        var task = Task(Spec("rmse"));
        var train = Train("1", "", "nan", "2");
        ProblemReader.LabelledRows(task, train).ShouldBe([0, 3]);
        ProblemReader.Note(task, train).ShouldBe("2 of 4 rows of train.csv have no y and are left out of training");
        ProblemReader.Note(task, Train("1", "2")).ShouldBeNull();
    }

    [Theory]
    [InlineData("accuracy", "the target 'y' is 'a' in every row: there is nothing to tell apart", "a", "a")]
    [InlineData("rmse", "the target 'y' is empty in every row; name another with 'target:' in task.yaml", "", "NaN")]
    [InlineData("rmse", "the target 'y' is 'two' in row 2: no number, and rmse needs numbers", "1", "two")]
    [InlineData("rmsle", "the target 'y' is -3 in row 2: rmsle is not defined below 0", "1", "-3")]
    [InlineData("roc_auc", "the target 'y' has 3 classes, but roc_auc takes two; see 'metric:' in task.yaml (roc_auc_ovr, macro_f1 …)", "a", "b", "c")]
    public void Labels_that_do_not_fit_the_metric_are_named(string metric, string problem, params string[] labels) =>
        Should.Throw<TaskPackageException>(() => Read(metric, labels)).Message.ShouldBe($"/public/train.csv: {problem}");

    [Fact]
    public void An_unknown_metric_goes_by_the_values()
    {
        Read("elo", [.. Enumerable.Range(0, 21).Select(i => $"{i}")]).Kind.ShouldBe(TargetKind.Number);
        Read("elo", "1", "2", "1").Kind.ShouldBe(TargetKind.Class);
    }

    private static Target Read(string metric, params string[] labels) => Read(Spec(metric), labels);

    private static Target Read(MetricSpec metric, params string[] labels) => ProblemReader.Read(Task(metric), Train(labels)).Targets.ShouldHaveSingleItem();

    private static Table Train(params string[] labels) => new([new Column("y", labels)]);

    private static MetricSpec Spec(string name, params (string Key, string Value)[] options) =>
        new(name, Direction.Maximize) { Options = options.ToDictionary(option => option.Key, option => option.Value, StringComparer.Ordinal) };

    private static TaskPackage Task(MetricSpec metric) => new()
    {
        Id = "t",
        Title = "t",
        Track = "mle",
        Folder = "/",
        PublicFolder = "/public",
        TrainFile = "/public/train.csv",
        TestFile = "/public/test.csv",
        SampleFile = "/public/sample.csv",
        Metric = metric,
        Targets = ["y"],
        Submission = new SubmissionFormat("submission.csv", ["id"], ["y"]),
    };
}
