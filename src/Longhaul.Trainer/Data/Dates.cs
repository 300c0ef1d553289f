using System.Globalization;
using Longhaul.Runs.Tables;

namespace Longhaul.Trainer.Data;

/// <summary>Moments as days since 1970-01-01 00:00. Zones are dropped: all cells of a column are taken to be on one clock.</summary>
public static class Dates
{
    private static readonly double First = ToDays(DateTime.MinValue);
    private static readonly double Last = ToDays(DateTime.MaxValue.Date);

    /// <summary>The moment's days since 1970-01-01; NaN where the text is no date (<see cref="DateReader"/>, the month first).</summary>
    public static double Parse(string text) => new DateReader(dayFirst: false).Read(text);

    /// <summary>
    /// A number as days since 1970-01-01: 20130131 is a date as it is written, a Unix time (<see cref="DateFormats.OfUnixTime"/>) its moment, others
    /// count days. NaN beyond the calendar.
    /// </summary>
    public static double Of(double number)
    {
        if (DateFormats.OfUnixTime(number) is { } format && DateFormats.TryRead(number.ToString("R", CultureInfo.InvariantCulture), format, out var moment))
            return ToDays(moment.UtcDateTime);
        if (number is >= 1000_01_01 and <= 9999_12_31 && double.IsInteger(number))
            return Parse(number.ToString(CultureInfo.InvariantCulture));
        return number >= First && number <= Last ? number : double.NaN;
    }

    /// <summary>Days since 1970-01-01.</summary>
    public static double ToDays(DateTime date) => (date - DateTime.UnixEpoch).TotalDays;

    /// <summary>The moment, rounded to milliseconds so that fractions of a day don't fall into the second before.</summary>
    public static DateTime FromDays(double days) => DateTime.UnixEpoch.AddMilliseconds(Math.Min(Math.Round(days * 86_400_000), (Last + 1) * 86_400_000 - 1));
}
