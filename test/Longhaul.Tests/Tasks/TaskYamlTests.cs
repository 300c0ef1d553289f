using CsCheck;
using Longhaul.Runs;
using Longhaul.Runs.Tasks;

namespace Longhaul.Tests.Tasks;

public sealed class TaskYamlTests
{
    private static string Refusal(string yaml)
    {
        using var task = TaskFolder.Package(yaml);
        return task.Refusal();
    }

    private static TaskPackage Read(string yaml)
    {
        using var task = TaskFolder.Package(yaml);
        return task.Read().Require();
    }

    private static string Changed(string key, string line) =>
        string.Join('\n', TaskFolder.Yaml.Split('\n').Select(old => old.StartsWith(key + ":", StringComparison.Ordinal) ? line : old));

    [Theory]
    [InlineData("target", "targte: income", "task.yaml:4:1: unknown key 'targte'. Did you mean 'target'?")]
    [InlineData("metric", "metric: {name: accuracy, direction: up}", "task.yaml:3:37: 'metric.direction' must be one of maximize, minimize, but is 'up'.")]
    [InlineData("metric", "metric: acuracy", "task.yaml:3:9: unknown metric 'acuracy'. Did you mean 'accuracy'?")]
    [InlineData("metric", "metric: {direction: maximize}", "task.yaml:3:9: 'metric.name' is missing.")]
    [InlineData("metric", "metric:", "task.yaml:1:1: the required key 'metric' is missing.")]
    [InlineData("id", "id: a/b", "task.yaml:1:5: 'id' must be made of letters")]
    [InlineData("track", "track: mlee", "task.yaml:2:8: 'track' must be one of mle, paper, evolve, but is 'mlee'. Did you mean 'mle'?")]
    [InlineData("track", "track: paper", "task.yaml:2:8: this is a paper")]
    [InlineData("target", "target: {a: b}", "task.yaml:4:9: 'target' must be a single value.")]
    [InlineData("target", "target: incom", "task.yaml:4:9: public/train.csv has no column 'incom'. Did you mean 'income'? It has id, age, job, income.")]
    [InlineData("target", "target: [income, income]", "task.yaml:4:9: 'income' stands twice in 'target'.")]
    [InlineData("target", "target: id", "task.yaml:4:9: 'id' is an id and can't be the target.")]
    [InlineData("split", "split: groups", "task.yaml:5:8: 'split' must be one of random, group, time, but is 'groups'. Did you mean 'group'?")]
    [InlineData("split", "split: group", "task.yaml:5:8: 'split: group' needs 'group', the column of groups.")]
    [InlineData("split", "group: jobs", "task.yaml:5:8: public/train.csv has no column 'jobs'. Did you mean 'job'?")]
    [InlineData("split", "images: [job]", "public/train.csv: the image 'a' of row 1 is not below")]
    [InlineData("submission", "submission: {file: ../s.csv}", "task.yaml:6:20: '../s.csv' must be a file's name without a folder.")]
    [InlineData("submission", "submission: {file: s.csv, id: [idd]}", "task.yaml:6:31: public/sample_submission.csv has no column 'idd'. Did you mean 'id'?")]
    [InlineData("submission", "submission: {file: s.csv, columns: [in]}", "task.yaml:6:36: public/sample_submission.csv has no column 'in'.")]
    [InlineData("submission", "submission: {files: s.csv}", "task.yaml:6:14: unknown key 'submission.files'. Did you mean 'file'?")]
    [InlineData("grader", "grader: {kind: metric}", "task.yaml:7:9: a grader of kind 'metric' needs 'answers'")]
    [InlineData("grader", "grader: {kind: metric, answers: ../x.csv}", "task.yaml:7:33: '../x.csv' climbs out of the folder")]
    [InlineData("grader", "grader: {kind: metric, answers: private/x.csv}", "task.yaml:7:33: the answers 'private/x.csv' are not there.")]
    [InlineData("grader", "grader: {kind: metric, answers: public/test.csv}", "task.yaml:7:33: the answers 'public/test.csv' lie in the public part")]
    [InlineData("grader", "grader: {kind: program}", "task.yaml:7:16: a grader of kind 'program' needs 'command'.")]
    [InlineData("grader", "medals: {bronze: 0.9, silver: 0.8, gold: 0.95}", "task.yaml:7:9: the thresholds must not fall from bronze to gold")]
    [InlineData("grader", "medals: {bronze: 0.9}", "task.yaml:7:9: give bronze, silver and gold together")]
    [InlineData("grader", "medals: {bronze: high, silver: 1, gold: 1}", "task.yaml:7:18: 'medals.bronze' must be a number, but is 'high'.")]
    [InlineData("grader", "medals: {leaderboard: private/lb.csv}", "task.yaml:7:23: the leaderboard 'private/lb.csv' is not there.")]
    [InlineData("grader", "budget: {time: half an hour}", "task.yaml:7:16: 'budget.time' must be a span such as 90s, 30m or 1h30m")]
    [InlineData("grader", "budget: 30m", "task.yaml:7:9: 'budget' must be a map")]
    [InlineData("grader", "resources: {cpu: 0}", "task.yaml:7:18: 'resources.cpu' must be a whole number of at least 1, but is '0'.")]
    [InlineData("grader", "resources: {memory: much}", "task.yaml:7:21: 'resources.memory' must be an amount such as 4GiB")]
    [InlineData("grader", "description: public/readme.md", "task.yaml:7:14: the description 'public/readme.md' is not there.")]
    [InlineData("grader", "title: \"open", "not valid YAML")]
    [InlineData("grader", "title: *alias", "task.yaml:7:8: aliases (*name) aren't supported; write the value out.")]
    [InlineData("grader", "id: twice", "not valid YAML")]
    public void What_is_wrong_is_named_with_line_and_column(string key, string line, string message) =>
        Refusal(Changed(key, line)).ShouldContain(message);

