using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>A column's levels, and empty cells as one more, the last, where training rows have enough of them: that nothing is said often says something.</summary>
internal sealed record CategoryLevels(string Name, LevelMap Map, bool HasEmpty)
{
    /// <summary>Number of levels.</summary>
    public int Count => Map.Names.Count + (HasEmpty ? 1 : 0);

    /// <summary>A feature per level.</summary>
    public IEnumerable<Feature> Features => [.. Map.Names.Select(level => new Feature($"{Name}={level}")), .. HasEmpty ? [new Feature($"{Name} missing")] : Array.Empty<Feature>()];

    /// <summary>Text → number of its level; "" is an empty cell.</summary>
    public IReadOnlyDictionary<string, int> Table =>
        Map.Codes.Concat(HasEmpty ? [KeyValuePair.Create("", Map.Names.Count)] : []).ToDictionary(level => level.Key, level => level.Value, StringComparer.Ordinal);

    /// <summary>Learns the levels of the given rows.</summary>
    /// <param name="withEmpty">Whether empty cells may be a level.</param>
    public static CategoryLevels Fit(CategoryColumn column, int[] rows, int minCount, int maxLevels, bool withEmpty) =>
        new(column.Name, LevelMap.Fit(column, rows, minCount, maxLevels), withEmpty && rows.Count(row => column.Codes[row] < 0) >= minCount);

    /// <summary>The levels that were saved.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is no levels.</exception>
    public static CategoryLevels Load(string name, StateReader from) => new(name, LevelMap.Load(from), from.Whole("empty", 0, 1) == 1);

    /// <summary>Writes down the levels.</summary>
    public void Save(StateWriter to)
    {
        Map.Save(to);
        to.Set("empty", HasEmpty ? 1 : 0);
    }

    /// <summary>For each code of a frame's column, from −1 (an empty cell) on, the number of its level, or −1.</summary>
    public int[] Lookup(CategoryColumn column) => [HasEmpty ? Map.Names.Count : -1, .. Map.Lookup(column)];
}
