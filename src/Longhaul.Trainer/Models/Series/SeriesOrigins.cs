namespace Longhaul.Trainer.Models.Series;

/// <summary>
/// Moments in a series' past from which its future, known by now, can be foretold (rolling origin, Tashman 2000): as far ahead as is asked, origins half
/// of that apart, so that they overlap.
/// </summary>
internal static class SeriesOrigins
{
    private const int Most = 4;

    /// <summary>An origin learns from this share of the time at least, and looks ahead no further than that.</summary>
    private const double LeastShare = 1 / 3.0;

    /// <summary>Rows up to each origin and rows to foretell from there, newest origin first; none where the rows span no time.</summary>
    /// <param name="times">Days per row.</param>
    /// <param name="horizon">So many rows ahead is asked; 0: not known.</param>
    public static IReadOnlyList<InnerFold> Of(double[] times, int horizon)
    {
        double[] sorted = [.. times.Where(double.IsFinite).Order()];
        if (horizon <= 0 || sorted.Length < 4)
            return [];
        var (first, last) = (sorted[0], sorted[^1]);
        var ahead = Math.Min(last - sorted[Math.Max(0, sorted.Length - 1 - horizon)], (last - first) * LeastShare);
        return ahead <= 0 ? [] :
        [
            .. Enumerable.Range(0, Most).Select(i => last - (ahead * (1 + (i / 2.0))))
                .TakeWhile(origin => origin - first >= ((last - first) * LeastShare) - 1e-9)
                .Select(origin => new InnerFold(Rows(times, double.NegativeInfinity, origin), Rows(times, origin, origin + ahead)))
                .Where(fold => fold.Fit.Length > 0 && fold.Validate.Length > 0),
        ];
    }

    private static int[] Rows(double[] times, double after, double until) =>
        [.. Enumerable.Range(0, times.Length).Where(row => times[row] > after && times[row] <= until + 1e-9)];
}
