using Longhaul.Builtin.Decisions;
using Longhaul.Builtin.Ensembles;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using static Longhaul.Tests.Builtin.TaskBuilder;

namespace Longhaul.Tests.Builtin.Decisions;

public sealed class FrozenDecisionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("longhaul-decision-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("f1", "", "0", "1")]
    [InlineData("macro_f1", "", "a", "b", "c")]
    [InlineData("accuracy", "", "a", "b", "c")]
    [InlineData("qwk", "", "1", "2", "3")]
    [InlineData("roc_auc", "", "no", "yes")]
    [InlineData("log_loss", "", "0", "1")]
    [InlineData("log_loss", "c a b", "a", "b", "c")]
    [InlineData("log_loss", "yes no", "no", "yes")]
    [InlineData("map_at_k", "", "a", "b", "c")]
    [InlineData("rmsle", "")]
    [InlineData("mae", "")]
    public void A_decision_that_is_read_back_decides_new_rows_as_the_test_rows_were_decided(string metric, string columns, params string[] classes)
    {
        var task = TaskOf(metric, columns);
        var (labels, raw, problem) = Sample(task, classes);

        var decided = new Decision(task, problem, MetricCatalog.Resolve(task.Metric), Truth.Of(problem, Table(("y", labels)))).Apply(raw, 1);
        decided.Frozen.Write(Path.Combine(_folder, FrozenDecision.FileName));
        var again = FrozenDecision.Read(Path.Combine(_folder, FrozenDecision.FileName));

        Cells(again.Decide(Alone(raw.Test))).ShouldBe(Cells(decided.Test));
        again.Blend.Members.ShouldBe([1]);
        // one row alone is decided as among others
        var alone = again.Decide(Alone(Array.ConvertAll(raw.Test, output => output[5..6])));
        alone.Select(column => column[0]).ShouldBe(decided.Test.Select(column => column[5]));
    }

    [Theory]
    [InlineData("log_loss", "a", "b", "c")]
    [InlineData("roc_auc", "no", "yes")]
    [InlineData("accuracy", "a", "b", "c")]
    [InlineData("rmsle")]
    [InlineData("mae")]
    public void A_blend_that_is_read_back_mixes_raw_members_to_the_last_bit(string metric, params string[] classes)
    {
        var task = TaskOf(metric, metric == "log_loss" ? "a b c" : "");
        var (labels, _, problem) = Sample(task, classes);
        var (resolved, truth) = (MetricCatalog.Resolve(task.Metric), Truth.Of(problem, Table(("y", labels))));
        Member[] members = [.. Enumerable.Range(1, 4).Select(i => new Member(new CandidateId(i), Sample(task, classes, seed: i).Raw))];

        var blend = new GreedyEnsemble(problem, resolved, truth).Of(members).ShouldNotBeNull();
        var decided = new Decision(task, problem, resolved, truth).Apply(blend.Predictions);
        (decided.Frozen with { Blend = blend.Recipe }).Write(Path.Combine(_folder, FrozenDecision.FileName));
        var again = FrozenDecision.Read(Path.Combine(_folder, FrozenDecision.FileName));

        var taken = members.ToDictionary(member => member.Id.Number, member => member.Predictions.Test);
        again.Blend.Apply(problem, taken).ShouldBe(blend.Predictions.Test);
        Cells(again.Decide(taken)).ShouldBe(Cells(decided.Test));
        again.Blend.Members.ShouldBe(blend.Weights.Select(member => member.Id.Number), ignoreOrder: true);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "another release")]
    [InlineData("\"output\": 0", "\"output\": 7", "a rule doesn't fit its target")]
    [InlineData("\"calibration\": [\n    null\n  ]", "\"calibration\": []", "don't fit together")]
    [InlineData("\"kind\": \"values\"", "\"kind\": \"spell\"", "no decision that can be read")]
    public void A_file_that_was_meddled_with_is_refused(string before, string after, string message)
    {
        var (labels, raw, problem) = Sample(TaskOf("mae", ""), []);
        var path = Path.Combine(_folder, FrozenDecision.FileName);
        var text = new Decision(TaskOf("mae", ""), problem, MetricCatalog.Resolve("mae"), Truth.Of(problem, Table(("y", labels)))).Apply(raw, 1).Frozen.ToJson();
        text.ShouldContain(before);

        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));

        Should.Throw<PipelineException>(() => FrozenDecision.Read(path)).Message.ShouldContain(message);
    }

    private static Dictionary<int, double[][]> Alone(double[][] outputs) => new() { [1] = outputs };

    private static TaskPackage TaskOf(string metric, string columns)
    {
        var task = Task(metric, metric is "log_loss" or "rmsle" or "mae" ? Direction.Minimize : Direction.Maximize);
        if (columns.Length > 0)
            task = task with { Submission = new SubmissionFormat("s.csv", ["id"], columns.Split(' ')) };
        return metric == "map_at_k" ? task with { Metric = task.Metric with { Options = new Dictionary<string, string> { ["k"] = "2" } } } : task;
    }

    private static (string[] Labels, RawPredictions Raw, Problem Problem) Sample(TaskPackage task, string[] classes, int seed = 1)
    {
        var random = new Random(7);
        var labels = TaskBuilder.Cells(400, row => classes.Length == 0 ? $"{random.Next(50)}" : classes[random.Next(classes.Length) * random.Next(2)]);
        var problem = ProblemReader.Read(task, Table(("y", labels)));
        var noise = new Random(seed);
        double[][] outputs = [.. problem.Outputs.Select((_, k) => labels.Select(label => Guess(label, k)).ToArray())];
        return (labels, Predictions.Of(problem.Outputs, 4, outputs), problem);

        double Guess(string label, int output) => problem.Targets[0].Kind == TargetKind.Number
            ? double.Parse(label, System.Globalization.CultureInfo.InvariantCulture) * 0.8 + noise.NextDouble() * 3 - 2
            : noise.NextDouble() * 0.6 + (Array.IndexOf([.. problem.Targets[0].Classes], label) == (classes.Length == 2 ? 1 : output) ? 0.3 : 0);
    }

    private static IEnumerable<string> Cells(IEnumerable<Column> columns) => columns.SelectMany(column => column.Prepend(column.Name));
}
