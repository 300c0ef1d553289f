namespace Longhaul.Builtin.Leaks;

/// <summary>A column's cells as a bin per row.</summary>
/// <param name="Of">The bin of each row, 0-based.</param>
/// <param name="Count">Number of bins.</param>
internal sealed record Bins(int[] Of, int Count)
{
    private const int Most = 200;

    /// <summary>Whether a higher bin holds larger numbers.</summary>
    public bool IsOrdered { get; private init; }

    /// <summary>Numbers: a bin per value where there are at most 200, else up to 200 bins of equally many rows; equal values share a bin, and NaN has its own.</summary>
    public static Bins Numbers(double[] values, int most = Most)
    {
        var order = Enumerable.Range(0, values.Length).Where(row => !double.IsNaN(values[row])).ToArray();
        double[] keys = Array.ConvertAll(order, row => values[row]);
        Array.Sort(keys, order);
        var distinct = 0;
        for (var i = 0; i < keys.Length; i++)
            distinct += i == 0 || keys[i] != keys[i - 1] ? 1 : 0;
        var bins = new int[values.Length];
        var wanted = distinct <= most ? int.MaxValue : Math.Clamp(values.Length / 10, 8, most);
        var (bin, filled) = (0, 0);
        for (var i = 0; i < keys.Length; i++)
        {
            // A new bin begins only at a new value.
            if (filled > 0 && keys[i] != keys[i - 1] && (wanted == int.MaxValue || (long)i * wanted / keys.Length > (long)(i - filled) * wanted / keys.Length))
                (bin, filled) = (bin + 1, 0);
            bins[order[i]] = bin + 1;
            filled++;
        }

        return new Bins(bins, bin + 2) { IsOrdered = true };
    }

    /// <summary>A bin per text, in order of first appearance.</summary>
    public static Bins Levels(IEnumerable<string?> cells)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] of = [.. cells.Select(cell => codes.TryGetValue(cell ?? "", out var code) ? code : codes[cell ?? ""] = codes.Count)];
        return new Bins(of, codes.Count);
    }

    /// <summary>Two bins: whether something holds.</summary>
    public static Bins Flags(IEnumerable<bool> flags) => new([.. flags.Select(flag => flag ? 1 : 0)], 2);
}
