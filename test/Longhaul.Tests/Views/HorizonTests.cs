using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Submissions;

namespace Longhaul.Tests.Views;

public sealed class HorizonTests
{
    private static readonly TaskPackage ByTime = Small.Task("rmse", ["y"]) with { Split = SplitKind.Time, TimeColumn = "t" };

    [Fact]
    public void It_is_as_many_newest_rows_as_reach_back_as_far_as_test_reaches_ahead() =>
        Horizon.Rows(ByTime, Days(300, every: 1, from: 0), Days(10, every: 3, from: 300)).ShouldBe(28);

    [Fact]
    public void Several_series_count_with_all_their_rows() =>
        Horizon.Rows(ByTime, SmallData.Rows("y,t", 300, row => $"1,{Day(row / 3)}"), Days(10, every: 1, from: 100)).ShouldBe(30);

    [Fact]
    public void Where_test_does_not_lie_after_train_it_is_the_number_of_test_rows() =>
        Horizon.Rows(ByTime, Days(300, every: 1, from: 0), Days(10, every: 1, from: 50)).ShouldBe(10);

    [Fact]
    public void Without_a_column_of_time_it_is_the_number_of_test_rows() =>
        Horizon.Rows(ByTime with { TimeColumn = null }, Days(300, every: 1, from: 0), Days(17, every: 3, from: 300)).ShouldBe(17);

    [Fact]
    public void A_run_holds_out_such_blocks_and_tells_the_trainer_and_an_older_run_does_not()
    {
        TaskData Load(ViewsForm form) => SmallData.Load(
            ByTime, SmallData.Rows("id,y,t", 400, row => $"{row},{row % 9},{Day(row)}"), SmallData.Rows("id,t", 60, row => $"{1000 + row},{Day(400 + row)}"),
            SmallData.Rows("id,y", 60, row => $"{1000 + row},1"), form: form);

        var (now, before) = (Load(ViewsForm.Horizon), Load(ViewsForm.Vault));

        now.Horizon.ShouldBe(60);
        now.Folds.HeldOut(0).Length.ShouldBe(60);
        before.Folds.HeldOut(0).Length.ShouldBe(before.Train.RowCount / 6);
        before.Horizon.ShouldBe(0);
    }

    private static Table Days(int rows, int every, int from) => SmallData.Rows("y,t", rows, row => $"1,{Day(from + (row * every))}");

    private static string Day(int day) => new DateTime(2020, 1, 1).AddDays(day).ToString("yyyy-MM-dd");
}
