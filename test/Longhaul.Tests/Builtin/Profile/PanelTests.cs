using Longhaul.Builtin.Leaks;
using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;
using static Longhaul.Tests.Builtin.TaskBuilder;

namespace Longhaul.Tests.Builtin.Profile;

/// <summary>Several series in one table.</summary>
public sealed class PanelTests
{
    private const int Days = 120, Stores = 3, Items = 4;

    private static readonly Problem Sales = new([new Target("y", TargetKind.Number, [])]);

    private static readonly TaskPackage Forecast = Task("smape", Direction.Minimize) with { Split = SplitKind.Time, TimeColumn = "date" };

    [Fact]
    public void Numbers_that_name_stores_and_items_are_categories_whatever_the_rows_order()
    {
        int[] order = [.. Enumerable.Range(0, Days * Stores * Items)];
        foreach (var shuffled in new[] { false, true })
        {
            if (shuffled)
                new Random(1).Shuffle(order);

            var profile = Of(Panel().Take(order));

            profile.Series.ShouldBe(["store", "item"]);
            profile.Columns.Where(column => profile.Series.Contains(column.Name)).ShouldAllBe(column => column.Kind == ColumnKind.Category);
            profile.Columns.Single(column => column.Name == "promotion").Kind.ShouldBe(ColumnKind.Number);
            Finding.In(profile, Forecast).ShouldContain(finding => finding.What == "`store`, `item` together tell series apart, with a row each at a moment.");
        }
    }

    [Fact]
    public void A_panel_may_lack_rows()
    {
        var panel = Panel();
        var profile = Of(panel.Take([.. Enumerable.Range(0, panel.RowCount).Where(row => row % 7 != 0 && (panel["store"][row] != "2" || row > panel.RowCount / 3))]));

        profile.Series.ShouldBe(["store", "item"]);
    }

    [Fact]
    public void Rows_of_one_series_or_of_events_are_no_panel()
    {
        var random = new Random(1);
        Of(Table(("date", Cells(200, Day)), ("store", Cells(200, row => row % 3)), ("y", Cells(200, row => row)))).Series.ShouldBeEmpty();
        Of(Table(
            ("date", Cells(900, row => Day(row / 9))), ("seller", Cells(900, _ => random.Next(200))), ("kind", Cells(900, _ => random.Next(30))), ("y", Cells(900, row => row)))).Series.ShouldBeEmpty();
        Of(Panel(), Forecast with { Split = SplitKind.Random }).Series.ShouldBeEmpty();
    }

    [Fact]
    public void A_panels_first_pipelines_follow_each_level_and_see_factors()
    {
        var portfolio = FirstPipelines.For(Forecast, Sales, Of(Panel()), seed: 0);

        var linear = portfolio.First(planned => planned.Family == "linear").Pipeline;
        linear.Features.Select(step => step.Kind).ShouldBe(["numbers", "one-hot", "hashing", "season-by-level", "season"], ignoreOrder: true);
        linear.Target.ShouldBe(TargetTransform.Log1p);
        portfolio.ShouldContain(planned => planned.Family == "lightgbm" && planned.Pipeline.Target == TargetTransform.Log1p);
    }

    [Fact]
    public void Ids_that_go_round_the_series_give_nothing_away_but_what_they_add_does()
    {
        var panel = Panel();
        Alarms(panel).ShouldBeEmpty();
        var random = new Random(1);
        Alarms(With(panel, "id", row => (row * 1000) + Math.Min(99, (int)panel["y"].Number(row)) + (100 * random.Next(10)))).ShouldHaveSingleItem().Kind.ShouldBe(AlarmKind.IdTells);
    }

    private static IReadOnlyList<Alarm> Alarms(Table train) =>
        [.. LeakAudit.Of(Forecast, Sales, train, With(train, "id", row => 1_000_000 + row).Select("id", "date", "store", "item", "promotion"), Of(train), seed: 0).Where(alarm => alarm.Kind == AlarmKind.IdTells)];

    private static Table With(Table table, string name, Func<int, object> cell) => new([.. table.Columns.Where(column => column.Name != name), new Column(name, Cells(table.RowCount, cell))]);

    /// <summary>Sales of each item of each store, day by day; ids count the rows.</summary>
    private static Table Panel()
    {
        var (random, rows) = (new Random(5), Days * Stores * Items);
        return Table(
            ("id", Cells(rows, row => row)),
            ("date", Cells(rows, row => Day(row / (Stores * Items)))),
            ("store", Cells(rows, row => 1 + (row / Items % Stores))),
            ("item", Cells(rows, row => 1 + (row % Items))),
            ("promotion", Cells(rows, _ => random.Next(2))),
            ("y", Cells(rows, row => (5 * (row % Items)) + (20 * (row / Items % Stores)) + random.Next(20))));
    }

    private static DataProfile Of(Table train, TaskPackage? task = null) => DataProfile.Of(task ?? Forecast, train, train.Select(train.Names.Except(["y"])), Sales);

    private static object Day(int day) => new DateTime(2020, 1, 1).AddDays(day).ToString("yyyy-MM-dd");
}
