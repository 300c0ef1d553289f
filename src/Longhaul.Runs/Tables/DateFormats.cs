using System.Globalization;

namespace Longhaul.Runs.Tables;

/// <summary>The ways of writing a date that are recognised, wherever one is: in the profile, in the checks, in the trainer.</summary>
public static class DateFormats
{
    private const string UnixSeconds = "unix seconds";
    private const string UnixMilliseconds = "unix milliseconds";

    // September 2001, the first of 10 digits; and March 2030, as what follows can be a date with its hour in digits: 1999123123.
    private const double FirstUnixTime = 1e9;
    private const double LastUnixTime = 1.9e9;

    // Of two that read the same cell the stricter one stands first.
    private static readonly string[] Days =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "dd.MM.yyyy", "d.M.yyyy", "MM/dd/yyyy", "dd/MM/yyyy", "M/d/yyyy", "d/M/yyyy", "dd-MM-yyyy", "d-M-yyyy",
        "dd-MMM-yyyy", "d-MMM-yyyy", "d MMM yyyy", "MMM d, yyyy", "yyyy/M/d", "yyyy-M-d",
    ];

    private static readonly string[] Times =
    [
        " HH:mm", " HH:mm:ss", " HH:mm:ss.FFFFFFF", "THH:mm", "THH:mm:ss", "THH:mm:ss.FFFFFFF", " H:mm", " H:mm:ss", " h:mm tt", " h:mm:ss tt", " HH",
    ];

    private static readonly string[] Zones = ["", "K", " 'UTC'", "zzz", " zzz"];

    /// <summary>All of them, in the order they are tried in.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "yyyyMMddHHmmss'Z'", "yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmmss'Z'", .. Days, "yyyy-MM",
        .. from day in Days from time in Times from zone in Zones select day + time + zone,
    ];

    /// <summary>
    /// The first format that reads all cells, or null. Of month first and day first, the order that fits every cell wins; month first where
    /// both do. Bare numbers are no dates.
    /// </summary>
    public static string? Detect(IReadOnlyList<string> cells)
    {
        if (cells.Count == 0 || cells[0].Length is < 6 or > 40 || !char.IsAsciiLetterOrDigit(cells[0][0]))
            return null;
        return All.Where(format => TryRead(cells[0], format, out _)).FirstOrDefault(format => cells.All(cell => TryRead(cell, format, out _)));
    }

    /// <summary>Reads a cell; without a zone it is taken to be UTC.</summary>
    public static bool TryRead(string cell, string format, out DateTimeOffset moment) => IsUnixTime(format)
        ? TryReadUnixTime(cell, format, out moment)
        : DateTimeOffset.TryParseExact(cell, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);

    /// <summary>
    /// The format of a number that can be a Unix time: whole, of 10 digits (seconds since 1970) or 13 (milliseconds), from 2001 to March 2030; null
    /// for others. None of <see cref="All"/>, as a bare number can be anything.
    /// </summary>
    public static string? OfUnixTime(double number) => number switch
    {
        _ when !double.IsInteger(number) => null,
        >= FirstUnixTime when number < LastUnixTime => UnixSeconds,
        >= FirstUnixTime * 1000 when number < LastUnixTime * 1000 => UnixMilliseconds,
        _ => null,
    };

    /// <summary>The formats of Unix times.</summary>
    public static IReadOnlyList<string> UnixTimes { get; } = [UnixSeconds, UnixMilliseconds];

    /// <summary>Whether the format is that of a Unix time.</summary>
    public static bool IsUnixTime(string format) => format is UnixSeconds or UnixMilliseconds;

    /// <summary>Whether day and month are told apart by their order alone, the day first: 31/12/2019.</summary>
    public static bool IsDayFirst(string format) => format[0] == 'd' && format.Contains('/', StringComparison.Ordinal);

    /// <summary>Whether they are told apart by their order alone, the month first: 12/31/2019.</summary>
    public static bool IsMonthFirst(string format) => format[0] == 'M' && format.Contains('/', StringComparison.Ordinal);

    /// <summary>Whether it has a time of day.</summary>
    public static bool HasTime(string format) => IsUnixTime(format) || format.Contains('H', StringComparison.Ordinal) || format.Contains('h', StringComparison.Ordinal);

    private static bool TryReadUnixTime(string cell, string format, out DateTimeOffset moment)
    {
        var fits = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && OfUnixTime(number) == format;
        moment = fits ? DateTimeOffset.UnixEpoch.AddMilliseconds(format == UnixSeconds ? number * 1000 : number) : default;
        return fits;
    }
}
