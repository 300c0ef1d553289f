using System.Globalization;

namespace Longhaul.Trainer.Data;

/// <summary>Moments as days since 1970-01-01 00:00. Zones are dropped: all cells of a column are taken to be on one clock.</summary>
public static class Dates
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy/MM/dd", "yyyyMMdd", "yyyy-MM", "yyyyMMddHHmmss'Z'", "yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmmss'Z'",
        // With points or dashes the day comes first; with slashes .NET takes the month to.
        .. from day in new[] { "d.M.yyyy", "dd-MM-yyyy" } from time in new[] { "", " HH:mm", " HH:mm:ss", "THH:mm", "THH:mm:ss" } select day + time,
    ];

    /// <summary>The moment's days since 1970-01-01; NaN where the text is no date (ISO forms first, then what .NET reads invariantly).</summary>
    public static double Parse(string text)
    {
        const DateTimeStyles style = DateTimeStyles.AllowWhiteSpaces;
        if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, style, out var date))
            return ToDays(date);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, style | DateTimeStyles.AssumeUniversal, out var moment)
            ? ToDays(moment.DateTime)
            : double.NaN;
    }

    /// <summary>Days since 1970-01-01.</summary>
    public static double ToDays(DateTime date) => (date - DateTime.UnixEpoch).TotalDays;

    /// <summary>The moment, rounded to milliseconds so that fractions of a day don't fall into the second before.</summary>
    public static DateTime FromDays(double days) => DateTime.UnixEpoch.AddMilliseconds(Math.Round(days * 86_400_000));
}
