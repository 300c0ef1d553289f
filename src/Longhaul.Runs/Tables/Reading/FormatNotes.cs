using System.Buffers;
using System.Text;

namespace Longhaul.Runs.Tables.Reading;

/// <summary>Says in words what is unusual about a table's file.</summary>
internal static class FormatNotes
{
    private static readonly SearchValues<char> DecimalComma = SearchValues.Create("0123456789,");

    public static IEnumerable<string> Of(TableFormat format, IReadOnlyList<string> headerNotes, IReadOnlyList<Column> columns)
    {
        if (format.Encoding is not UTF8Encoding)
            yield return $"the text is not UTF-8 and was read as {format.Encoding.WebName}";
        if (format.Delimiter != ',')
            yield return $"cells are separated by {Name(format.Delimiter)}";
        foreach (var note in headerNotes)
            yield return note;
        var commas = columns.Where(HasDecimalCommas).Select(column => column.Name).ToArray();
        if (commas.Length > 0)
            yield return $"{(format.Delimiter == ',' ? "numbers with commas" : "decimal commas")} in {string.Join(", ", commas.Take(5))}: such cells are text, not numbers; write a point{(format.Delimiter == ',' ? ", or none where they part thousands," : "")} to have them as numbers";
    }

    private static string Name(char delimiter) => delimiter switch
    {
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "bars",
        _ => $"'{delimiter}'",
    };

    /// <summary>Whether all of the first cells look like 1,5.</summary>
    private static bool HasDecimalCommas(Column column)
    {
        var filled = column.Take(1000).Where(cell => cell.Length > 0).ToArray();
        return filled.Any(cell => cell.Contains(',')) && Array.TrueForAll(filled, cell =>
        {
            var digits = cell.AsSpan().TrimStart("+-");
            return digits.Count(',') <= 1 && digits.Length > 0 && char.IsAsciiDigit(digits[0]) && char.IsAsciiDigit(digits[^1])
                && !digits.ContainsAnyExcept(DecimalComma);
        });
    }
}
