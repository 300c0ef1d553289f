namespace Longhaul.Trainer.Features.Windows;

/// <summary>The rows of one group in the order of time.</summary>
/// <param name="Rows">Rows of the frame; those without a time are in no series.</param>
/// <param name="Times">Ascending, in steps.</param>
public sealed record Series(int[] Rows, double[] Times)
{
    /// <summary>The series of a frame.</summary>
    /// <param name="days">Per row, in days; NaN: unknown.</param>
    /// <param name="groups">Per row; null: one series.</param>
    /// <param name="step">Days per step.</param>
    public static IReadOnlyList<Series> Of(double[] days, int[]? groups, double step) =>
    [
        .. Enumerable.Range(0, days.Length).Where(row => double.IsFinite(days[row])).GroupBy(row => groups?[row] ?? 0).OrderBy(group => group.Key)
            .Select(group => group.OrderBy(row => days[row]).ThenBy(row => row).ToArray())
            .Select(rows => new Series(rows, Array.ConvertAll(rows, row => days[row] / step))),
    ];

    /// <summary>The usual gap between neighbours, in steps: the median of those above 0; 1 where there is none.</summary>
    public static double UsualGap(IEnumerable<Series> series)
    {
        double[] gaps = [.. series.SelectMany(one => one.Times.Zip(one.Times.Skip(1), (before, after) => after - before)).Where(gap => gap > 1e-9).Order()];
        return gaps.Length == 0 ? 1 : gaps[gaps.Length / 2];
    }

    /// <summary>For each row the places [From, To) of the rows within reach.</summary>
    public (int[] From, int[] To) Places(Window window)
    {
        const double hair = 1e-6;
        var (back, ahead) = window.Reach;
        int[] from = new int[Rows.Length], to = new int[Rows.Length];
        for (int i = 0, low = 0, high = 0; i < Rows.Length; i++)
        {
            while (Times[low] < Times[i] - back - hair)
                low++;
            while (high < Rows.Length && Times[high] <= Times[i] + ahead + hair)
                high++;
            (from[i], to[i]) = (low, high);
        }

        return (from, to);
    }

    /// <summary>For each row the place of the row nearest to <paramref name="lag"/> steps later (earlier where negative); −1 where none is near.</summary>
    public int[] Lagged(int lag)
    {
        var tolerance = 0.5 + (0.1 * Math.Abs(lag));
        var places = new int[Rows.Length];
        for (int i = 0, at = 0; i < Rows.Length; i++)
        {
            var wanted = Times[i] + lag;
            while (at + 1 < Rows.Length && Math.Abs(Times[at + 1] - wanted) <= Math.Abs(Times[at] - wanted))
                at++;
            places[i] = Math.Abs(Times[at] - wanted) <= tolerance && at != i ? at : -1;
        }

        return places;
    }
}
