namespace Longhaul.Pipelines.Cells;

/// <summary>What one cell holds: named numbers and items. Bounded: what comes after the bounds is left out.</summary>
public sealed class CellContent
{
    /// <summary>Most numbers of a cell, and most items of a cell.</summary>
    public const int Most = 4096;

    private const int LongestName = 100;

    private readonly List<CellNumber> _numbers = [];
    private readonly HashSet<string> _items = new(StringComparer.Ordinal);

    /// <summary>The numbers in the order they were added; of a name that was added twice, both.</summary>
    public IReadOnlyList<CellNumber> Numbers => _numbers;

    /// <summary>The different items.</summary>
    public IReadOnlyCollection<string> Items => _items;

    /// <summary>Adds a measured number; a row whose cell lacks the name has an empty cell. What isn't finite is left out.</summary>
    public void Number(string name, double value) => Add(name, value, isCount: false);

    /// <summary>Adds a number that is 0 in a row whose cell lacks the name: a count, a share.</summary>
    public void Count(string name, double value) => Add(name, value, isCount: true);

    /// <summary>Adds the number of values, and where there are any their mean, deviation, least, greatest, first and last.</summary>
    public void Statistics(string name, IReadOnlyList<double> values)
    {
        Count($"{name}count", values.Count);
        if (values.Count == 0)
            return;
        var mean = values.Average();
        Number($"{name}mean", mean);
        Number($"{name}deviation", Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count));
        Number($"{name}least", values.Min());
        Number($"{name}greatest", values.Max());
        Number($"{name}first", values[0]);
        Number($"{name}last", values[^1]);
    }

    /// <summary>Adds something that the cell holds: a 0/1 feature where it occurs in enough rows.</summary>
    public void Item(string name)
    {
        if (_items.Count < Most)
            _items.Add(Cut(name));
    }

    /// <summary>Forgets everything, for the next cell.</summary>
    public void Clear()
    {
        _numbers.Clear();
        _items.Clear();
    }

    private void Add(string name, double value, bool isCount)
    {
        if (_numbers.Count < Most && double.IsFinite(value))
            _numbers.Add(new CellNumber(Cut(name), (float)value, isCount));
    }

    private static string Cut(string name) => name.Length <= LongestName ? name : name[..LongestName];
}

/// <summary>A number of a cell.</summary>
/// <param name="Name">Its name, the same in every row.</param>
/// <param name="IsCount">Whether a row without it has 0 rather than an empty cell.</param>
public readonly record struct CellNumber(string Name, float Value, bool IsCount);
