using System.Globalization;
using System.Text.RegularExpressions;
using Longhaul.Runs.Tables;

namespace Longhaul.Trainer.Data;

/// <summary>
/// Reads a column's cells as dates: the forms that a profile recognises (<see cref="DateFormats"/>), bare digits (20130131, Unix times), and what
/// else .NET reads. With points or dashes the day comes first, with slashes as told. A time without a date is one on 1970-01-01, a day without a
/// year one of 1972: whatever day it is today, a cell is read as the same.
/// </summary>
/// <param name="dayFirst">Whether 3/4/2020 is in April.</param>
public sealed partial class DateReader(bool dayFirst)
{
    private const DateTimeStyles Style = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal;

    private static readonly DateTimeFormatInfo DayFirst = new() { ShortDatePattern = "dd/MM/yyyy" };

    private readonly string[] _formats =
        [.. DateFormats.All.Where(format => dayFirst ? !DateFormats.IsMonthFirst(format) : !DateFormats.IsDayFirst(format)), "yyyyMMdd", .. DateFormats.UnixTimes];

    // How the last cell was read, as neighbours are written alike; null: as no format reads it.
    private string? _last = DateFormats.All[0];

    /// <summary>The moment's days since 1970-01-01; NaN where the text is no date.</summary>
    public double Read(string text)
    {
        var cell = text.Trim();
        if (!cell.AsSpan().ContainsAnyInRange('0', '9'))
            return double.NaN;
        if (!TryRead(cell, _last, out var moment))
        {
            _last = Array.Find(_formats, format => DateFormats.TryRead(cell, format, out _));
            if (!TryRead(cell, _last, out moment))
                return double.NaN;
        }

        return Dates.ToDays(moment.DateTime);
    }

    private bool TryRead(string cell, string? format, out DateTimeOffset moment) =>
        format is null ? DateTimeOffset.TryParse(Dated(cell), Order(cell), Style, out moment) : DateFormats.TryRead(cell, format, out moment);

    // .NET would take what is missing from today.
    private string Dated(string cell)
    {
        if (DayOfYear().Match(cell) is { Success: true } match)
            return $"{match.Groups["day"].Value}{match.Groups["mark"].Value}1972{cell[match.Length..]}";
        var isTime = DateTime.TryParse(cell, Order(cell), Style | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault, out var moment) && moment.Year == 1;
        return isTime ? $"1970-01-01 {cell}" : cell;
    }

    private DateTimeFormatInfo Order(string cell) =>
        dayFirst || (cell.IndexOfAny(['.', '-', '/']) is > 0 and <= 2 and var at && cell[at] != '/') ? DayFirst : DateTimeFormatInfo.InvariantInfo;

    [GeneratedRegex(
        @"^(?<day>[0-9]{1,2}(?<mark>[-/. ])([0-9]{1,2}|[A-Za-z]{3,9})|[A-Za-z]{3,9}(?<mark>[- ])[0-9]{1,2})(?=$| +[0-9]{1,2}:)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayOfYear();
}
