namespace Longhaul.Papers.Pdf;

/// <summary>How a paper sets its text: what headings, captions and paragraphs are told from.</summary>
/// <param name="Body">The size of most characters, in points.</param>
/// <param name="Leading">The usual distance between baselines in a paragraph, in points.</param>
internal sealed record Typography(double Body, double Leading)
{
    public static Typography Of(IReadOnlyList<TextLine> lines)
    {
        var body = lines.Count == 0 ? 10 : lines.GroupBy(line => Math.Round(line.Size * 2) / 2).MaxBy(group => group.Sum(line => line.Text.Length))!.Key;
        var gaps = lines.Zip(lines.Skip(1), (above, below) => above.Page == below.Page ? above.Baseline - below.Baseline : 0)
            .Where(gap => gap > 0.8 * body && gap < 2.5 * body)
            .GroupBy(gap => Math.Round(gap * 2) / 2)
            .ToList();
        return new Typography(body, gaps.Count == 0 ? 1.2 * body : gaps.MaxBy(group => group.Count())!.Key);
    }

    /// <summary>Whether the line alone looks like a heading.</summary>
    public bool IsHeading(TextLine line)
    {
        if (line.Text.Length is < 2 or > 120 || line.Formula > 0.4 || CaptionLabel.Of(line.Text) is not null || line.Text.Count(char.IsLetter) < 2)
            return false;
        var (number, title, _) = HeadingText.Of(line.Text);
        var large = line.Size > 1.1 * Body;
        if (HeadingText.IsKnown(title) && (large || line.Bold || number.Length > 0 || IsCapitals(title)))
            return true;
        if (title.Length == 0 || !(char.IsUpper(title[0]) || char.IsDigit(title[0]) || title[0] is '“' or '"'))
            return false;
        return number.Length > 0
            ? (large || line.Bold || (line.Italic && line.Text.Length < 80) || (IsCapitals(title) && title.Length > 3)) && !title.EndsWith('.')
            : (large || (line.Bold && line.Size > 0.97 * Body && line.Text.Length < 80)) && line.Text[^1] is not ('.' or ',' or ';' or ':');
    }

    private static bool IsCapitals(string text) => text.Any(char.IsLetter) && text.Where(char.IsLetter).All(char.IsUpper);
}
