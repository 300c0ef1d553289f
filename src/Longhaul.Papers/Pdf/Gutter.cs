namespace Longhaul.Papers.Pdf;

/// <summary>The empty stripe between two columns of a page.</summary>
internal readonly record struct Gutter(double Left, double Right)
{
    private const double Narrowest = 6; // points; two columns are 10 to 25 apart
    private const int Some = 5; // words

    /// <summary>The gutter of a page of two columns; null of any other.</summary>
    public static Gutter? Find(IReadOnlyList<PageWord> words)
    {
        if (words.Count < 40)
            return null;
        var (left, right) = (words.Min(word => word.Left), words.Max(word => word.Right));
        var cover = Cover(words, left, right);
        var inner = cover.AsSpan((int)(cover.Length * 0.05), (int)(cover.Length * 0.9)).ToArray();
        Array.Sort(inner);
        // A title or a wide figure may cross the gutter; columns are much taller than those.
        var empty = 0.25 * inner[inner.Length / 2];
        return Widest(cover, empty, (int)(cover.Length * 0.35), (int)(cover.Length * 0.65)) is { } found && found.Length >= Narrowest
            && IsFull(cover, empty, 0, found.Start) && IsFull(cover, empty, found.Start + found.Length, cover.Length)
            ? new Gutter(left + found.Start, left + found.Start + found.Length)
            : null;
    }

    /// <summary>
    /// The gutter of each page: its own; where it has none, that of most other pages, if few of its words stand in there and some on either side (a last
    /// page with a short column).
    /// </summary>
    public static IReadOnlyList<Gutter?> Find(IReadOnlyList<IReadOnlyList<PageWord>> pages)
    {
        var own = pages.Select(Find).ToList();
        var found = own.OfType<Gutter>().OrderBy(gutter => gutter.Left).ToList();
        if (found.Count == 0 || 3 * found.Count < pages.Count(page => page.Count >= 40))
            return own;
        var usual = found[found.Count / 2];
        return [.. own.Zip(pages, (gutter, words) => gutter ?? (usual.Fits(words) ? usual : null))];
    }

    private bool Fits(IReadOnlyList<PageWord> words)
    {
        var (left, right) = (Left, Right);
        return words.Count(IsCrossedBy) < 0.02 * words.Count + 1
            && words.Count(word => word.Right <= left + 1) >= Some && words.Count(word => word.Left >= right - 1) >= Some;
    }

    public bool IsCrossedBy(PageWord word) => word.Left < Right - 1 && word.Right > Left + 1;

    /// <summary>The height of words over each point of the page's width.</summary>
    private static double[] Cover(IReadOnlyList<PageWord> words, double left, double right)
    {
        var cover = new double[Math.Clamp((int)(right - left) + 1, 1, 20_000)];
        foreach (var word in words)
        {
            var end = Math.Min((int)(word.Right - left), cover.Length - 1);
            for (var x = Math.Max((int)Math.Ceiling(word.Left - left), 0); x <= end; x++)
                cover[x] += word.Size;
        }

        return cover;
    }

    private static (int Start, int Length)? Widest(double[] cover, double empty, int from, int to)
    {
        (int Start, int Length)? best = null;
        for (var x = from; x < to; x++)
        {
            var start = x;
            while (x < to && cover[x] <= empty)
                x++;
            if (x > start && (best is null || x - start > best.Value.Length))
                best = (start, x - start);
        }

        return best;
    }

    /// <summary>Whether a side holds running text: most of its width is covered.</summary>
    private static bool IsFull(double[] cover, double empty, int from, int to)
    {
        var full = 0;
        for (var x = from; x < to; x++)
            full += cover[x] > empty ? 1 : 0;
        return full >= 0.75 * (to - from);
    }
}
