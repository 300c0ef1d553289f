using CsCheck;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Submissions;

namespace Longhaul.Tests.Views;

public sealed class FoldPlanTests
{
    private static readonly TaskPackage Random = Small.Task("accuracy", ["y"]);

    [Fact]
    public void Each_row_is_held_out_at_most_once_and_never_trained_on_then() => Gen.Select(Gen.Int[4, 400], Gen.Int).Sample((rows, seed) =>
    {
        var plan = Plan(Random, rows, row => $"{"abc"[row % 3]}", seed);
        var held = Enumerable.Range(0, plan.Folds).Select(plan.HeldOut).ToArray();

        held.SelectMany(fold => fold).ShouldBeUnique();
        held.ShouldAllBe(fold => fold.Length > 0);
        foreach (var (fold, heldOut) in held.Index())
            heldOut.ShouldAllBe(row => !plan.Trains(row, fold));
    });

    [Fact]
    public void Classes_are_spread_evenly_over_the_folds() => Gen.Select(Gen.Int[0, 3].Array[40, 300], Gen.Int).Sample((labels, seed) =>
    {
        if (labels.Distinct().Count() < 2)
            return;
        var plan = Plan(Random, labels.Length, row => $"c{labels[row]}", seed);
        foreach (var label in labels.Distinct())
        {
            var counts = Enumerable.Range(0, plan.Folds).Select(fold => plan.HeldOut(fold).Count(row => labels[row] == label)).ToArray();
            (counts.Max() - counts.Min()).ShouldBeLessThanOrEqualTo(1);
        }
    });

    [Fact]
    public void Groups_are_never_split_and_folds_are_of_like_size() => Gen.Select(Gen.Int[0, 11].Array[30, 300], Gen.Int).Sample((groups, seed) =>
    {
        if (groups.Distinct().Count() < 2)
            return;
        var plan = Plan(Random with { Split = SplitKind.Group, Group = "g" }, groups.Length, row => $"{"ab"[row % 2]},{groups[row]}", seed, "y,g");

        foreach (var rows in Enumerable.Range(0, groups.Length).GroupBy(row => groups[row]))
            rows.Select(row => plan.FoldOf[row]).Distinct().Count().ShouldBe(1);
        var sizes = Enumerable.Range(0, plan.Folds).Select(fold => plan.HeldOut(fold).Length).ToArray();
        (sizes.Max() - sizes.Min()).ShouldBeLessThanOrEqualTo(groups.CountBy(group => group).Max(group => group.Value));
    });

    [Fact]
    public void Nothing_is_trained_on_what_comes_later_or_at_the_same_moment() => Gen.Int[0, 40].Array[60, 300].Sample(days =>
    {
        if (days.Distinct().Count() < 20)
            return;
        var plan = Plan(ByTime, days.Length, row => $"{"ab"[row % 2]},{Day(days[row])}", 0, "y,t");

        for (var fold = 0; fold < plan.Folds; fold++)
        {
            var earliest = plan.HeldOut(fold).Min(row => days[row]);
            Enumerable.Range(0, days.Length).Where(row => plan.Trains(row, fold)).ShouldAllBe(row => days[row] < earliest);
        }
    });

    [Theory]
    [InlineData("dd.MM.yyyy")]
    [InlineData("dd/MM/yyyy")]
    [InlineData("MM/dd/yyyy")]
    [InlineData("M/d/yyyy H:mm")]
    [InlineData("yyyyMMdd")]
    [InlineData("yyyy-MM-ddTHH:mm:ssZ")]
    [InlineData("yyyy-MM-dd HH:mm:ss 'UTC'")]
    [InlineData("d-MMM-yyyy")]
    public void Dates_are_ordered_however_they_are_written(string form)
    {
        var plan = Plan(ByTime, 240, row => $"{"ab"[row % 2]},{new DateTime(2019, 1, 20).AddDays((row * 7) % 240).ToString(form)}", 0, "y,t");

        plan.HeldOut(2).ShouldAllBe(row => row * 7 % 240 >= 200);
        plan.HeldOut(0).ShouldAllBe(row => row * 7 % 240 >= 120 && row * 7 % 240 < 160);
    }

    [Fact]
    public void Few_moments_still_make_three_blocks()
    {
        var plan = Plan(ByTime, 60, row => $"{"ab"[row % 2]},{(row < 50 ? "2020-01-01" : "2020-01-02")}", 0, "y,t");

        Enumerable.Range(0, 3).Select(fold => plan.HeldOut(fold).Length).ShouldBe([10, 10, 10]);
    }

