using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Checking;

namespace Longhaul.Tests.Tasks;

public sealed class TaskCheckTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => ShippedPackagesTests.Names;

    private static string[] Findings(TaskFolder task, FindingLevel level)
    {
        var reading = task.Read();
        return [.. TaskCheck.Run(reading.Require(), reading.Tables!).Where(finding => finding.Level == level).Select(finding => finding.Text)];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shipped_packages_have_no_errors_and_no_warnings(string name)
    {
        var reading = TaskPackageReader.Read(Path.Combine(Repository.Tasks, name));

        var findings = TaskCheck.Run(reading.Require(), reading.Tables!);

        output.WriteLine(string.Join("\n", findings));
        findings.ShouldAllBe(finding => finding.Level == FindingLevel.Info);
    }

    [Fact]
    public void An_empty_target_and_one_class_are_errors()
    {
        using var task = TaskFolder.Package().With("public/train.csv", TaskFolder.Train.Replace(",0\n", ",\n").Replace(",1\n", ",NA\n"));
        Findings(task, FindingLevel.Error).ShouldBe(["train.csv: the target 'income' is empty in every row."]);
        task.With("public/train.csv", TaskFolder.Train.Replace(",0\n", ",1\n"));
        Findings(task, FindingLevel.Error).ShouldBe(["train.csv: the target 'income' is '1' in every row; there is nothing to tell apart."]);
        task.With("public/train.csv", TaskFolder.Train.Replace("c,0\n", "c,\n"));
        Findings(task, FindingLevel.Warning).ShouldContain("train.csv: the target 'income' is empty in 7 of 40 rows; they are left out of training.");
    }

    [Fact]
    public void None_may_be_a_class()
    {
        using var task = TaskFolder.Package().With("public/train.csv", TaskFolder.Train.Replace(",0\n", ",None\n").Replace(",1\n", ",Some\n"));

        Findings(task, FindingLevel.Warning).ShouldNotContain(finding => finding.Contains("is empty in"));
    }

    [Fact]
    public void A_target_of_words_under_a_metric_of_numbers_is_an_error()
    {
        using var task = TaskFolder.Package(TaskFolder.Yaml.Replace("accuracy", "rmse")).With("public/train.csv", TaskFolder.Train.Replace("b,1\n", "b,much\n"));

        Findings(task, FindingLevel.Error).ShouldBe(["train.csv: the target 'income' is 'much' in row 2, and rmse needs numbers."]);
    }

    [Fact]
    public void Rows_of_train_that_stand_in_test_are_found()
    {
        using var task = TaskFolder.Package().With("public/test.csv", TaskFolder.Test.Replace("105,75,a\n", "105,27,b\n"));

        Findings(task, FindingLevel.Warning).ShouldContain("1 of 10 rows of test.csv also stand in train.csv, equal in every column but the id.");
    }

    [Fact]
    public void A_column_that_tells_the_target_or_sounds_like_it_is_a_leak()
    {
        using var task = TaskFolder.Package()
            .With("public/train.csv", string.Join('\n', TaskFolder.Train.TrimEnd().Split('\n').Select((line, i) => i == 0 ? $"copy,income_last_year,{line}" : $"{line[^1]},{i % 3},{line}")))
            .With("public/test.csv", string.Join('\n', TaskFolder.Test.TrimEnd().Split('\n').Select((line, i) => i == 0 ? $"copy,income_last_year,{line}" : $"0,{i % 3},{line}")));

        var warnings = Findings(task, FindingLevel.Warning);

        warnings.ShouldContain("'copy' tells 'income' exactly in every row of train: a leak, or a task without a question.");
        warnings.ShouldContain("'income_last_year' sounds like 'income' and stands in test too: is it known when predicting?");
    }

    [Fact]
    public void Numbers_in_train_that_are_text_in_test_are_named_with_the_row()
    {
        using var task = TaskFolder.Package().With("public/test.csv", TaskFolder.Test.Replace("103,73,", "103,old,"));

        Findings(task, FindingLevel.Warning).ShouldContain("'age' holds numbers in train.csv, but 'old' in row 4 of test.csv.");
    }

    [Fact]
    public void Labels_of_yes_and_no_that_the_sample_spells_as_one_and_zero_are_said()
    {
        using var task = TaskFolder.Package(TaskFolder.Yaml[..TaskFolder.Yaml.IndexOf("grader", StringComparison.Ordinal)]).Without("private/answers.csv")
            .With("public/train.csv", TaskFolder.Train.Replace(",0\n", ",No\n").Replace(",1\n", ",Yes\n"));

        Findings(task, FindingLevel.Info).ShouldContain("the submission says 1 for 'Yes' and 0 for 'No', as sample_submission.csv does.");
        Findings(task, FindingLevel.Warning).ShouldNotContain(warning => warning.Contains("which is no class"));
    }

    [Fact]
    public void A_class_without_a_column_in_the_sample_is_an_error()
    {
        using var task = TaskFolder.Package(TaskFolder.Yaml.Replace("columns: [income]", "columns: [0, 2]").Replace("accuracy", "log_loss"))
            .With("public/sample_submission.csv", TaskFolder.Sample.Replace("income", "0,2").Replace(",0\n", ",0.5,0.5\n"));

        Findings(task, FindingLevel.Error).ShouldBe(["sample_submission.csv has no column for the class '1' of 'income'."]);
    }

    [Theory]
    [InlineData("income_0", "income_1")]
    [InlineData("0.0", "1.0")]
    public void Columns_of_classes_may_have_a_prefix_or_another_spelling_of_a_number(string no, string yes)
    {
        using var task = TaskFolder.Package(TaskFolder.Yaml.Replace("columns: [income]", $"columns: ['{no}', '{yes}']").Replace("accuracy", "log_loss"))
            .With("public/sample_submission.csv", TaskFolder.Sample.Replace("income", $"{no},{yes}").Replace(",0\n", ",0.5,0.5\n"));

        Findings(task, FindingLevel.Error).ShouldBeEmpty();
    }

    [Fact]
    public void Ids_in_both_and_splits_that_do_not_hold_are_said()
    {
        using var task = TaskFolder.Package(TaskFolder.Yaml.Replace("split: random", "split: group\ngroup: job"))
            .With("public/train.csv", TaskFolder.Train.Replace("\n7,", "\n107,"));

        Findings(task, FindingLevel.Info).ShouldContain("1 ids of test.csv also stand in train.csv; candidates see rows under other ids.");
        Findings(task, FindingLevel.Warning).ShouldContain("the split is by group, but 3 values of 'job' stand both in train and in test (such as 'b').");
    }
}
