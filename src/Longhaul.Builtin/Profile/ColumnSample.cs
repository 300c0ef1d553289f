using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Profile;

/// <summary>The sampled cells of one column.</summary>
internal sealed class ColumnSample
{
    private const int MostMarks = 2, LongestMark = 12, FewNumbers = 20;
    private const double Marked = 0.1;

    private ColumnSample(int rows, List<string> filled, Dictionary<string, int> levels)
    {
        Rows = rows;
        Filled = filled;
        Levels = levels;
        DateFormat = DateFormats.Detect(filled);
    }

    /// <summary>Number of sampled rows.</summary>
    public int Rows { get; }

    /// <summary>The cells that hold something, in row order.</summary>
    public IReadOnlyList<string> Filled { get; }

    /// <summary>Value → how often.</summary>
    public IReadOnlyDictionary<string, int> Levels { get; }

    /// <summary>The format that reads all filled cells as dates, or null.</summary>
    public string? DateFormat { get; }

    /// <summary>The format of numbers that all are Unix times (<see cref="DateFormats.OfUnixTime"/>), or null.</summary>
    public string? UnixFormat => Sorted.Length > 0 && Sorted.Length == Filled.Count && DateFormats.OfUnixTime(Sorted[0]) is { } format && Array.TrueForAll(Sorted, number => DateFormats.OfUnixTime(number) == format) ? format : null;

    /// <summary>The finite numbers among the cells, ascending.</summary>
    public required double[] Sorted { get; init; }

    /// <summary>The filled cells that are neither a number nor a word for none: text → how often.</summary>
    public required IReadOnlyDictionary<string, int> Texts { get; init; }

    /// <summary>
    /// Whether the cells are numbers but for a mark or two that stand for none (?, -, unknown), in at most a tenth of them. A text with a digit
    /// says more (90+, &lt;5); and among few different numbers a word may be one level of several.
    /// </summary>
    public bool IsMarkedNumbers =>
        Texts.Count <= MostMarks && Texts.Keys.All(text => text.Length <= LongestMark && !text.Any(char.IsDigit))
        && Texts.Values.Sum() is var marks && marks <= Marked * (Sorted.Length + marks)
        && Sorted.Length > 0 && (!Texts.Keys.Any(text => text.Any(char.IsLetter)) || Sorted.Distinct().Take(FewNumbers + 1).Count() > FewNumbers);

    /// <summary>Reads the cells of some rows.</summary>
    public static ColumnSample Of(Column column, int[] rows)
    {
        var filled = new List<string>(rows.Length);
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        var numbers = new List<double>();
        foreach (var row in rows)
        {
            if (column.IsEmpty(row))
                continue;
            var cell = column[row];
            filled.Add(cell);
            levels[cell] = levels.GetValueOrDefault(cell) + 1;
            var number = column.Number(row);
            if (double.IsFinite(number))
                numbers.Add(number);
            else if (double.IsNaN(number) && !column.IsMissing(row))
                texts[cell] = texts.GetValueOrDefault(cell) + 1;
        }

        numbers.Sort();
        return new ColumnSample(rows.Length, filled, levels) { Sorted = [.. numbers], Texts = texts };
    }

    /// <summary>The filled cells as dates in days, ascending; empty where they are none.</summary>
    public double[] Days()
    {
        if ((DateFormat ?? UnixFormat) is not { } format)
            return [];
        double[] days = [.. Filled.Select(cell => DateFormats.TryRead(cell, format, out var date) ? date.UtcTicks / (double)TimeSpan.TicksPerDay : double.NaN).Where(double.IsFinite)];
        Array.Sort(days);
        return days;
    }
}
