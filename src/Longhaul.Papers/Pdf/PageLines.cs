namespace Longhaul.Papers.Pdf;

/// <summary>The words of a page as lines in reading order: one column, or two with what stands across them.</summary>
internal static class PageLines
{
    /// <summary>The page's lines.</summary>
    public static IReadOnlyList<TextLine> Of(int page, IReadOnlyList<PageWord> words, Gutter? columns) =>
        columns is { } gutter ? TwoColumns(page, words, gutter) : InColumn(Rows(page, words));

    private static List<TextLine> TwoColumns(int page, IReadOnlyList<PageWord> words, Gutter gutter)
    {
        var rows = Rows(page, words);
        var across = Across(rows, gutter, page == 1);
        var (left, right) = (new List<TextLine>(), new List<TextLine>());
        foreach (var row in rows.Where(row => !across.Contains(row)))
        {
            Add(left, row, word => word.Right <= gutter.Right);
            Add(right, row, word => word.Right > gutter.Right);
        }

        // Rows that share a baseline by chance were cut in two; within a column, words of one line belong together again.
        left = InColumn(Rows(page, [.. left.SelectMany(line => line.Words)]));
        right = InColumn(Rows(page, [.. right.SelectMany(line => line.Words)]));
        return Ordered(left, right, InColumn([.. across]));
    }

    /// <summary>Rows of which a word stands in the gutter, the last short line of a paragraph of such rows, and the authors below a title.</summary>
    private static HashSet<TextLine> Across(List<TextLine> rows, Gutter gutter, bool first)
    {
        var across = new HashSet<TextLine>();
        var edges = ColumnEdges(rows, gutter);
        TextLine? above = null;
        foreach (var row in rows)
        {
            if (row.Words.Any(gutter.IsCrossedBy) || (above is not null && (IsRest(above, row, gutter) || (first && !BeginsAt(edges, row)))))
            {
                across.Add(row);
                above = row;
            }
            else
            {
                above = null;
                first = false;
            }
        }

        return across;
    }

    /// <summary>Where most lines of either column begin.</summary>
    private static (double Left, double Right) ColumnEdges(List<TextLine> rows, Gutter gutter)
    {
        static double Usual(IEnumerable<double> starts) => starts.GroupBy(x => Math.Round(x)).MaxBy(group => group.Count())?.Key ?? 0;
        return (Usual(rows.Select(row => row.Left).Where(x => x < gutter.Left)),
            Usual(rows.SelectMany(row => row.Words.Where(word => word.Left >= gutter.Right - 1).Take(1)).Select(word => word.Left)));
    }

    private static bool BeginsAt((double Left, double Right) edges, TextLine row) =>
        row.Words.Any(word => Math.Abs(word.Left - edges.Left) < 3 || Math.Abs(word.Left - edges.Right) < 3);

    private static bool IsRest(TextLine above, TextLine row, Gutter gutter) =>
        row.Words.All(word => word.Right < gutter.Right) && Math.Abs(row.Left - above.Left) < 2 * row.Size
        && above.Baseline - row.Baseline < 1.5 * row.Size && Math.Abs(above.Size - row.Size) < 0.5;

    private static void Add(List<TextLine> side, TextLine row, Func<PageWord, bool> belongs)
    {
        var words = row.Words.Where(belongs).ToList();
        if (words.Count > 0)
            side.Add(new TextLine(row.Page, words));
    }

    /// <summary>From the top: what stands across, and between two of those the left column before the right one.</summary>
    private static List<TextLine> Ordered(List<TextLine> left, List<TextLine> right, List<TextLine> across)
    {
        var ordered = new List<TextLine>();
        var (nextLeft, nextRight) = (0, 0);
        foreach (var line in across)
        {
            Take(left, ref nextLeft, line.Baseline, ordered);
            Take(right, ref nextRight, line.Baseline, ordered);
            ordered.Add(line);
        }

        ordered.AddRange(left.Skip(nextLeft));
        ordered.AddRange(right.Skip(nextRight));
        return ordered;
    }

    private static void Take(List<TextLine> column, ref int next, double above, List<TextLine> to)
    {
        while (next < column.Count && column[next].Baseline > above)
            to.Add(column[next++]);
    }

    /// <summary>Words that stand beside one another, from the top down.</summary>
    public static List<TextLine> Rows(int page, IReadOnlyList<PageWord> words)
    {
        var rows = new List<List<PageWord>>();
        foreach (var word in words.OrderByDescending(word => word.Size).ThenByDescending(word => word.Baseline).ThenBy(word => word.Left))
        {
            // The first word of a row is its largest; a superscript joins the row that it stands beside most.
            var row = rows.Where(row => word.Beside(row[0]) > 0.45).MaxBy(row => word.Beside(row[0]));
            if (row is null)
                rows.Add([word]);
            else
                row.Add(word);
        }

        return [.. rows.Select(row => new TextLine(page, [.. row.OrderBy(word => word.Left).ThenBy(word => word.Text, StringComparer.Ordinal)]))
            .OrderByDescending(line => line.Baseline).ThenBy(line => line.Left)];
    }

    private static List<TextLine> InColumn(List<TextLine> lines)
    {
        if (lines.Count == 0)
            return [];
        var column = (lines.Min(line => line.Left), lines.Max(line => line.Right));
        return [.. lines.Select(line => line with { Column = column })];
    }
}
