using System.Globalization;
using System.Text.RegularExpressions;

namespace Longhaul.Runs.Tables;

/// <summary>
/// How the numbers of a column are written where they aren't plain: a currency before them, a percent sign or a unit after them, separators between
/// thousands, a decimal comma (<c>$1,234.50</c>, <c>45%</c>, <c>12.3 kg</c>, <c>1.234,5</c>).
/// </summary>
/// <param name="Before">What stands before each number; empty for nothing.</param>
/// <param name="After">What stands after it.</param>
/// <param name="DecimalComma">Whether the comma is the decimal mark, and the point parts thousands; else the other way round.</param>
public sealed partial record NumberForm(string Before, string After, bool DecimalComma)
{
    private const double MostMarks = 0.1;

    /// <summary>
    /// The one form that all cells have; null where some are no numbers, or differ in what stands around them. Empty cells, words for none and the marks
    /// <c>-</c> and <c>?</c> don't count where they are at most a tenth.
    /// </summary>
    /// <param name="cells">A column's cells; read once, up to the first that doesn't fit.</param>
    /// <param name="commas">Whether a comma may be the decimal mark, as in files that are not separated by it.</param>
    public static NumberForm? Of(IEnumerable<string> cells, bool commas)
    {
        NumberForm? point = null, comma = null;
        var (pointFits, commaFits, numbers, marks) = (true, commas, 0, 0);
        foreach (var cell in cells)
        {
            if (cell.Length == 0)
                continue;
            if (IsMark(cell))
            {
                marks++;
                continue;
            }

            numbers++;
            pointFits = pointFits && Fits(cell, decimalComma: false, ref point);
            commaFits = commaFits && Fits(cell, decimalComma: true, ref comma);
            if (!pointFits && !commaFits)
                return null;
        }

        return marks > MostMarks * (numbers + marks) ? null : commaFits ? comma : point;
    }

    /// <summary>A cell's number in this form; NaN where it is none.</summary>
    public double Read(string cell) => Parse(cell, DecimalComma)?.Number ?? double.NaN;

    /// <summary>A cell's number as plain text; empty where it is none.</summary>
    public string Plainly(string cell) => Read(cell) is var number && double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture);

    private static bool Fits(string cell, bool decimalComma, ref NumberForm? known)
    {
        if (Parse(cell, decimalComma) is not { } parsed)
            return false;
        known ??= parsed.Form;
        return parsed.Form == known;
    }

    private static (double Number, NumberForm Form)? Parse(string cell, bool decimalComma)
    {
        if (cell.Length > 40 || (decimalComma ? Comma() : Point()).Match(cell) is not { Success: true } match)
            return null;
        var digits = string.Concat(match.Groups["whole"].Value.Where(char.IsAsciiDigit));
        var fraction = match.Groups["fraction"].Value.Replace(',', '.');
        var number = double.Parse(digits + fraction, CultureInfo.InvariantCulture) * (match.Groups["minus"].Success ? -1 : 1);
        return (number, new NumberForm(match.Groups["before"].Value, match.Groups["after"].Value, decimalComma));
    }

    private static bool IsMark(string cell) => cell.Trim().ToLowerInvariant() is "-" or "?" or "" or "na" or "n/a" or "nan" or "null" or "none";

    [GeneratedRegex(
        @"^\s*(?<minus>[-−])?\+?(?<before>[$€£¥₹]?)\s?(?<minus>[-−])?(?<whole>[0-9]{1,3}(?:[, '][0-9]{3})+|[0-9]+)(?<fraction>\.[0-9]+)?\s?(?<after>[%€$£]|[\p{L}°µ²³/]{0,6})\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Point();

    [GeneratedRegex(
        @"^\s*(?<minus>[-−])?\+?(?<before>[$€£¥₹]?)\s?(?<minus>[-−])?(?<whole>[0-9]{1,3}(?:[. '][0-9]{3})+|[0-9]+)(?<fraction>,[0-9]+)?\s?(?<after>[%€$£]|[\p{L}°µ²³/]{0,6})\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comma();
}
