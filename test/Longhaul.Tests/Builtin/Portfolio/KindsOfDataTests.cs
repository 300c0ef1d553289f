using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using static Longhaul.Tests.Builtin.TaskBuilder;

namespace Longhaul.Tests.Builtin.Portfolio;

/// <summary>What is planned for tables that are more than numbers and categories.</summary>
public sealed class KindsOfDataTests
{
    private static readonly string[] Words = ["ham", "spam", "egg", "bacon", "tea", "toast", "jam"];

    [Fact]
    public void Texts_that_name_their_rows_are_read_all_the_same()
    {
        var task = Task("roc_auc") with { Submission = new SubmissionFormat("submission.csv", ["when", "comment"], ["y"]) };
        Table train = Table(
            ("when", Cells(300, row => row % 5 == 0 ? "" : $"201206{1 + (row % 28):00}1905{row % 60:00}Z")),
            ("comment", Cells(300, row => $"{Words[row % 7]} and {Words[row % 5]} with {Words[row % 3]} number {row}")),
            ("y", Cells(300, row => row % 2)));

        var portfolio = Of(task, train);

        Steps(portfolio).ShouldContain("tfidf");
        portfolio.ShouldContain(planned => planned.Pipeline.Columns.Any(column => column.Key == "when" && column.Value == ColumnRole.Date));
    }

