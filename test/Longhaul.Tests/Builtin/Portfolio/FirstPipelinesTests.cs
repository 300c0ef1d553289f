using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using static Longhaul.Tests.Builtin.TaskBuilder;

namespace Longhaul.Tests.Builtin.Portfolio;

public sealed class FirstPipelinesTests
{
    [Fact]
    public void The_constant_comes_first_and_something_quick_second()
    {
        var portfolio = Of(Task("roc_auc"), Mixed);
        portfolio[0].Family.ShouldBe("constant");
        portfolio[1].Priority.ShouldBe(0);
        portfolio.Select(planned => planned.Priority).ShouldBe(portfolio.Select(planned => planned.Priority).Order());
    }

    [Fact]
    public void No_two_pipelines_are_equal_and_each_reads_back_as_itself()
    {
        foreach (var table in new[] { Mixed, Texts, Images, Series })
        {
            var portfolio = Of(Task("rmse", Direction.Minimize) with { Split = table == Series ? SplitKind.Time : SplitKind.Random, Images = ["image"] }, table, number: true);
            portfolio.Select(planned => planned.Pipeline.Hash).ShouldBeUnique();
            foreach (var planned in portfolio)
                Pipeline.Parse(planned.Pipeline.ToYaml()).ShouldBe(planned.Pipeline);
        }
    }

    [Fact]
    public void A_table_gets_trees_sums_networks_and_neighbours() =>
        Of(Task("roc_auc"), Mixed).Select(planned => planned.Family).Distinct().ShouldBe(["constant", "lightgbm", "extra-trees", "linear", "mlp", "neighbours", "random-forest"]);

    [Fact]
    public void With_many_classes_a_forest_comes_before_boosting()
    {
        var task = Task("accuracy");
        Table train = Table(("size", Cells(400, row => row * 37 % 101 / 2.0)), ("y", Cells(400, row => (char)('a' + (row % 26)))));
        var problem = ProblemReader.Read(task, train);
        var portfolio = FirstPipelines.For(task, problem, DataProfile.Of(task, train, train.Select("size"), problem), seed: 0);
        portfolio.Skip(1).Take(3).Select(planned => planned.Family).ShouldBe(["extra-trees", "extra-trees", "neighbours"]);
    }

    [Fact]
    public void Dates_within_a_month_have_no_month() =>
        Of(Task("roc_auc"), Mixed)[1].Pipeline.Features.Single(step => step.Kind == "date-parts").Options.Words("parts").ShouldBe(["weekday"]);

    [Fact]
    public void Texts_start_with_a_linear_model_of_words() =>
        Of(Task("log_loss", Direction.Minimize), Texts)[1].ShouldSatisfyAllConditions(
            planned => planned.Family.ShouldBe("linear"), planned => planned.Pipeline.Features.ShouldHaveSingleItem().Kind.ShouldBe("tfidf"));

    [Fact]
    public void A_series_gets_trend_and_season() =>
        Of(Task("rmse", Direction.Minimize) with { Split = SplitKind.Time }, Series, number: true)
            .ShouldContain(planned => planned.Family == "linear" && planned.Pipeline.Features.Any(step => step.Kind == "season"));

    [Fact]
    public void A_series_with_other_columns_gets_windows_and_one_of_dates_alone_none()
    {
        var task = Task("rmse", Direction.Minimize) with { Split = SplitKind.Time };
        (string, Func<int, object>)[] weather = [("when", row => new DateTime(2020, 1, 1).AddHours(row).ToString("yyyy-MM-dd HH:mm")), ("wind", row => row * 37 % 11 / 2.0)];

        Of(task, weather, number: true).ShouldContain(planned => planned.Pipeline.Features.Any(step => step.Kind == "windows" && step.Options.Integers("spans").Contains(24)));
        Of(task, Series, number: true).ShouldNotContain(planned => planned.Pipeline.Features.Any(step => step.Kind == "windows" && planned.Pipeline.Columns.Count == 1));
    }

    [Fact]
    public void Where_test_has_other_groups_numbers_are_compared_with_their_group()
    {
        var task = Task("roc_auc") with { Split = SplitKind.Group, Group = "who" };

        var portfolio = Of(task, [("who", row => $"s{row % 10}"), ("size", row => row * 37 % 101 / 2.0)]);

        portfolio.Skip(1).ShouldAllBe(planned => planned.Pipeline.Features.Any(step => step.Kind == "group-relative"));
        portfolio[1].Pipeline.Columns["who"].ShouldBe(ColumnRole.Group);
    }

    [Fact]
    public void Without_a_usable_column_the_constant_is_all_there_is() =>
        Of(Task("roc_auc"), [("id", row => row)]).ShouldHaveSingleItem().Family.ShouldBe("constant");

