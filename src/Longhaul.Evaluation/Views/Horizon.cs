using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Views;

/// <summary>How far ahead the test rows of a time split reach.</summary>
public static class Horizon
{
    /// <summary>
    /// In labelled rows: so many of the newest ones reach as far back as test reaches ahead, at least one. Where no column tells the time, or test does
    /// not lie after train, it is the number of test rows.
    /// </summary>
    /// <param name="train">All labelled rows, those of the vault included.</param>
    public static int Rows(TaskPackage task, Table train, Table test)
    {
        if (task.TimeColumn is { } name && train.Find(name) is { } before && test.Find(name) is { } after
            && Moments.Of(before) is { Length: > 0 } known && Moments.Of(after) is { Length: > 0 } asked && asked.Max() > known.Max())
        {
            var from = known.Max() - (asked.Max() - known.Max());
            return Math.Max(1, known.Count(moment => moment > from));
        }

        return Math.Max(1, test.RowCount);
    }
}
