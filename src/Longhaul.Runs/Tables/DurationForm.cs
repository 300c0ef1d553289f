using System.Globalization;
using System.Text.RegularExpressions;

namespace Longhaul.Runs.Tables;

/// <summary>How long something took, in parts of several units: <c>2h 50m</c>, <c>19h</c>, <c>1 hr 5 min</c>, <c>PT2H50M</c>. Read as minutes.</summary>
public sealed partial record DurationForm : NumberForm
{
    private const int MostCharacters = 60;

    // Each group's unit in minutes.
    private static readonly (string Unit, double Minutes)[] Units = [("days", 1440), ("hours", 60), ("minutes", 1), ("seconds", 1 / 60.0)];

    /// <summary>The form of all cells; null where there is none.</summary>
    internal static DurationForm? Around(IEnumerable<string> cells)
    {
        var (form, numbers) = (new DurationForm(), Numbers(cells));
        return numbers.Any() && numbers.All(cell => !double.IsNaN(form.Read(cell))) ? form : null;
    }

    public override double Read(string cell)
    {
        if (cell.Length > MostCharacters || Pattern().Match(cell) is not { Success: true } match)
            return double.NaN;
        var parts = Units.Where(unit => match.Groups[unit.Unit].Success).ToList();
        return parts.Count == 0 ? double.NaN : parts.Sum(unit => unit.Minutes * double.Parse(match.Groups[unit.Unit].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(
        @"^\s*P?((?<days>[0-9]{1,6})\s*d(ays?)?[\s,]*)?T?((?<hours>[0-9]{1,6})\s*h((ou)?rs?)?[\s,]*)?((?<minutes>[0-9]{1,9})\s*m(in(ute)?s?)?[\s,]*)?((?<seconds>[0-9]{1,9}(\.[0-9]{1,9})?)\s*s(ec(ond)?s?)?)?\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
