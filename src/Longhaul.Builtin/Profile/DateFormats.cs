using System.Globalization;

namespace Longhaul.Builtin.Profile;

/// <summary>The ways of writing a date that are recognised.</summary>
public static class DateFormats
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy/MM/dd", "dd.MM.yyyy", "d.M.yyyy", "MM/dd/yyyy", "dd/MM/yyyy", "M/d/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd-MMM-yyyy", "MMM d, yyyy", "yyyy-MM"];
    private static readonly string[] Times = ["", " HH:mm", " HH:mm:ss", " HH:mm:ss.FFFFFFF", "THH:mm", "THH:mm:ss", "THH:mm:ss.FFFFFFF"];
    private static readonly string[] Zones = ["", "K", " 'UTC'", "zzz"];

    private static readonly string[] All =
    [
        "yyyyMMddHHmmss'Z'", "yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmmss'Z'",
        .. from day in Days from time in Times from zone in time.Length == 0 ? [""] : Zones select day + time + zone,
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

    /// <summary>Reads a cell; times with a zone become UTC.</summary>
    public static bool TryRead(string cell, string format, out DateTime date) => DateTime.TryParseExact(
        cell, format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out date);
}
