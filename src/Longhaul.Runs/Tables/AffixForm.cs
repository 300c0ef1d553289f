using System.Globalization;
using System.Text.RegularExpressions;

namespace Longhaul.Runs.Tables;

/// <summary>
/// Numbers with the same around each of them: a currency before, a percent sign, a unit or a plus after, separators between thousands, a decimal comma
/// (<c>$1,234.50</c>, <c>45%</c>, <c>12.3 kg</c>, <c>10,000+</c>, <c>1.234,5</c>).
/// </summary>
/// <param name="Before">What stands before each number; empty for nothing.</param>
/// <param name="After">What stands after it.</param>
/// <param name="DecimalComma">Whether the comma is the decimal mark, and the point parts thousands; else the other way round.</param>
public sealed partial record AffixForm(string Before, string After, bool DecimalComma) : NumberForm
{
    private const int MostCharacters = 40;

    /// <summary>The form of all cells; null where there is none.</summary>
    internal static AffixForm? Around(IEnumerable<string> cells, bool decimalComma)
    {
        AffixForm? known = null;
        foreach (var cell in Numbers(cells))
        {
            if (Parse(cell, decimalComma) is not { } parsed || parsed.Form != (known ??= parsed.Form))
                return null;
        }

        return known;
    }

    // Where nothing stands around a number it is one too, though others' cells have something there.
    public override double Read(string cell) => Parse(cell, DecimalComma) is { } parsed && (parsed.Form == this || parsed.Form is { Before: "", After: "" }) ? parsed.Number : double.NaN;

    private static (double Number, AffixForm Form)? Parse(string cell, bool decimalComma)
    {
        if (cell.Length > MostCharacters || (decimalComma ? Comma() : Point()).Match(cell) is not { Success: true } match)
            return null;
        var digits = string.Concat(match.Groups["whole"].Value.Where(char.IsAsciiDigit));
        var fraction = match.Groups["fraction"].Value.Replace(',', '.');
        var number = double.Parse(digits + fraction, CultureInfo.InvariantCulture) * (match.Groups["minus"].Success ? -1 : 1);
        return (number, new AffixForm(match.Groups["before"].Value, match.Groups["after"].Value, decimalComma));
    }

    [GeneratedRegex(
        @"^\s*(?<minus>[-−])?\+?(?<before>[$€£¥₹]?)\s?(?<minus>[-−])?(?<whole>[0-9]{1,3}(?:[, '][0-9]{3})+|[0-9]+)(?<fraction>\.[0-9]+)?\s?(?<after>[%€$£+]|[\p{L}°µ²³/]{0,6})\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Point();

    [GeneratedRegex(
        @"^\s*(?<minus>[-−])?\+?(?<before>[$€£¥₹]?)\s?(?<minus>[-−])?(?<whole>[0-9]{1,3}(?:[. '][0-9]{3})+|[0-9]+)(?<fraction>,[0-9]+)?\s?(?<after>[%€$£+]|[\p{L}°µ²³/]{0,6})\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comma();
}
