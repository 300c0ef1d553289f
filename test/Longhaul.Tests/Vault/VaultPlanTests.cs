using CsCheck;
using Longhaul.Evaluation.Vault;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Submissions;
using Longhaul.Tests.Views;

namespace Longhaul.Tests.Vault;

public sealed class VaultPlanTests
{
    private static readonly TaskPackage Random = Small.Task("accuracy", ["y"]);

    [Fact]
    public void A_tenth_of_the_rows_is_held_back_with_its_share_of_each_class()
    {
        var train = SmallData.Rows("id,x,y", 2000, row => $"{row},{row},{(row % 10 == 0 ? "rare" : "common")}");
        var plan = Plan(Random, train);

        plan.Rows.Length.ShouldBe(200);
        plan.Rows.ShouldBeInOrder();
        train["y"].Rows(plan.Rows).Count(label => label == "rare").ShouldBeInRange(19, 21);
        plan.Rows.ShouldBe(Plan(Random, train).Rows);
        plan.Rows.ShouldNotBe(Plan(Random, train, seed: 2).Rows);
    }

    [Fact]
    public void Large_tables_hold_back_some_thousands() =>
        Plan(Random, SmallData.Rows("id,y", 60_000, row => $"{row},{row % 2}")).Rows.Length.ShouldBe(VaultPlan.MostRows);

    [Fact]
    public void No_class_loses_all_its_rows() => Gen.Select(Gen.Int[500, 900], Gen.Int[1, 40], Gen.Int).Sample((rows, rare, seed) =>
    {
        var train = SmallData.Rows("id,y", rows, row => $"{row},{(row < rare ? $"r{row / 2}" : row % 2 == 0 ? "a" : "b")}");
        var held = Plan(Random, train, seed).Rows;

        held.Length.ShouldBeGreaterThan(0);
        train["y"].Rows([.. Enumerable.Range(0, rows).Except(held)]).Distinct().Count.ShouldBe(train["y"].Distinct().Count);
    }, iter: 30);

    [Fact]
    public void Of_many_small_classes_no_row_is_held_back_twice_and_none_vanishes() => Gen.Select(Gen.Int[500, 1200], Gen.Int[1, 12], Gen.Double[0, 1], Gen.Int).Sample((rows, small, share, seed) =>
    {
        var train = SmallData.Rows("id,y", rows, row => $"{row},{(row < rows * share ? $"s{row / small}" : "large")}");
        var classes = train["y"].Distinct().Count;
        if (classes < 2 || classes > rows / 2)
            return;
        var held = Plan(Random, train, seed).Rows;

        held.ShouldBeUnique();
        train["y"].Rows([.. Enumerable.Range(0, rows).Except(held)]).Distinct().Count.ShouldBe(classes);
    }, iter: 60);

    [Theory]
    [InlineData(600, 0, 0)]
    [InlineData(1000, 40, 40)]
    public void Where_few_rows_are_of_a_class_that_can_spare_some_there_is_no_vault(int rows, int large, int drawable)
    {
        var plan = Plan(Random, SmallData.Rows("id,y", rows, row => $"{row},{(row < large ? "large" : $"c{row / 4}")}"));

        plan.Rows.ShouldBeEmpty();
        plan.Scheme.ShouldBe($"no vault: only {drawable} of {rows} rows are of a class that has 8 or more");
    }

    [Theory]
    [InlineData(499, 1, "fewer than 500")]
    [InlineData(1000, 19, "19 groups (g) are fewer than 20")]
    [InlineData(1000, 2, "2 groups")]
    public void Where_there_is_too_little_to_hold_back_it_says_why(int rows, int groups, string why)
    {
        var task = groups == 1 ? Random : Random with { Split = SplitKind.Group, Group = "g" };
        var plan = Plan(task, SmallData.Rows("id,g,y", rows, row => $"{row},g{row % groups},{(row / groups) % 2}"));

        plan.Rows.ShouldBeEmpty();
        plan.Scheme.ShouldStartWith("no vault");
        plan.Scheme.ShouldContain(why);
    }

    [Fact]
    public void Groups_are_held_back_as_a_whole()
    {
        var train = SmallData.Rows("id,g,y", 1000, row => $"{row},g{row % 50},{(row / 50) % 2}");
        var held = Plan(Random with { Split = SplitKind.Group, Group = "g" }, train).Rows;

        held.Length.ShouldBe(100);
        train["g"].Rows(held).Distinct().Count.ShouldBe(5);
        train["g"].Rows(held).Intersect(train["g"].Rows(Enumerable.Range(0, 1000).Except(held))).ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_series_the_newest_moments_are_held_back_whole()
    {
        var task = Small.Task("rmse", ["y"]) with { Split = SplitKind.Time, TimeColumn = "t" };
        var train = SmallData.Rows("id,t,y", 900, row => $"{row},{3000 - (row / 3)},{row}");
        var held = Plan(task, train).Rows;

        held.ShouldBe(Enumerable.Range(0, 90));
        var moments = Plan(task, SmallData.Rows("id,t,y", 900, row => $"{row},{row / 100},{row}"));
        moments.Rows.ShouldBeEmpty();
        moments.Scheme.ShouldContain("moments");
    }

    private static VaultPlan Plan(TaskPackage task, Table train, int seed = 1) => VaultPlan.Make(task, train, ProblemReader.Read(task, train), seed);
}