    [Fact]
    public void Texts_without_blanks_are_read_by_their_letters_and_pairs()
    {
        var random = new Random(1);
        const string letters = "色个到手服装流色质觉友天大服客格收昨幕机价";
        var reviews = Cells(200, _ => new string([.. Enumerable.Range(0, 24).Select(_ => letters[random.Next(letters.Length)])]));

        var first = Of(Task("roc_auc"), Table(("review", reviews), ("y", Cells(200, row => row % 2))))[1].Pipeline;

        first.Columns["review"].ShouldBe(ColumnRole.Text);
        var frame = new Frame(200, 0, [new TextColumn("review", reviews)]);
        new FeatureFitter(first).Fit(frame, [.. Enumerable.Range(0, 200)], new Labels([.. Enumerable.Range(0, 200).Select(row => row % 2.0)], 2, Seed: 1))
            .Training.Sparse!.Columns.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Words_of_their_own_are_seen_by_their_spelling()
    {
        var random = new Random(1);
        Table train = Table(("name", Cells(400, row => $"{Words[row % 7]}{(char)('a' + random.Next(26))}{Words[row / 7 % 7]}{(char)('a' + (row / 49))}")), ("y", Cells(400, row => row % 2)));

        var portfolio = Of(Task("roc_auc"), train);

        portfolio.Skip(1).ShouldAllBe(planned => planned.Pipeline.Features.Length == 1 && planned.Pipeline.Features[0].Kind == "spelling");
        portfolio.Count.ShouldBeGreaterThan(4);
    }

    [Fact]
    public void Unix_times_come_apart_into_hours_and_days()
    {
        Table train = Table(("t", Cells(400, row => 1_600_000_000L + (row * 37 % 400 * 3_000))), ("y", Cells(400, row => row % 2)));

        var steps = Of(Task("roc_auc"), train).SelectMany(planned => planned.Pipeline.Features);

        steps.First(step => step.Kind == "date-parts").Options.Words("parts").ShouldBe(["hour", "days"]);
    }

    [Theory]
    [InlineData("dd/MM/yyyy", ColumnRole.DayFirst, "")]
    [InlineData("MM/dd/yyyy", ColumnRole.Date, "")]
    [InlineData("M/d/yyyy h:mm:ss tt", ColumnRole.Date, "hour")]
    [InlineData("yyyy-MM-dd HH:mm:ss 'UTC'", ColumnRole.Date, "hour")]
    public void Dates_are_dates_however_they_are_written(string format, ColumnRole role, string part)
    {
        Table train = Table(
            ("when", Cells(400, row => new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(row * 19).ToString(format, System.Globalization.CultureInfo.InvariantCulture))),
            ("y", Cells(400, row => row % 2)));

        var steps = Of(Task("roc_auc"), train).Where(planned => planned.Pipeline.Columns.GetValueOrDefault("when") == role).SelectMany(planned => planned.Pipeline.Features);

        steps.First(step => step.Kind == "date-parts").Options.Words("parts").ShouldContain(part.Length > 0 ? part : "month");
    }

    [Fact]
    public void Structured_cells_get_their_steps()
    {
        var random = new Random(1);
        Table train = Table(
            ("tags", Cells(400, row => $"[\"{Words[row % 7]}\", \"{Words[row % 5]}\"]")),
            ("facts", Cells(400, row => $"{{\"size\": {row * 37 % 101}}}")),
            ("code", Cells(400, _ => string.Concat(Enumerable.Range(0, 8).Select(_ => (char)('A' + random.Next(6)))))),
            ("structure", Cells(400, row => $"train/{row}/geometry.xyz")),
            ("y", Cells(400, row => row % 2)));

        var portfolio = Of(Task("roc_auc") with { Files = ["structure"] }, train);

        new[] { "list", "json", "characters", "geometry" }.ShouldBeSubsetOf(Steps(portfolio));
        portfolio[1].Pipeline.Columns["structure"].ShouldBe(ColumnRole.File);
        foreach (var planned in portfolio)
            Pipeline.Parse(planned.Pipeline.ToYaml()).ShouldBe(planned.Pipeline);
    }

    [Fact]
    public void Where_a_row_spans_a_time_a_forest_on_levels_sees_how_long_it_took_and_not_when()
    {
        Table train = Table(
            ("from", Cells(400, row => $"2019-03-{1 + (row % 28):00} 10:{row % 60:00}:00")),
            ("to", Cells(400, row => $"2019-03-{1 + (row % 28):00} 11:{row * 7 % 60:00}:00")),
            ("zone", Cells(400, row => $"zone {row * 31 % 13}")),
            ("miles", Cells(400, row => row * 37 % 101 / 10.0)),
            ("y", Cells(400, row => row * 37 % 101 / 4.0)));

        var levels = Of(Task("rmse", Direction.Minimize), train).Single(planned => planned.Title == "Extremely randomised trees on levels").Pipeline;

        string[] steps = ["numbers", "one-hot", "date-gaps"];
        levels.Features.Select(step => step.Kind).ShouldBe(steps);
        levels.Model.ShouldBe(levels.Model.With("max_features", "1"));
    }

    [Fact]
    public void Spectra_are_seen_by_their_slopes_and_bends()
    {
        Table train = Table(
            [.. Enumerable.Range(0, 400).Select(point => ($"nm{point}", Cells(60, row => Math.Sin((row % 7) + (point / 30.0))))), ("y", Cells(60, row => row % 7 * 1.5))]);

        var process = Of(Task("rmse", Direction.Minimize), train).Single(planned => planned.Title == "Gaussian process on bends of curves");

        process.Priority.ShouldBe(1);
        var step = process.Pipeline.Features.ShouldHaveSingleItem();
        step.Columns.ShouldBe(Enumerable.Range(0, 400).Select(point => $"nm{point}"));
        (step.Options.Integer("derivative"), step.Options.Integer("smooth"), step.Options.Integer("every")).ShouldBe((2, 21, 2));
    }

    [Fact]
    public void Of_very_many_fine_numbers_a_boosted_tree_sees_a_part_in_few_steps()
    {
        Table train = Table(
            [.. Enumerable.Range(0, 1000).Select(point => ($"nm{point}", Cells(300, row => row + (point / 30.0)))), ("y", Cells(300, row => row % 7 * 1.5))]);

        var portfolio = Of(Task("rmse", Direction.Minimize), train);

        portfolio.Where(planned => planned.Family == "lightgbm").Select(planned => planned.Pipeline.Model.Params.Number("feature_fraction")).ShouldAllBe(share => share < 0.7);
        portfolio[1].Pipeline.Model.Params.Integer("rounds").ShouldBe(50);
        portfolio.ShouldNotContain(planned => planned.Title == "Linear model that drops features");
    }

    [Fact]
    public void More_numbers_than_rows_that_have_nothing_in_common_are_dropped_one_by_one_and_are_no_curve()
    {
        var random = new Random(1);
        Table train = Table([.. Enumerable.Range(0, 400).Select(column => ($"{column}", Cells(100, _ => random.Next(1000) / 7.0))), ("y", Cells(100, row => row % 7 * 1.5))]);

        var portfolio = Of(Task("rmse", Direction.Minimize), train);

        portfolio.Single(planned => planned.Title == "Linear model that drops features").Priority.ShouldBe(1);
        Steps(portfolio).ShouldNotContain("curve");
    }

    [Fact]
    public void What_belongs_to_no_curve_stands_beside_it()
    {
        Table train = Table(
            [.. Enumerable.Range(0, 12).Select(point => ($"x{point}", Cells(300, row => ((row * 7) + point) % 31 / 3.0))), ("depth", Cells(300, row => row * 37 % 101)), ("kind", Cells(300, row => Words[row % 3])), ("y", Cells(300, row => row % 2))]);

        var machine = Of(Task("roc_auc"), train).Single(planned => planned.Title == "Support vector machine on slopes of curves");

        machine.Pipeline.Features.Single(step => step.Kind == "numbers").Columns.ShouldBe(["depth"]);
        machine.Pipeline.Features.ShouldContain(step => step.Kind == "one-hot");
    }

    [Fact]
    public void Pixels_are_learnt_by_what_lies_around_them_and_nothing_else()
    {
        var task = Task("rmse", Direction.Minimize) with { Images = ["image"], Group = "image", Split = SplitKind.Group };
        Table train = Table(
            ("image", Cells(1500, row => $"train/{row / 300}.png")), ("row", Cells(1500, row => row * 7 % 40)), ("column", Cells(1500, row => row * 3 % 50)),
            ("y", Cells(1500, row => row % 11 / 10.0)));

        var portfolio = Of(task, train);

        Steps(portfolio).ShouldBe(["neighbourhood"]);
        portfolio[1].Pipeline.Features[0].Columns.ShouldBe(["image", "row", "column"]);
        portfolio[1].Priority.ShouldBe(0);
    }

    [Fact]
    public void Measurements_of_images_come_before_the_images()
    {
        Table train = Table(
        [
            ("image", Cells(200, row => $"images/{row}.png")), ("y", Cells(200, row => (char)('a' + (row % 20)))),
            .. Enumerable.Range(0, 40).Select(column => ($"margin{column}", Cells(200, row => (row * (column + 3)) % 97 / 10.0))),
        ]);

        var portfolio = Of(Task("accuracy") with { Images = ["image"] }, train);

        portfolio.Where(planned => planned.Priority < 3).ShouldAllBe(planned => !planned.Pipeline.Columns.ContainsKey("image"));
        portfolio.ShouldContain(planned => planned.Priority == 3 && planned.Pipeline.Columns.ContainsKey("image"));
    }

    private static IReadOnlyList<PlannedPipeline> Of(TaskPackage task, Table train)
    {
        var problem = ProblemReader.Read(task, train);
        return FirstPipelines.For(task, problem, DataProfile.Of(task, train, train.Select(train.Names.Except(["y"])), problem), seed: 0);
    }

    private static IEnumerable<string> Steps(IReadOnlyList<PlannedPipeline> portfolio) =>
        portfolio.SelectMany(planned => planned.Pipeline.Features).Select(step => step.Kind).Distinct();
}
