namespace Longhaul.Pipelines.Cells;

/// <summary>Cells that tell rows apart and say nothing else: numberings and random keys.</summary>
internal static class RowNames
{
    private const int FewestRandom = 8;
    private const double MostlyRandom = 0.75;

    /// <summary>Whether the cells count the rows, are one number beside a fixed text (<c>id_00017</c>), or are random keys (UUIDs, hashes).</summary>
    /// <param name="cells">In the order of their rows; at least one.</param>
    public static bool Fit(IReadOnlyList<string> cells) => IsInOrder(cells) || IsOneNumber(cells) || IsRandom(cells);

    private static bool IsInOrder(IReadOnlyList<string> cells)
    {
        var numbers = cells.Select(Numbers).ToArray();
        return GoesUp(cells, string.CompareOrdinal) || (Array.TrueForAll(numbers, of => of.Length > 0) && GoesUp(numbers, (a, b) => a.AsSpan().SequenceCompareTo(b)));
    }

    private static bool GoesUp<T>(IReadOnlyList<T> cells, Comparison<T> compare)
    {
        for (var i = 1; i < cells.Count; i++)
        {
            if (compare(cells[i - 1], cells[i]) >= 0)
                return false;
        }

        return true;
    }

    private static bool IsOneNumber(IReadOnlyList<string> cells) =>
        cells.All(cell => Numbers(cell).Length == 1) && cells.Select(cell => string.Concat(cell.Where(c => !char.IsAsciiDigit(c)))).Distinct(StringComparer.Ordinal).Count() == 1;

    /// <summary>Where places differ at all, digits and letters stand in for one another: no code that people write is like that.</summary>
    private static bool IsRandom(IReadOnlyList<string> cells)
    {
        var length = cells[0].Length;
        if (cells.Any(cell => cell.Length != length))
            return false;
        int[] differing = [.. Enumerable.Range(0, length).Where(place => cells.Any(cell => cell[place] != cells[0][place]))];
        return differing.Length >= FewestRandom
            && differing.Count(place => cells.Any(cell => char.IsAsciiDigit(cell[place])) && cells.Any(cell => char.IsAsciiLetter(cell[place]))) >= MostlyRandom * differing.Length;
    }

    /// <summary>The whole numbers within a text, in their order.</summary>
    public static double[] Numbers(string text)
    {
        List<double> numbers = [];
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit(text[at]))
                continue;
            double number = 0;
            for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
                number = (number * 10) + (text[at] - '0');
            numbers.Add(number);
        }

        return [.. numbers];
    }
}