    [Theory]
    [InlineData(0, 3, 166)]
    [InlineData(150, 3, 150)]
    [InlineData(120, 4, 120)]
    [InlineData(20, 5, 100)]
    [InlineData(500, 3, 200)]
    public void Blocks_are_as_long_as_what_is_asked_as_far_as_the_rows_allow(int horizon, int blocks, int length)
    {
        var train = SmallData.Rows("y,t", 1000, row => $"{"ab"[row % 2]},{Day(row)}");
        var plan = FoldPlan.Make(ByTime, train, ProblemReader.Read(ByTime, train), 0, horizon);

        plan.Folds.ShouldBe(blocks);
        Enumerable.Range(0, blocks).ShouldAllBe(fold => plan.HeldOut(fold).Length == length);
        plan.HeldOut(blocks - 1).ShouldContain(999);
    }

    [Fact]
    public void Empty_times_come_first()
    {
        var plan = Plan(ByTime, 60, row => $"{"ab"[row % 2]},{(row % 10 == 0 ? "" : Day(row))}", 0, "y,t");

        plan.FoldOf.Index().Where(row => row.Index % 10 == 0).ShouldAllBe(row => row.Item == -1);
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        var plan = Plan(Random, 200, row => $"{"ab"[row % 2]}", 5);

        Plan(Random, 200, row => $"{"ab"[row % 2]}", 5).FoldOf.ShouldBe(plan.FoldOf);
        Plan(Random, 200, row => $"{"ab"[row % 2]}", 6).FoldOf.ShouldNotBe(plan.FoldOf);
    }

    [Fact]
    public void A_million_rows_are_scored_on_two_small_folds()
    {
        var train = new Table([new Column("id", Enumerable.Range(0, 1_000_000).Select(row => $"{row}")), new Column("y", Enumerable.Range(0, 1_000_000).Select(row => row % 7 == 0 ? "a" : "b"))]);
        var problem = ProblemReader.Read(Random, train);

        var plan = FoldPlan.Make(Random, train, problem, 1);

        plan.Folds.ShouldBe(2);
        plan.HeldOut(0).Length.ShouldBe(100_000);
        plan.HeldOut(1).Count(row => row % 7 == 0).ShouldBeInRange(14_280, 14_292);
    }

    [Theory]
    [InlineData(5000, true, 3)]
    [InlineData(5000, false, 5)]
    [InlineData(3000, true, 5)]
    public void Many_rows_with_images_are_dealt_into_three_folds_where_the_run_began_so(int rows, bool few, int folds)
    {
        var train = SmallData.Rows("id,image,y", rows, row => $"{row},{row}.png,{"ab"[row % 2]}");
        var problem = ProblemReader.Read(Random, train);

        FoldPlan.Make(Random with { Images = ["image"] }, train, problem, 1, fewOfImages: few).Folds.ShouldBe(folds);
        FoldPlan.Make(Random, train, problem, 1, fewOfImages: few).Folds.ShouldBe(5);
    }

    [Fact]
    public void Three_rows_are_too_few() =>
        Should.Throw<TaskPackageException>(() => Plan(Random, 3, row => $"{"ab"[row % 2]}", 0)).Message.ShouldContain("at least 4");

    [Fact]
    public void One_group_is_too_few() =>
        Should.Throw<TaskPackageException>(() => Plan(Random with { Split = SplitKind.Group, Group = "g" }, 9, row => $"{"ab"[row % 2]},only", 0, "y,g")).Message.ShouldContain("at least 2");

    private static TaskPackage ByTime => Random with { Split = SplitKind.Time, TimeColumn = "t" };

    private static string Day(int day) => new DateTime(2020, 1, 1).AddDays(day).ToString("yyyy-MM-dd");

    [Theory]
    [InlineData(300, 3)]
    [InlineData(1500, 2)]
    [InlineData(2000, 1)]
    public void Few_rows_are_dealt_in_several_ways_of_the_same_folds(int rows, int ways)
    {
        var train = SmallData.Rows("id,x,y", rows, row => $"{row},{row},{"ab"[row % 2]}");
        var problem = ProblemReader.Read(Random, train);
        var once = FoldPlan.Make(Random, train, problem, 1);
        var plan = once.WithRepeats(Random, train, problem, 1);

        plan.FoldOf.ShouldBe(once.FoldOf);
        plan.Fits.ShouldBe(ways * plan.Folds);
        plan.Repeats.ShouldAllBe(dealt => !dealt.SequenceEqual(plan.FoldOf));
        for (var way = 0; way < ways; way++)
        {
            var fits = Enumerable.Range(way * plan.Folds, plan.Folds).ToArray();
            fits.SelectMany(plan.HeldOut).Order().ShouldBe(Enumerable.Range(0, rows));
            fits.ShouldAllBe(fit => plan.HeldOut(fit).All(row => !plan.Trains(row, fit)));
        }
    }

    private static FoldPlan Plan(TaskPackage task, int rows, Func<int, string> line, int seed, string header = "y")
    {
        var train = SmallData.Rows(header, rows, line);
        return FoldPlan.Make(task, train, ProblemReader.Read(task, train), seed);
    }
}