    [Fact]
    public void What_is_no_map_at_all_is_refused()
    {
        Refusal("").ShouldStartWith("task.yaml: the file is empty");
        Refusal("- a\n- b\n").ShouldStartWith("task.yaml:1:1: expected 'key: value' lines");
        Refusal("id: a\n---\nid: b\n").ShouldContain("several YAML documents");
        Refusal("id: " + new string('[', 100_000)).ShouldContain("nested deeper than 16 levels");
        Refusal(new string(' ', 2 << 20)).ShouldContain("larger than 1 MiB");
    }

    [Fact]
    public void Everything_that_can_be_stated_is_read()
    {
        var package = Read("""
            id: small
            title: Who earns?
            track: mle
            metric: {name: f1, positive: 1}
            target: income
            split: time
            time: age
            submission: {file: s.csv, id: id, columns: [income]}
            grader: {answers: private/answers.csv}
            medals: {bronze: 0.5, silver: 0.6, gold: 0.7, median: 0.4}
            budget: {time: 1h30m}
            resources: {cpu: 2, memory: 4GiB, gpu: 1, network: [pypi.org]}
            source: here
            license: MIT
            """);

        package.Title.ShouldBe("Who earns?");
        package.Metric.Name.ShouldBe("f1");
        package.Metric.Direction.ShouldBe(Direction.Maximize);
        package.Metric.Options.ShouldBe([new("positive", "1")]);
        package.TimeColumn.ShouldBe("age");
        package.Submission.File.ShouldBe("s.csv");
        package.Submission.Id.ShouldBe(["id"]);
        package.Submission.Columns.ShouldBe(["income"]);
        package.Medals!.Median.ShouldBe(0.4);
        package.Budget.ShouldBe(TimeSpan.FromMinutes(90));
        package.Resources.Cpu.ShouldBe(2);
        package.Resources.Memory.ShouldBe(Bytes.FromGiB(4));
        package.Resources.Gpu.ShouldBe(1);
        package.Resources.Hosts.ShouldBe(["pypi.org"]);
        package.License.ShouldBe("MIT");
        package.Inferred.ShouldBeEmpty();
    }

    [Fact]
    public void With_only_the_required_keys_the_rest_is_inferred_and_said()
    {
        var package = Read("id: small\ntrack: mle\nmetric: accuracy\nsubmission: out.csv\n");

        package.Targets.ShouldBe(["income"]);
        package.Submission.File.ShouldBe("out.csv");
        package.Submission.Id.ShouldBe(["id"]);
        package.Grader!.Answers!.ShouldEndWith("private/answers.csv");
        package.Inferred.Select(line => line.Split(':')[0]).ShouldBe(["answers", "id", "target", "split"]);
    }

    [Fact]
    public void Column_names_are_texts_as_they_are_written()
    {
        using var task = TaskFolder.Package(TaskFolder.Yaml.Replace("columns: [income]", "columns: [0, 1]").Replace("metric: accuracy", "metric: log_loss"))
            .With("public/sample_submission.csv", TaskFolder.Sample.Replace("id,income", "id,0,1").Replace(",0\n", ",0.5,0.5\n"));

        task.Read().Require().Submission.Columns.ShouldBe(["0", "1"]);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172800)]
    public void Spans_are_read_as_people_write_them(string text, int seconds)
    {
        Durations.TryParse(text, out var span).ShouldBeTrue();
        span.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("0s")]
    [InlineData("-5m")]
    [InlineData("30m1h")]
    [InlineData("5 m")]
    [InlineData("1000000d")]
    public void What_is_no_span_is_refused(string text) => Durations.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_folder_in_the_place_of_the_answers_is_named_where_it_stands()
    {
        using var task = TaskFolder.Package();
        File.WriteAllText(task.At("task.yaml"), TaskFolder.Yaml.Replace("private/answers.csv", "private", StringComparison.Ordinal));

        Should.Throw<TaskPackageException>(() => task.Read()).Message.ShouldContain("'private' are a folder");
    }

    [Fact]
    public void No_text_at_all_makes_the_reader_throw_anything_but_its_own_exception()
    {
        var pieces = new[] { "id", "track", "metric", "submission", "target", "grader", "medals", "mle", "accuracy", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "&a", "*a", "!!int", "? ", "#", "%", "@", "`", "\t", "---", "~", "null", "0x1", "é", "\u0000", "<<" };
        using var task = TaskFolder.Package();
        Gen.OneOf(
                Gen.OneOf(pieces).Array[0, 40].Select(string.Concat),
                Gen.Select(Gen.Int[0, TaskFolder.Yaml.Length - 1], Gen.Int[0, 12], Gen.OneOf(pieces), (at, length, piece) =>
                    TaskFolder.Yaml[..at] + piece + TaskFolder.Yaml[Math.Min(TaskFolder.Yaml.Length, at + length)..]))
            .Sample(
                yaml =>
                {
                    File.WriteAllText(task.At("task.yaml"), yaml);
                    try
                    {
                        task.Read();
                    }
                    catch (TaskPackageException)
                    {
                    }
                },
                iter: 1000,
                threads: 1);
    }
}
