using Longhaul.Pipelines;

namespace Longhaul.Builtin.Portfolio;

/// <summary>Windows over the other columns of a series: which lengths suit its usual gap, and whether it is a series at all.</summary>
internal static class SeriesWindows
{
    // More columns would make more features than a first look needs.
    private const int MostColumns = 40;
    private const double DistinctDates = 0.8;

    /// <summary>Whether the dates order the rows, one row a moment (and group), and there is something beside the date to look at.</summary>
    public static bool Fit(Ingredients from) =>
        from.Has(ColumnRole.Date) && from.Count(ColumnRole.Number) + from.Count(ColumnRole.Category) is > 0 and <= MostColumns
        && (from.Has(ColumnRole.Group) || from.Profile.Columns.Any(column => column.Dates is not null && column.Distinct >= DistinctDates * from.Profile.SampledRows));

    /// <summary>Windows of a few lengths with mean and deviation.</summary>
    public static FeatureStep Short(Ingredients from) => Step(from, "mean std", static scale => scale.Short);

    /// <summary>Means over windows from short to very long.</summary>
    public static FeatureStep Long(Ingredients from) => Step(from, "mean", static scale => scale.Long);

    private static FeatureStep Step(Ingredients from, string statistics, Func<Scale, string> spans)
    {
        var scale = Scale.Of(from.UsualGap);
        return FeatureStep.Of("windows", ("spans", spans(scale)), ("lags", scale.Lags), ("statistics", statistics));
    }

    /// <summary>Lengths in steps that mean something at a gap: parts of a day and days for hours, weeks for days.</summary>
    private sealed record Scale(string Short, string Long, string Lags)
    {
        public static Scale Of(TimeSpan gap) => gap switch
        {
            _ when gap < TimeSpan.FromMinutes(20) => new("6 30 180", "6 15 30 60 180 720", "1 10"),
            _ when gap < TimeSpan.FromHours(6) => new("6 24 72", "6 12 24 48 96 168 336", "3 24"),
            _ when gap < TimeSpan.FromDays(3) => new("3 7 28", "3 7 14 28 91 365", "1 7"),
            _ => new("3 6 12", "3 6 12 24 52", "1 2"),
        };
    }
}
