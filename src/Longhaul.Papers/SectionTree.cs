namespace Longhaul.Papers;

/// <summary>Sections in reading order, each with its level → sections within sections.</summary>
internal static class SectionTree
{
    public static IReadOnlyList<PaperSection> Of(IReadOnlyList<PaperSection> flat)
    {
        var at = 0;
        return Within(flat, ref at, level: 0, depth: 0);
    }

    /// <summary>The sections from <paramref name="at"/> on that lie deeper than the level.</summary>
    private static List<PaperSection> Within(IReadOnlyList<PaperSection> flat, ref int at, int level, int depth)
    {
        var sections = new List<PaperSection>();
        while (at < flat.Count && flat[at].Level > level)
        {
            var section = flat[at++];
            sections.Add(section with { Level = depth + 1, Parts = Within(flat, ref at, section.Level, depth + 1) });
        }

        return sections;
    }
}
