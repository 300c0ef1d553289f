using System.Globalization;
using System.Text.Json;

namespace Longhaul.Pipelines.Cells;

/// <summary>
/// Cells that hold a list: <c>[1, 2, 3]</c>, <c>['a', 'b']</c>, <c>(1, 2)</c>, <c>a|b|c</c>, numbers between blanks. Of numbers: how many, statistics, and each by
/// its place; of texts: how many, how many different ones, and each as an item; of objects: as in JSON.
/// </summary>
internal sealed class ListCells : ICellFormat
{
    private const double MostOfThem = 0.95;
    private const double OftenEnough = 0.2;
    private const double MostDifferent = 0.3;
    private const double MostAlike = 0.8;
    private const int MostPlaces = 1024;

    private static readonly string[] Places = [.. Enumerable.Range(0, MostPlaces).Select(place => string.Create(CultureInfo.InvariantCulture, $"[{place}]"))];

    public string Step => "list";

    public ColumnRole Role => ColumnRole.List;

    public bool Fits(IReadOnlyList<string> cells) =>
        cells.Count(IsBracketed) >= MostOfThem * cells.Count
        || cells.Count(IsNumbers) >= MostOfThem * cells.Count
        || Array.Exists(['|', ';', ','], separator => Recur(cells, separator));

    public void Read(string cell, CellContent into)
    {
        if (IsBracketed(cell))
        {
            using var document = LenientJson.TryParse(cell);
            if (document is { RootElement.ValueKind: JsonValueKind.Array })
            {
                Elements(document.RootElement, into);
                return;
            }
        }

        Pieces(Split(cell.Trim(' ', '[', ']', '(', ')')), into);
    }

    private static void Elements(JsonElement list, CellContent into)
    {
        if (list.EnumerateArray().Any(element => element.ValueKind is not (JsonValueKind.Number or JsonValueKind.String)))
            JsonCells.Value(list, "", into);
        else
            Pieces([.. list.EnumerateArray().Take(CellContent.Most).Select(element => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText())], into);
    }

    private static void Pieces(string[] pieces, CellContent into)
    {
        var numbers = new double[pieces.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!Number(pieces[i], out numbers[i]))
            {
                Texts(pieces, into);
                return;
            }
        }

        into.Statistics("", numbers);
        for (var place = 0; place < Math.Min(numbers.Length, MostPlaces); place++)
            into.Number(Places[place], numbers[place]);
    }

    private static void Texts(string[] pieces, CellContent into)
    {
        into.Count("count", pieces.Length);
        into.Count("different", pieces.Distinct(StringComparer.Ordinal).Count());
        foreach (var piece in pieces)
            into.Item(piece);
    }

    private static string[] Split(string cell)
    {
        const StringSplitOptions options = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var separator = Array.Find(['|', ';', ','], cell.Contains);
        return separator == '\0' ? cell.Split((char[]?)null, CellContent.Most, options) : cell.Split(separator, CellContent.Most, options);
    }

    private static bool IsBracketed(string cell)
    {
        var trimmed = cell.AsSpan().Trim();
        return trimmed.Length >= 2 && trimmed[0] is '[' or '(' && trimmed[^1] is ']' or ')';
    }

    private static bool IsNumbers(string cell) => Split(cell) is { Length: > 1 } pieces && Array.TrueForAll(pieces, piece => Number(piece, out _));

    /// <summary>Whether the separator stands in many cells, and what it separates are a few short things that come again and again.</summary>
    private static bool Recur(IReadOnlyList<string> cells, char separator)
    {
        if (cells.Distinct(StringComparer.Ordinal).Count() <= 20 || cells.Count(cell => cell.Contains(separator, StringComparison.Ordinal)) < OftenEnough * cells.Count)
            return false;
        // "Portland, Oregon": always as many pieces, each of its own meaning.
        var commonest = cells.CountBy(cell => cell.Count(c => c == separator)).Max(count => count.Value);
        if (separator == ',' && commonest > MostAlike * cells.Count)
            return false;
        string[] pieces = [.. cells.SelectMany(cell => cell.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        return pieces.Length >= 50
            && pieces.Distinct(StringComparer.Ordinal).Count() <= MostDifferent * pieces.Length
            && pieces.Average(piece => piece.Split(' ').Length) <= 2.5;
    }

    private static bool Number(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
