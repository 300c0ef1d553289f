using System.Text.Json;
using Longhaul.Evaluation.Grading;
using Longhaul.Evaluation.Submissions;
using Longhaul.Runs;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Submissions;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Grading;

public sealed class GraderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 14, 20, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Shipped => ScorerTests.Shipped;

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task A_perfect_submission_gets_gold_and_the_sample_gets_no_medal(string name)
    {
        var package = TaskPackageReader.Read(Path.Combine(Repository.Tasks, name)).Require();
        TableWriter.Write(folder.At("perfect.csv"), ScorerTests.Perfect(package, Table.Read(package.Grader!.Answers!)));

        var perfect = await GradeAsync(package, folder.At("perfect.csv"));
        var sample = await GradeAsync(package, package.SampleFile);

        perfect.Medal.ShouldBe(Medal.Gold);
        perfect.Problems.ShouldBeEmpty();
        sample.ValidSubmission.ShouldBeTrue();
        sample.Medal.ShouldBe(Medal.None);
    }

    [Fact]
    public async Task The_json_has_the_fields_of_mle_benchs_report()
    {
        var package = Package("id,y\na,1\nb,2\n") with { Medals = new MedalSpec { Gold = 0.1, Silver = 0.5, Bronze = 1, Median = 2 } };
        var grade = await GradeAsync(package, folder.Write("submission.csv", "id,y\na,1\nb,2.666666666\n"));

        var json = JsonDocument.Parse(JsonSerializer.Serialize(grade, GradeJson.Default.Grade)).RootElement;

        json.GetProperty("competition_id").GetString().ShouldBe("small");
        json.GetProperty("score").GetDouble().ShouldBe(0.4714);
        json.GetProperty("exact_score").GetDouble().ShouldBe(0.666666666 / Math.Sqrt(2), 1e-15);
        json.GetProperty("gold_threshold").GetDouble().ShouldBe(0.1);
        json.GetProperty("silver_threshold").GetDouble().ShouldBe(0.5);
        json.GetProperty("bronze_threshold").GetDouble().ShouldBe(1);
        json.GetProperty("median_threshold").GetDouble().ShouldBe(2);
        json.GetProperty("any_medal").GetBoolean().ShouldBeTrue();
        json.GetProperty("gold_medal").GetBoolean().ShouldBeFalse();
        json.GetProperty("silver_medal").GetBoolean().ShouldBeTrue();
        json.GetProperty("bronze_medal").GetBoolean().ShouldBeFalse();
        json.GetProperty("above_median").GetBoolean().ShouldBeTrue();
        json.GetProperty("submission_exists").GetBoolean().ShouldBeTrue();
        json.GetProperty("valid_submission").GetBoolean().ShouldBeTrue();
        json.GetProperty("is_lower_better").GetBoolean().ShouldBeTrue();
        json.GetProperty("created_at").GetString().ShouldBe("2026-11-23T14:20:00+00:00");
        json.GetProperty("submission_path").GetString().ShouldBe(folder.At("submission.csv"));
        json.GetProperty("medal").GetString().ShouldBe("silver");
        json.GetProperty("thresholds").GetProperty("silver").GetDouble().ShouldBe(0.5);
    }

    [Fact]
    public async Task Without_thresholds_everything_about_medals_is_null()
    {
        var grade = await GradeAsync(Package("id,y\na,1\n"), folder.Write("submission.csv", "id,y\na,1\n"));

        var json = JsonDocument.Parse(JsonSerializer.Serialize(grade, GradeJson.Default.Grade)).RootElement;

        grade.Score.ShouldBe(0);
        foreach (var field in new[] { "medal", "thresholds", "any_medal", "gold_medal", "above_median", "gold_threshold", "median_threshold" })
            json.GetProperty(field).ValueKind.ShouldBe(JsonValueKind.Null, field);
    }

    [Fact]
    public async Task A_missing_submission_has_a_grade_that_says_so()
    {
        var grade = await GradeAsync(Package("id,y\na,1\n") with { Medals = new MedalSpec { Bronze = 1 } }, folder.At("nothing.csv"));

        grade.SubmissionExists.ShouldBeFalse();
        grade.ValidSubmission.ShouldBeFalse();
        grade.Score.ShouldBeNull();
        grade.Medal.ShouldBe(Medal.None);
        grade.Problems.Single().ShouldContain("doesn't exist");
    }

    [Fact]
    public async Task An_invalid_submission_is_not_scored()
    {
        var grade = await GradeAsync(Package("id,y\na,1\nb,1\n"), folder.Write("submission.csv", "id,y\na,1\n"));

        grade.ValidSubmission.ShouldBeFalse();
        grade.Score.ShouldBeNull();
        grade.Problems.ShouldBe(["1 id is missing: b."]);
    }

    [Fact]
    public async Task An_undefined_metric_is_unscored_and_not_zero()
    {
        var package = Package("id,y\na,1\nb,1\n", "pearson");

        var grade = await GradeAsync(package, folder.Write("submission.csv", "id,y\na,1\nb,2\n"));

        grade.ValidSubmission.ShouldBeTrue();
        grade.Score.ShouldBeNull();
        grade.Problems.Single().ShouldStartWith("unscored: pearson is undefined here");
    }

    [Fact]
    public async Task Answers_without_a_number_are_named_as_the_reason()
    {
        var package = Package("id,y\na,\nb,1\n", "rmse");

        var grade = await GradeAsync(package, folder.Write("submission.csv", "id,y\na,1\nb,2\n"));

        grade.Problems.Single().ShouldBe("unscored: rmse is undefined here (a cell of the answers is no number, or a sum too large).");
    }

    [Fact]
    public async Task A_leaderboard_gives_the_thresholds()
    {
        var scores = "score\n" + string.Join("\n", Enumerable.Range(1, 10)) + "\n";
        var package = Package("id,y\na,0\n") with { Medals = new MedalSpec { Leaderboard = folder.Write("leaderboard.csv", scores) } };

        var grade = await GradeAsync(package, folder.Write("submission.csv", "id,y\na,2\n"));

        grade.Thresholds.ShouldBe(new MedalThresholds(1, 2, 4, 5.5));
        grade.Medal.ShouldBe(Medal.Silver);
        grade.AboveMedian.ShouldBe(true);
    }

    [Theory]
    [InlineData("points\n1\n", "needs a column 'score'")]
    [InlineData("score\n1\nbest\n", "leaderboard.csv:3: the score 'best' is no number")]
    public async Task A_leaderboard_that_is_none_is_an_error(string text, string message)
    {
        var package = Package("id,y\na,0\n") with { Medals = new MedalSpec { Leaderboard = folder.Write("leaderboard.csv", text) } };

        (await Should.ThrowAsync<UserErrorException>(() => GradeAsync(package, folder.Write("submission.csv", "id,y\na,2\n")))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_task_without_answers_can_not_be_graded()
    {
        var package = Package("id,y\na,0\n");
        File.Delete(folder.At("private/answers.csv"));

        (await Should.ThrowAsync<UserErrorException>(() => GradeAsync(package, folder.Write("submission.csv", "id,y\na,2\n")))).Message.ShouldContain("answers are not there");
        (await Should.ThrowAsync<UserErrorException>(() => GradeAsync(package with { Grader = null }, "x.csv"))).Message.ShouldContain("no grader");
    }

    private TaskPackage Package(string answers, string metric = "rmse") => Small.Task(metric, ["y"]) with
    {
        Grader = new GraderSpec("metric") { Answers = folder.Write("private/answers.csv", answers) },
    };

    private Task<Grade> GradeAsync(TaskPackage package, string submission) => new Grader(time).GradeAsync(package, submission, TestContext.Current.CancellationToken);
}
