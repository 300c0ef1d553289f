using System.Text.Json;
using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>
/// Reads a table from JSON: an array of objects, or an object per line. A column per key, in order of first appearance; the keys of objects in
/// objects are joined by dots (<c>user.age</c>); numbers as they are written, <c>true</c> and <c>false</c> as 1 and 0, <c>null</c> and absent keys as
/// empty cells, lists as their JSON.
/// </summary>
internal static class JsonTable
{
    private const long MaxBytes = 1L << 30;

    // Objects that are deeper, or whose keys would make more columns (names of people as keys, say), stay JSON.
    private const int MostDepth = 6;
    private const int MostColumns = 2000;

    /// <exception cref="TableException">The file is too large, or isn't such a table.</exception>
    public static Table Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
            throw new TableException(path, null, "more than 1 GiB of JSON; convert it to CSV.");
        var columns = new OrderedDictionary<string, ColumnBuilder>(StringComparer.Ordinal);
        var rows = 0;
        foreach (var row in Rows(path))
            AddObject(columns, row, "", rows++);
        if (rows == 0)
            throw new TableException(path, null, "there is no row.");
        return new Table([.. columns.Values.Select(column => Filled(column, rows).Build())]);
    }

    private static IEnumerable<JsonElement> Rows(string path)
    {
        var isLines = FirstCharacter(path) == '{';
        if (!isLines)
        {
            using var document = Parse(path, 1, File.ReadAllText(path));
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                throw new TableException(path, null, "expected a list of objects, or an object per line.");
            foreach (var row in document.RootElement.EnumerateArray())
                yield return Object(path, null, row);
            yield break;
        }

        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            using var document = Parse(path, number + 1, line);
            yield return Object(path, number + 1, document.RootElement);
        }
    }

    private static int FirstCharacter(string path)
    {
        using var reader = new StreamReader(path);
        while (reader.Peek() is var next && next >= 0 && char.IsWhiteSpace((char)next))
            _ = reader.Read();
        return reader.Peek();
    }

    private static JsonDocument Parse(string path, int line, string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new TableException(path, line + (e.LineNumber ?? 0), "not valid JSON.");
        }
    }

    private static JsonElement Object(string path, int? line, JsonElement row) => row.ValueKind == JsonValueKind.Object
        ? row
        : throw new TableException(path, line, "expected an object for each row.");

    private static void AddObject(OrderedDictionary<string, ColumnBuilder> columns, JsonElement row, string path, int index)
    {
        foreach (var property in row.EnumerateObject())
        {
            var name = path + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object && path.Count(c => c == '.') < MostDepth && columns.Count < MostColumns && !columns.ContainsKey(name))
                AddObject(columns, property.Value, name + ".", index);
            else
                AddCell(columns, name, property.Value, index);
        }
    }

    private static void AddCell(OrderedDictionary<string, ColumnBuilder> columns, string name, JsonElement value, int index)
    {
        if (!columns.TryGetValue(name, out var column))
        {
            if (columns.Count >= 2 * MostColumns)
                return;
            columns[name] = column = new ColumnBuilder(name);
        }

        if (column.Count <= index) // of a key that stands twice in an object the first counts
            Filled(column, index).Add(Cell(value));
    }

    private static ColumnBuilder Filled(ColumnBuilder column, int count)
    {
        while (column.Count < count)
            column.Add("");
        return column;
    }

    private static string Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        JsonValueKind.String => JsonText.Of(value),
        _ => value.GetRawText(),
    };
}