    [Theory]
    [InlineData("mae", "objective", "regression_l1")]
    [InlineData("mape", "objective", "mape")]
    [InlineData("pinball", "alpha", "0.5")]
    public void The_objective_follows_the_metric(string metric, string option, string value) =>
        Of(Task(metric, Direction.Minimize), Mixed, number: true)[1].Pipeline.Model.Params.Text(option).ShouldBe(value);

    [Fact]
    public void Logarithmic_errors_are_learnt_in_logarithms() =>
        Of(Task("rmsle", Direction.Minimize), Mixed, number: true).ShouldAllBe(planned => planned.Pipeline.Target == TargetTransform.Log1p);

    [Fact]
    public void More_rows_trees_and_rounds_are_more_work()
    {
        var task = Task("roc_auc");
        var (profile, problem) = Profile(task, Mixed, number: false);
        var work = new WorkEstimate(profile, problem, 5, 240);
        var pipeline = Of(task, Mixed).First(planned => planned.Title == "LightGBM with good defaults").Pipeline;
        work.Of(pipeline).ShouldBeGreaterThan(work.Of(pipeline with { Rows = 0.5 }));
        work.Of(pipeline).ShouldBeGreaterThan(work.Of(pipeline with { Model = pipeline.Model.With("learning_rate", "0.1") }));
        work.Of(pipeline).ShouldBeLessThan(work.Of(pipeline with { Model = pipeline.Model.With("extra_trees", "true") }), "random thresholds learn less in a round");
        work.Of(pipeline).ShouldBeLessThan(new WorkEstimate(profile, problem, 5, 24_000).Of(pipeline));
    }

    [Fact]
    public void Counts_of_rare_things_are_less_work_for_boosting_and_more_for_a_forest_than_fine_numbers()
    {
        (string, Func<int, object>)[] Columns(Func<int, int, object> cell) =>
            [("id", row => row), .. Enumerable.Range(0, 60).Select(column => ($"x{column}", (Func<int, object>)(row => cell(row, column))))];

        double Work(string family, (string, Func<int, object>)[] columns)
        {
            var (profile, problem) = Profile(Task("roc_auc"), columns, number: false);
            return new WorkEstimate(profile, problem, 5, 240).Of(Of(Task("roc_auc"), columns).Last(planned => planned.Family == family).Pipeline);
        }

        var (rare, fine) = (Columns((row, column) => (row + column) % 47 == 0 ? 1 : 0), Columns((row, column) => row * (column + 3) % 97 / 7.0));
        Work("lightgbm", rare).ShouldBeLessThan(Work("lightgbm", fine));
        Work("extra-trees", rare).ShouldBeGreaterThan(Work("extra-trees", fine));
    }

    [Fact]
    public void The_plan_lists_priorities_with_reasons() =>
        PlanText.Write(Task("roc_auc"), Of(Task("roc_auc"), Mixed), []).ShouldContain("| P0 (at once) | constant | The same for every row | A valid submission at once");

    private static readonly (string, Func<int, object>)[] Mixed =
        [("id", row => row), ("size", row => row * 37 % 101 / 2.0), ("colour", row => row % 3 == 0 ? "red" : "blue"), ("day", row => $"2020-01-{1 + row % 28:00}")];

    private static readonly (string, Func<int, object>)[] Texts = [("id", row => row), ("text", row => $"some words about number {row} and {row * 7 % 13} more")];

    private static readonly (string, Func<int, object>)[] Images = [("id", row => row), ("image", row => $"train/{row}.png")];

    private static readonly (string, Func<int, object>)[] Series = [("id", row => row), ("when", row => new DateTime(2020, 1, 1).AddDays(row).ToString("yyyy-MM-dd"))];

    private static IReadOnlyList<PlannedPipeline> Of(TaskPackage task, (string Name, Func<int, object> Cell)[] columns, bool number = false)
    {
        var (profile, problem) = Profile(task, columns, number);
        return FirstPipelines.For(task, problem, profile, seed: 0);
    }

    private static (DataProfile, Problem) Profile(TaskPackage task, (string Name, Func<int, object> Cell)[] columns, bool number)
    {
        Table train = Table([.. columns.Select(column => (column.Name, Cells(300, column.Cell))), ("y", Cells(300, row => number ? row * 31 % 97 : row % 2))]);
        Table test = Table([.. columns.Select(column => (column.Name, Cells(100, row => column.Cell(row + 300))))]);
        var problem = ProblemReader.Read(task, train);
        return (DataProfile.Of(task, train, test, problem), problem);
    }
}
