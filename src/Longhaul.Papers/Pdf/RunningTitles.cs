namespace Longhaul.Papers.Pdf;

/// <summary>Headers, footers and page numbers: rows at a page's edges that come back on other pages.</summary>
internal static class RunningTitles
{
    private const int Edge = 2; // rows from the top and from the bottom

    /// <summary>The pages without them.</summary>
    public static IReadOnlyList<IReadOnlyList<PageWord>> Without(IReadOnlyList<IReadOnlyList<PageWord>> pages)
    {
        var edges = pages.Select(AtEdges).ToList();
        var seen = edges.SelectMany(rows => rows.Select(Key).Distinct(StringComparer.Ordinal))
            .GroupBy(key => key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var often = Math.Max(2, pages.Count / 4);
        return [.. pages.Zip(edges, (page, rows) =>
        {
            var dropped = rows.Where(row => IsNumber(row.Text) || (pages.Count > 1 && seen[Key(row)] >= often)).SelectMany(row => row.Words)
                .ToHashSet(ReferenceEqualityComparer.Instance);
            return page.Where(word => !dropped.Contains(word)).ToList();
        })];
    }

    private static List<TextLine> AtEdges(IReadOnlyList<PageWord> page)
    {
        var rows = PageLines.Rows(0, page);
        return [.. rows.Take(Edge), .. rows.Skip(Math.Max(Edge, rows.Count - Edge))];
    }

    /// <summary>The same on each page: where it stands, and what it says but for numbers.</summary>
    private static string Key(TextLine row) =>
        $"{Math.Round(row.Baseline / 4)} {string.Concat(row.Text.Select(c => char.IsDigit(c) ? '#' : c)).Replace("##", "#", StringComparison.Ordinal)}";

    private static bool IsNumber(string text) => text.Length <= 9 && text.Any(char.IsDigit)
        && text.Where(c => !char.IsDigit(c)).All(c => c is '-' or '–' or '—' or ' ' or '/');
}
