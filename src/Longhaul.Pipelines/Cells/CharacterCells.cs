using System.Globalization;

namespace Longhaul.Pipelines.Cells;

/// <summary>
/// Cells that hold a code of letters, all of one length: a number per place (A is 0), how often each letter occurs, and how many different ones.
/// As a whole such a code says little, since few repeat.
/// </summary>
internal sealed class CharacterCells : ICellFormat
{
    private const int Shortest = 4;
    private const int Longest = 200;

    // Codes that come again (airports, shops) are categories.
    private const double MostlyDifferent = 0.9;

    private static readonly string[] Places = [.. Enumerable.Range(0, Longest).Select(place => string.Create(CultureInfo.InvariantCulture, $"[{place}]"))];
    private static readonly string[] Letters = [.. Enumerable.Range('A', 26).Select(letter => $"count of {(char)letter}")];

    public string Step => "characters";

    public ColumnRole Role => ColumnRole.Code;

    public bool Fits(IReadOnlyList<string> cells)
    {
        var length = cells[0].Length;
        return length is >= Shortest and <= Longest
            && cells.All(cell => cell.Length == length && (cell.All(char.IsAsciiLetterUpper) || cell.All(char.IsAsciiLetterLower)))
            && cells.Distinct(StringComparer.Ordinal).Count() > Math.Max(50, MostlyDifferent * cells.Count);
    }

    public void Read(string cell, CellContent into)
    {
        Span<int> counts = stackalloc int[Letters.Length];
        for (var place = 0; place < Math.Min(cell.Length, Longest); place++)
        {
            var letter = char.ToUpperInvariant(cell[place]) - 'A';
            if (letter < 0 || letter >= counts.Length)
                continue;
            counts[letter]++;
            into.Number(Places[place], letter);
        }

        var different = 0;
        for (var letter = 0; letter < counts.Length; letter++)
        {
            if (counts[letter] == 0)
                continue;
            different++;
            into.Count(Letters[letter], counts[letter]);
        }

        into.Count("different letters", different);
    }
}
