using System.Globalization;

namespace Longhaul.Builtin.Leaks;

/// <summary>Something that a name may hide: a number or a piece of text made of each cell.</summary>
/// <param name="Name">In words: <c>the remainder by 7</c>.</param>
internal sealed record IdPart(string Name, Func<string, double>? Number, Func<string, string>? Key)
{
    private const int MostCharacters = 24, MostParts = 8;
    private static readonly int[] Divisors = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 19, 20, 24, 26, 32, 64, 100];
    private static readonly char[] Separators = ['/', '\\', '_', '-', '.', ':', ' ', '#', '|'];

    /// <summary>Whether it is the number of the row, which goes on beyond train's.</summary>
    public bool IsOrder { get; private init; }

    /// <summary>What these cells may hide.</summary>
    public static IEnumerable<IdPart> Of(string[] cells)
    {
        var isNumber = cells.All(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        yield return new(isNumber ? "the order" : "the number", Whole, null) { IsOrder = true };
        foreach (var divisor in Divisors)
            yield return new($"the remainder by {divisor}", null, cell => Whole(cell) is var number && double.IsFinite(number) ? $"{number % divisor}" : "");
        if (isNumber)
            yield break;
        yield return new("the length", null, cell => $"{cell.Length}");
        var shortest = cells.Min(cell => cell.Length);
        for (var i = 0; i < Math.Min(shortest, MostCharacters); i++)
        {
            var at = i;
            yield return new($"character {at + 1}", null, cell => cell.Length > at ? cell[at].ToString() : "");
            yield return new(at == 0 ? "the last character" : $"character {at + 1} from the end", null, cell => cell.Length > at ? cell[^(at + 1)].ToString() : "");
        }

        for (var i = 0; i < MostParts; i++)
        {
            var at = i;
            if (cells.All(cell => Part(cell, at).Length == 0))
                yield break;
            yield return new($"part {at + 1}", null, cell => Part(cell, at));
            yield return new($"the number in part {at + 1}", cell => Whole(Part(cell, at)), null);
            yield return new($"the letters of part {at + 1}", null, cell => new string([.. Part(cell, at).TakeWhile(letter => !char.IsAsciiDigit(letter))]));
        }
    }

    /// <summary>The cells in bins.</summary>
    public Bins Bins(string[] cells) => Number is { } number ? Leaks.Bins.Numbers(Array.ConvertAll(cells, cell => number(cell))) : Leaks.Bins.Levels(cells.Select(Key!));

    /// <summary>What it makes of each cell, as text.</summary>
    public string[] Values(string[] cells) =>
        Number is { } number ? Array.ConvertAll(cells, cell => number(cell).ToString("R", CultureInfo.InvariantCulture)) : Array.ConvertAll(cells, cell => Key!(cell));

    /// <summary>The share of test's cells that have something train knows: a value it has, a number in its range. An order may be used whatever the range.</summary>
    public double Shared(string[] train, string[] test)
    {
        if (Number is { } number)
        {
            var numbers = train.Select(number).Where(double.IsFinite).DefaultIfEmpty(double.NaN).ToArray();
            var (least, most) = IsOrder ? (double.MinValue, double.MaxValue) : (numbers.Min(), numbers.Max());
            return test.Count(cell => number(cell) is var value && value >= least && value <= most) / (double)test.Length;
        }

        var known = train.Select(Key!).ToHashSet(StringComparer.Ordinal);
        return test.Count(cell => known.Contains(Key!(cell))) / (double)test.Length;
    }

    private static string Part(string cell, int at)
    {
        var parts = cell.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return at < parts.Length ? parts[at] : "";
    }

    /// <summary>The last run of digits as a number; NaN where there is none.</summary>
    private static double Whole(string cell)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain))
            return plain;
        var end = cell.Length;
        while (end > 0 && !char.IsAsciiDigit(cell[end - 1]))
            end--;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(cell[start - 1]) && end - start < 15)
            start--;
        return end > start ? double.Parse(cell.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture) : double.NaN;
    }
}
