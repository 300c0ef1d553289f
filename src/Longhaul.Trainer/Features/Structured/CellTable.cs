using Longhaul.Pipelines.Cells;

namespace Longhaul.Trainer.Features.Structured;

/// <summary>
/// A column of structured cells, taken apart: the numbers and items of row r are at <c>Start[r] … Start[r + 1] − 1</c>, by the number of their name.
/// </summary>
internal sealed class CellTable
{
    /// <summary>Names beyond so many different ones are left out: a column of free keys would fill the memory.</summary>
    private const int MostNames = 50_000;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<CellName> _names = [];
    private readonly List<int> _entries = [];
    private readonly List<float> _values = [];

    private CellTable(int rows) => Start = new int[rows + 1];

    public int[] Start { get; }

    /// <summary>All names, in the order of their first row.</summary>
    public IReadOnlyList<CellName> Names => _names;

    /// <summary>The names of the entries.</summary>
    public IReadOnlyList<int> Entries => _entries;

    /// <summary>The entries' values; 1 for items.</summary>
    public IReadOnlyList<float> Values => _values;

    /// <summary>Takes the cells of a column apart.</summary>
    /// <param name="textOf">A row's text; null or empty: the cell is empty.</param>
    public static CellTable Read(int rows, Func<int, string?> textOf, ICellFormat format)
    {
        var table = new CellTable(rows);
        var content = new CellContent();
        for (var row = 0; row < rows; row++)
        {
            content.Clear();
            if (textOf(row) is { Length: > 0 } text)
                format.Read(text, content);
            foreach (var number in content.Numbers)
                table.Add(number.Name, number.IsCount ? CellNameKind.Count : CellNameKind.Number, number.Value);
            foreach (var item in content.Items)
                table.Add(item, CellNameKind.Item, 1);
            table.Start[row + 1] = table._entries.Count;
        }

        return table;
    }

    /// <summary>The number of a name, or −1.</summary>
    public int Find(CellName name) => _ids.GetValueOrDefault(Key(name.Name, name.Kind), -1);

    private void Add(string name, CellNameKind kind, float value)
    {
        var key = Key(name, kind);
        if (!_ids.TryGetValue(key, out var id))
        {
            if (_names.Count == MostNames)
                return;
            id = _names.Count;
            _ids.Add(key, id);
            _names.Add(new CellName(name, kind));
        }

        _entries.Add(id);
        _values.Add(value);
    }

    // A number and an item may have one name.
    private static string Key(string name, CellNameKind kind) => kind == CellNameKind.Item ? name + "\u001f" : name;
}

/// <summary>A name of something in cells.</summary>
internal readonly record struct CellName(string Name, CellNameKind Kind);

/// <summary>What a name stands for.</summary>
internal enum CellNameKind
{
    /// <summary>Empty where the row lacks it.</summary>
    Number,

    /// <summary>0 where the row lacks it.</summary>
    Count,

    /// <summary>A 0/1 feature.</summary>
    Item,
}
