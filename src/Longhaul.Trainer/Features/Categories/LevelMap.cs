using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>
/// The levels of a category that its training rows showed, by name, so that the map holds for any frame. Levels are numbered in ordinal order
/// of their names; those rarer than asked share the last number.
/// </summary>
public sealed class LevelMap
{
    private const string Rare = "(rare)";

    private readonly Dictionary<string, int> _codes;

    private LevelMap(Dictionary<string, int> codes, IReadOnlyList<string> names) => (_codes, Names) = (codes, names);

    /// <summary>A name per number; the shared number of rare levels, where there is one, is called <c>(rare)</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Learns the levels of the given rows.</summary>
    public static LevelMap Fit(CategoryColumn column, int[] rows, int minCount = 1, int maxLevels = int.MaxValue)
    {
        var counts = Count(column, rows);
        var seen = Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)
            .OrderByDescending(code => counts[code]).ThenBy(code => column.Levels[code], StringComparer.Ordinal).ToList();
        var kept = seen.Where(code => counts[code] >= minCount).Take(maxLevels).Select(code => column.Levels[code]).Order(StringComparer.Ordinal).ToList();
        var codes = kept.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        if (kept.Count == seen.Count)
            return new LevelMap(codes, kept);
        foreach (var code in seen)
            codes.TryAdd(column.Levels[code], kept.Count);
        return new LevelMap(codes, [.. kept, Rare]);
    }

    /// <summary>The map that was saved.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is no map.</exception>
    public static LevelMap Load(StateReader from)
    {
        var (kept, rare) = (from.Texts("levels"), from.Texts("rare"));
        int[] codes = [.. Enumerable.Range(0, kept.Count), .. Enumerable.Repeat(kept.Count, rare.Count)];
        return new LevelMap(StateTables.Pairs([.. kept, .. rare], codes, from), rare.Count == 0 ? kept : [.. kept, Rare]);
    }

    /// <summary>Writes down the levels by name.</summary>
    public void Save(StateWriter to)
    {
        // Kept levels are numbered as they are named; what lies beyond them shares the last number.
        var rare = _codes.Where(level => level.Value == Names.Count - 1 && Names[^1] == Rare && level.Key != Rare).Select(level => level.Key).ToList();
        to.Set("levels", [.. rare.Count == 0 ? Names : Names.SkipLast(1)]);
        to.Set("rare", rare);
    }

    /// <summary>Training rows per code of the column.</summary>
    public static int[] Count(CategoryColumn column, int[] rows)
    {
        var counts = new int[column.Levels.Count];
        foreach (var row in rows)
        {
            if (column.Codes[row] >= 0)
                counts[column.Codes[row]]++;
        }

        return counts;
    }

    /// <summary>Level → number.</summary>
    internal IReadOnlyDictionary<string, int> Codes => _codes;

    /// <summary>For each of the column's codes its number here, −1 where training rows never showed it.</summary>
    public int[] Lookup(CategoryColumn column) => [.. column.Levels.Select(level => _codes.GetValueOrDefault(level, -1))];
}
