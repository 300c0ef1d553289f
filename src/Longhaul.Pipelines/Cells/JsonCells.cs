using System.Text.Json;

namespace Longhaul.Pipelines.Cells;

/// <summary>
/// Cells that hold a JSON object (or a Python dictionary): a number per path, short texts as items <c>path=text</c>, the words of longer ones as
/// items <c>path:word</c>, statistics of lists.
/// </summary>
internal sealed class JsonCells : ICellFormat
{
    private const double MostOfThem = 0.95;
    private const int ShortText = 40;
    private const int MostWords = 300;

    public string Step => "json";

    public ColumnRole Role => ColumnRole.Json;

    public bool Fits(IReadOnlyList<string> cells) => cells.Count(IsObject) >= MostOfThem * cells.Count;

    public void Read(string cell, CellContent into)
    {
        using var document = LenientJson.TryParse(cell);
        if (document is not null)
            Value(document.RootElement, "", into);
    }

    /// <summary>Reads a value under a path; lists become statistics of their numbers, items of their texts, and the same of the fields of their objects.</summary>
    internal static void Value(JsonElement value, string path, CellContent into)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                    Value(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", into);
                break;
            case JsonValueKind.Array:
                Elements(value, path, into);
                break;
            case JsonValueKind.Number:
                into.Number(path, value.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                into.Number(path, value.GetBoolean() ? 1 : 0);
                break;
            case JsonValueKind.String:
                Text(value.GetString()!, path, into);
                break;
        }
    }

    private static void Elements(JsonElement list, string path, CellContent into)
    {
        into.Count($"{path}[]", list.GetArrayLength());
        Dictionary<string, List<double>> numbers = new(StringComparer.Ordinal);
        foreach (var element in list.EnumerateArray().Take(CellContent.Most))
        {
            if (element.ValueKind != JsonValueKind.Object)
                Element(element, $"{path}[]", numbers, into);
            else
            {
                foreach (var field in element.EnumerateObject())
                    Element(field.Value, $"{path}[].{field.Name}", numbers, into);
            }
        }

        foreach (var (name, values) in numbers)
            into.Statistics($"{name} ", values);
    }

    private static void Element(JsonElement value, string path, Dictionary<string, List<double>> numbers, CellContent into)
    {
        if (value.ValueKind == JsonValueKind.String)
            Text(value.GetString()!, path, into);
        if (value.ValueKind != JsonValueKind.Number)
            return;
        if (!numbers.TryGetValue(path, out var values))
            numbers[path] = values = [];
        values.Add(value.GetDouble());
    }

    private static void Text(string text, string path, CellContent into)
    {
        if (double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            into.Number(path, number);
            return;
        }

        if (text.Length <= ShortText)
        {
            into.Item($"{path}={text}");
            return;
        }

        into.Number($"{path} length", text.Length);
        foreach (var word in text.ToLowerInvariant().Split((char[]?)null, MostWords + 1, StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
            into.Item($"{path}:{word}");
    }

    private static bool IsObject(string cell)
    {
        var trimmed = cell.AsSpan().Trim();
        if (trimmed.Length < 2 || trimmed[0] != '{' || trimmed[^1] != '}')
            return false;
        using var document = LenientJson.TryParse(cell);
        return document is not null;
    }
}
