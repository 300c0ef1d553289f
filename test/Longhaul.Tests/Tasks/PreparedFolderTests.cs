using System.IO.Compression;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Tests.Tasks;

/// <summary>Folders as <c>mlebench prepare</c> leaves them.</summary>
public sealed class PreparedFolderTests
{
    private static TaskFolder Prepared(string description = "Predict who earns.", string answers = "test.csv") => new TaskFolder()
        .With("prepared/public/train.csv", TaskFolder.Train).With("prepared/public/test.csv", TaskFolder.Test)
        .With("prepared/public/sample_submission.csv", TaskFolder.Sample.Replace(",0\n", ",0.5\n"))
        .With("prepared/public/description.md", description)
        .With("prepared/private/" + answers, TaskFolder.Answers);

    [Fact]
    public void The_metric_is_asked_for()
    {
        using var task = Prepared();

        var reading = task.Read();

        reading.Package.ShouldBeNull();
        var question = reading.Questions.ShouldHaveSingleItem();
        question.Key.ShouldBe("metric");
        question.Required.ShouldBeTrue();
        question.Options.ShouldContain("roc_auc");
        Should.Throw<Runs.UserErrorException>(() => reading.Require()).Message.ShouldContain("metric: Which metric scores the submissions?");
    }

    [Fact]
    public void With_an_answer_the_rest_is_inferred()
    {
        using var task = Prepared();

        var package = task.Read(("metric", "roc_auc")).Require();

        package.Id.ShouldBe("small");
        package.Metric.ShouldBe(MetricNames.Usual("roc_auc"), new MetricComparer());
        package.PublicFolder.ShouldBe(task.At("prepared/public"));
        package.Grader!.Answers.ShouldBe(task.At("prepared/private/test.csv"));
        package.Targets.ShouldBe(["income"]);
        package.Inferred.ShouldContain("answers: test.csv (in private/)");
    }

    [Theory]
    [InlineData("## Evaluation\n\nSubmissions are evaluated on area under the ROC curve between the predicted probability and the observed target.", "roc_auc")]
    [InlineData("# Goal\n\nWe reward accuracy in thinking.\n\n### Evaluation\n\nSubmissions are evaluated on the **log loss**.", "log_loss")]
    [InlineData("Submissions are scored by the Brier score.", "brier")]
    [InlineData("## Metric\n\nSubmissions are scored on mean column-wise AUC.", "roc_auc")]
    [InlineData("Evaluation uses the F1 score.", "f1")]
    public void The_description_proposes_the_metric_and_a_person_confirms(string description, string metric)
    {
        using var task = Prepared(description);

        var reading = task.Read();

        var question = reading.Questions.ShouldHaveSingleItem();
        question.Default.ShouldBe(metric);
        question.Required.ShouldBeFalse();
        reading.Package!.Metric.Name.ShouldBe(metric);
    }

    [Theory]
    [InlineData("Evaluation uses the F0.5-score.", "0.5")]
    [InlineData("The metric is the F2 score.", "2")]
    [InlineData("The metric is the F1 score.", null)]
    public void A_description_may_say_how_much_recall_counts(string description, string? beta)
    {
        using var task = Prepared(description);

        task.Read().Package!.Metric.Options.GetValueOrDefault("beta").ShouldBe(beta);
        task.Read(("metric", "f1")).Require().Metric.Options.GetValueOrDefault("beta").ShouldBe(beta);
        task.Read(("metric", "macro_f1")).Require().Metric.Options.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("answers.csv")]
    [InlineData("income_answers.csv")]
    [InlineData("gold.csv")]
    public void Private_answers_are_found_under_other_names(string name)
    {
        using var task = Prepared(answers: name);

        Path.GetFileName(task.Read(("metric", "roc_auc")).Require().Grader!.Answers).ShouldBe(name);
    }

    [Fact]
    public void Zipped_members_odd_names_and_a_missing_test_table_work()
    {
        using var task = new TaskFolder()
            .With("prepared/public/labels.csv", TaskFolder.Train).With("prepared/public/sample_submission_null.csv", TaskFolder.Sample)
            .With("prepared/private/test.csv", TaskFolder.Answers);
        using (var archive = ZipFile.Open(task.At("prepared/public/train.zip"), ZipArchiveMode.Create))
        {
            for (var i = 0; i < 40; i++)
                archive.CreateEntry($"train/{i}.jpg");
        }

        using (var archive = ZipFile.Open(task.At("prepared/public/test.zip"), ZipArchiveMode.Create))
        {
            for (var i = 100; i < 110; i++)
                archive.CreateEntry($"{i}.jpg");
        }

        var package = task.Read(("metric", "accuracy")).Require();

        package.Images.ShouldBe(["image"]);
        Path.GetFileName(package.TrainFile).ShouldBe("labels.csv");
        Table.Read(package.TestFile)["image"][0].ShouldBe("test/100.jpg");
        Table.Read(package.TestFile).Columns.Select(column => column.Name).ShouldBe(["id", "image"]);
        Table.Read(package.TrainFile)["image"][7].ShouldBe("train/7.jpg");
    }

    [Theory]
    [InlineData("[", ",", "]")]
    [InlineData("", "\n", "")]
    public void Tables_in_JSON_are_read_as_CSV(string begin, string between, string end)
    {
        string Rows(int first, int count, Func<int, string> label) => begin
            + string.Join(between, Enumerable.Range(first, count).Select(i => $"{{\"id\":\"{i}\",\"n\":{i}.50,\"tags\":[1,2]{(i % 5 == 0 ? "" : ",\"gap\":null")}{label(i)}}}")) + end;
        using var task = new TaskFolder()
            .With("prepared/public/train.json", Rows(0, 40, i => $",\"won\":{(i % 2 == 0 ? "true" : "false")}"))
            .With("prepared/public/test.json", Rows(100, 10, _ => ""))
            .With("prepared/public/sampleSubmission.csv", TaskFolder.Sample.Replace("income", "won"))
            .With("prepared/private/test.csv", TaskFolder.Answers.Replace("income", "won"));

        var package = task.Read(("metric", "roc_auc")).Require();

        var train = Table.Read(package.TrainFile);
        train.Columns.Select(column => column.Name).Order().ShouldBe(["gap", "id", "n", "tags", "won"]);
        train["n"][1].ShouldBe("1.50");
        train["won"].Take(2).ShouldBe(["1", "0"]);
        train["tags"][0].ShouldBe("[1,2]");
        package.Targets.ShouldBe(["won"]);
        Directory.GetFiles(package.PublicFolder).Select(Path.GetFileName).ShouldNotContain("train.json");
    }

    [Fact]
    public void Answers_with_other_ids_or_columns_are_refused()
    {
        using var task = Prepared();
        task.With("prepared/private/test.csv", TaskFolder.Answers.Replace("109,", "999,"));
        Should.Throw<TaskPackageException>(() => task.Read(("metric", "roc_auc"))).Message.ShouldContain("1 id of the answers is not in the sample submission (the first: '999')");
        task.With("prepared/private/test.csv", TaskFolder.Answers.Replace("income", "wage"));
        Should.Throw<TaskPackageException>(() => task.Read(("metric", "roc_auc"))).Message.ShouldContain("the answers need income, but have id, wage.");
    }

    private sealed class MetricComparer : IEqualityComparer<MetricSpec>
    {
        public bool Equals(MetricSpec? x, MetricSpec? y) => (x?.Name, x?.Direction) == (y?.Name, y?.Direction);

        public int GetHashCode(MetricSpec spec) => spec.Name.GetHashCode(StringComparison.Ordinal);
    }
}
