using System.Globalization;
using Longhaul.Builtin.Profile;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>One way to look at a column: its cells in bins.</summary>
/// <param name="Column">The column.</param>
/// <param name="Part">What of it, after "'s": <c>value</c>, <c>first word</c>; as words for people.</param>
/// <param name="Kind">What it is if it tells the target.</param>
/// <param name="Bins">On the sampled rows of train.</param>
internal sealed record ColumnView(string Column, string Part, AlarmKind Kind, Bins Bins)
{
    /// <summary>For numbers: the values.</summary>
    public double[]? Numbers { get; init; }

    /// <summary>Whether it is the column as it stands.</summary>
    public bool IsWhole => Part == Whole;

    public const string Whole = "value";

    /// <summary>For the column as it stands, where cells are empty: the places of the filled ones among the rows.</summary>
    public int[]? Filled { get; init; }

    /// <summary>The same on some of the rows.</summary>
    /// <param name="at">Places among the rows.</param>
    public ColumnView At(int[] at) => this with
    {
        Bins = Bins with { Of = Array.ConvertAll(at, row => Bins.Of[row]) },
        Numbers = Numbers is { } numbers ? Array.ConvertAll(at, row => numbers[row]) : null,
        Filled = null,
    };

    /// <summary>A feature as it stands, and whether it is empty. Dates are left to <see cref="SeriesCheck"/>, and names that hardly repeat to <see cref="IdCheck"/>.</summary>
    public static IEnumerable<ColumnView> Of(ColumnProfile column, AuditedData data)
    {
        var cells = data.Cells(column.Name);
        if (column.Kind == ColumnKind.Number)
        {
            var numbers = data.Numbers(column.Name);
            yield return new(column.Name, Whole, AlarmKind.NearPerfectColumn, Bins.Numbers(numbers)) { Numbers = numbers, Filled = Places(numbers, number => !double.IsNaN(number)) };
        }
        else if (column.Kind == ColumnKind.Category && Bins.Levels(cells) is var levels && levels.Count <= cells.Length / 3)
        {
            yield return new(column.Name, Whole, AlarmKind.NearPerfectColumn, levels) { Filled = Places(cells, cell => cell.Length > 0) };
        }

        if (column.Missing is > 0.002 and < 0.998)
            yield return new(column.Name, "emptiness", AlarmKind.MissingnessTells, Bins.Flags(cells.Select(cell => cell.Length == 0)));
        if (column.Kind is not (ColumnKind.Text or ColumnKind.Category) || cells.Average(cell => cell.Length) < 4)
            yield break;
        if (column.Kind == ColumnKind.Text || column.Distinct > 50)
        {
            foreach (var (part, bins) in TextParts.Of(cells, data))
                yield return new(column.Name, part, AlarmKind.TextTells, bins);
        }
    }

    private static int[]? Places<T>(T[] cells, Predicate<T> isFilled)
    {
        int[] filled = [.. Enumerable.Range(0, cells.Length).Where(at => isFilled(cells[at]))];
        return filled.Length == cells.Length ? null : filled;
    }

    /// <summary>How it is called in a sentence: <c>`colour`</c>, <c>the first word of `remark`</c>.</summary>
    public string Name => IsWhole ? $"`{Column}`" : Part == "emptiness" ? $"whether `{Column}` is empty" : string.Create(CultureInfo.InvariantCulture, $"the {Part} of `{Column}`");
}
