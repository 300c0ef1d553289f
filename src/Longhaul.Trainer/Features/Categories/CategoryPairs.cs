using System.Runtime.InteropServices;
using Longhaul.Trainer.Data;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>Pairs of categories as categories: where two matter together, each pair of levels is a level.</summary>
internal static class CategoryPairs
{
    // Stands between the names of a pair; no file's header has it.
    private const char Between = '\u001f';

    // Of more columns, the first: pairs grow with the square.
    private const int MostColumns = 6;

    /// <summary>The columns, and where asked their pairs, each under a name that <see cref="Column"/> knows.</summary>
    public static IReadOnlyList<string> With(IReadOnlyList<string> columns, bool pairs) => !pairs
        ? columns
        : [.. columns, .. columns.Take(MostColumns).SelectMany((one, i) => columns.Take(MostColumns).Skip(i + 1).Select(other => $"{one}{Between}{other}"))];

    /// <summary>Whether the name is a pair's.</summary>
    public static bool IsPair(string name) => name.Contains(Between, StringComparison.Ordinal);

    /// <summary>For people.</summary>
    public static string Spell(string name) => name.Replace($"{Between}", " × ", StringComparison.Ordinal);

    /// <summary>The column, or the pair's.</summary>
    public static CategoryColumn Column(Frame frame, string name) => name.Split(Between) is [var one, var other]
        ? frame.Once(("pair", name), () => Pair(name, frame.Column<CategoryColumn>(one), frame.Column<CategoryColumn>(other)))
        : frame.Column<CategoryColumn>(name);

    private static CategoryColumn Pair(string name, CategoryColumn one, CategoryColumn other)
    {
        Dictionary<(int, int), int> codes = [];
        List<string> levels = [];
        var of = new int[one.Codes.Length];
        for (var row = 0; row < of.Length; row++)
        {
            var (left, right) = (one.Codes[row], other.Codes[row]);
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(codes, (left, right), out var known);
            if (!known)
            {
                code = levels.Count;
                levels.Add($"{(left < 0 ? "" : one.Levels[left])}{Between}{(right < 0 ? "" : other.Levels[right])}");
            }

            of[row] = code;
        }

        return new CategoryColumn(name, of, levels);
    }
}
