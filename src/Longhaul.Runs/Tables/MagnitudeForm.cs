using System.Globalization;
using System.Text.RegularExpressions;

namespace Longhaul.Runs.Tables;

/// <summary>Numbers in thousands, millions or billions, as large as each is: <c>€110.5M</c>, <c>€565K</c>, <c>€0</c>.</summary>
/// <param name="Before">The currency before each number; empty for none.</param>
public sealed partial record MagnitudeForm(string Before) : NumberForm
{
    private const int MostCharacters = 40;

    /// <summary>The form of all cells; null where there is none, or no cell has a magnitude.</summary>
    internal static MagnitudeForm? Around(IEnumerable<string> cells)
    {
        string? before = null;
        var hasMagnitude = false;
        foreach (var cell in Numbers(cells))
        {
            if (Match(cell) is not { Success: true } match || match.Groups["before"].Value != (before ??= match.Groups["before"].Value))
                return null;
            hasMagnitude |= match.Groups["magnitude"].Length > 0;
        }

        return hasMagnitude ? new MagnitudeForm(before!) : null;
    }

    public override double Read(string cell)
    {
        if (Match(cell) is not { Success: true } match || (match.Groups["before"].Value is { Length: > 0 } before && before != Before))
            return double.NaN;
        var number = decimal.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        return (double)(number * match.Groups["magnitude"].Value switch { "k" or "K" => 1_000, "M" => 1_000_000, "B" => 1_000_000_000, _ => 1 });
    }

    private static Match? Match(string cell) => cell.Length > MostCharacters ? null : Pattern().Match(cell);

    [GeneratedRegex(
        @"^\s*(?<before>[$€£¥₹]?)(?<number>[0-9]{1,12}(\.[0-9]{1,9})?)\s?(?<magnitude>[kKMB]?)\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
