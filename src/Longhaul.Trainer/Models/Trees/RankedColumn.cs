namespace Longhaul.Trainer.Models.Trees;

/// <summary>A dense feature by rank: the value of a row is <c>Levels[Ranks[row]]</c>.</summary>
/// <param name="Ranks">Per row.</param>
/// <param name="Levels">The different values, ascending.</param>
internal sealed record RankedColumn(int[] Ranks, float[] Levels)
{
    /// <summary>Ranks values, none of which is NaN.</summary>
    public static RankedColumn Of(float[] values)
    {
        var sorted = (float[])values.Clone();
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, order);
        var (ranks, levels) = (new int[values.Length], new List<float>());
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                levels.Add(sorted[i]);
            ranks[order[i]] = levels.Count - 1;
        }

        return new RankedColumn(ranks, [.. levels]);
    }
}
