using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Longhaul.Runs.Tables;

/// <summary>How the numbers of a column are written where they aren't plain: <see cref="AffixForm"/>, <see cref="MagnitudeForm"/>, <see cref="DurationForm"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "form")]
[JsonDerivedType(typeof(AffixForm), "affix")]
[JsonDerivedType(typeof(MagnitudeForm), "magnitude")]
[JsonDerivedType(typeof(DurationForm), "duration")]
public abstract record NumberForm
{
    private const double MostMarks = 0.1;

    /// <summary>No column has a form of its own.</summary>
    public static IReadOnlyDictionary<string, NumberForm> None { get; } = FrozenDictionary<string, NumberForm>.Empty;

    /// <summary>
    /// The one form that all cells have; null where some are no numbers, or differ in what stands around them. Empty cells, words for none and the marks
    /// <c>-</c> and <c>?</c> don't count where they are at most a tenth.
    /// </summary>
    /// <param name="cells">A column's cells; enumerated up to the first that doesn't fit, once for each kind of form.</param>
    /// <param name="commas">Whether a comma may be the decimal mark, as in files that are not separated by it.</param>
    public static NumberForm? Of(IEnumerable<string> cells, bool commas)
    {
        var form = (commas ? AffixForm.Around(cells, decimalComma: true) : null) ?? AffixForm.Around(cells, decimalComma: false)
            ?? MagnitudeForm.Around(cells) ?? (NumberForm?)DurationForm.Around(cells);
        return form is not null && cells.Count(IsMark) <= MostMarks * cells.Count(cell => cell.Length > 0) ? form : null;
    }

    /// <summary>A cell's number in this form; NaN where it is none.</summary>
    public abstract double Read(string cell);

    /// <summary>A cell's number as plain text; empty where it is none.</summary>
    public string Plainly(string cell) => Read(cell) is var number && double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Cells that have to be numbers.</summary>
    internal static IEnumerable<string> Numbers(IEnumerable<string> cells) => cells.Where(cell => cell.Length > 0 && !IsMark(cell));

    private static bool IsMark(string cell) => cell.Length > 0 && cell.Trim().ToLowerInvariant() is "-" or "?" or "" or "na" or "n/a" or "nan" or "null" or "none";
}
