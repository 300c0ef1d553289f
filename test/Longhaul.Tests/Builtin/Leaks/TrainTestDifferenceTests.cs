using Longhaul.Builtin.Leaks;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Tests.Builtin.Leaks;

public sealed class TrainTestDifferenceTests
{
    [Theory]
    [InlineData(0.50, 5000, false)]
    [InlineData(0.59, 5000, false)]
    [InlineData(0.65, 5000, true)]
    [InlineData(0.65, 40, false)] // chance, with so few rows
    public void Only_what_is_beyond_chance_and_matters_is_an_alarm(double auc, int rows, bool isAlarm)
    {
        var alarm = new TrainTestDifference(auc, rows, rows, ["when", "where"]).Alarm(SplitKind.Random);

        (alarm is not null).ShouldBe(isAlarm);
        if (isAlarm)
            alarm.ShouldSatisfyAllConditions(it => it!.Kind.ShouldBe(AlarmKind.TrainTestApart), it => it!.What.ShouldContain("`when`, `where`"));
    }

    [Theory]
    [InlineData(SplitKind.Time, "natural where test comes later")]
    [InlineData(SplitKind.Group, "natural where test is of other groups")]
    public void Splits_by_time_and_group_differ_by_nature(SplitKind split, string words)
    {
        var difference = new TrainTestDifference(0.99, 5000, 5000, ["when"]);

        difference.Alarm(split).ShouldBeNull();
        difference.Note(split).ShouldContain(words);
    }

    [Fact]
    public void The_chance_is_the_deviation_of_a_rank_sum() => new TrainTestDifference(0.5, 100, 50, []).Chance.ShouldBe(Math.Sqrt(151.0 / (12 * 100 * 50)), 1e-12);
}
