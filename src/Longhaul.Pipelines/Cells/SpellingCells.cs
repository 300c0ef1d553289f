using System.Globalization;

namespace Longhaul.Pipelines.Cells;

/// <summary>
/// Cells that hold a short word of their own, such as a first name or a part number: pieces of one to three characters as items, with ^ and $ where
/// the word begins and ends; the characters by their place from the start and from the end; the numbers within; the length. Case is folded.
/// </summary>
internal sealed class SpellingCells : ICellFormat
{
    private const int Longest = 40;
    private const int FewestRows = 50;
    private const double MostlyDifferent = 0.98;
    private const int LongestPiece = 3;
    private const int MostNumbers = 4;

    private static readonly string[] FromStart = [.. Enumerable.Range(0, 12).Select(place => string.Create(CultureInfo.InvariantCulture, $"[{place}]"))];
    private static readonly string[] FromEnd = [.. Enumerable.Range(1, 3).Select(place => string.Create(CultureInfo.InvariantCulture, $"[-{place}]"))];
    private static readonly string[] Numbers = [.. Enumerable.Range(1, MostNumbers).Select(place => string.Create(CultureInfo.InvariantCulture, $"number {place}"))];

    public string Step => "spelling";

    public ColumnRole Role => ColumnRole.Word;

    public bool Fits(IReadOnlyList<string> cells) =>
        cells.Count > FewestRows && cells.All(cell => cell.Length <= Longest)
        && cells.Distinct(StringComparer.Ordinal).Count() >= MostlyDifferent * cells.Count && !RowNames.Fit(cells);

    public void Read(string cell, CellContent into)
    {
        var word = cell.Trim().ToLowerInvariant();
        word = word.Length <= Longest ? word : word[..Longest];
        into.Count("length", word.Length);
        foreach (var (name, number) in Numbers.Zip(RowNames.Numbers(word)))
            into.Number(name, number);
        for (var place = 0; place < Math.Min(word.Length, FromStart.Length); place++)
            Character(FromStart[place], word[place], into);
        for (var place = 0; place < Math.Min(word.Length, FromEnd.Length); place++)
            Character(FromEnd[place], word[word.Length - 1 - place], into);
        Pieces($"^{word}$", into);
    }

    private static void Character(string name, char c, CellContent into)
    {
        if (char.IsAsciiLetterOrDigit(c))
            into.Number(name, char.IsAsciiDigit(c) ? c - '0' : 10 + c - 'a');
    }

    private static void Pieces(string framed, CellContent into)
    {
        for (var length = 1; length <= LongestPiece; length++)
        {
            // Either end alone is in every cell.
            var frame = length == 1 ? 1 : 0;
            for (var at = frame; at + length <= framed.Length - frame; at++)
                into.Item(framed.Substring(at, length));
        }
    }
}
