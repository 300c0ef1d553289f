using System.Text.RegularExpressions;

namespace Longhaul.Papers.Pdf;

/// <summary>The lines of a list of references → its entries: by their numbers, else by hanging indents, else by gaps.</summary>
internal static partial class ReferenceList
{
    public static IReadOnlyList<string> Of(IReadOnlyList<TextLine> lines, Hyphens hyphens, Typography type)
    {
        var numbered = lines.Count(line => Number().IsMatch(line.Text)) is var count && count > 0 && count >= lines.Count / 8;
        var hanging = lines.Count(line => line.Left - line.Column.Left > 0.4 * line.Size) >= lines.Count / 4;
        var entries = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var begins = i == 0 || (numbered ? Number().IsMatch(lines[i].Text)
                : hanging ? lines[i].Left - lines[i].Column.Left < 0.4 * lines[i].Size
                : lines[i - 1].Page != lines[i].Page || lines[i - 1].Column != lines[i].Column
                    ? lines[i - 1].Text.EndsWith('.')
                    : lines[i - 1].Baseline - lines[i].Baseline > 1.2 * type.Leading);
            if (begins)
                entries.Add(lines[i].Text);
            else
                entries[^1] = hyphens.Join(entries[^1], lines[i].Text);
        }

        return entries;
    }

    [GeneratedRegex(@"^(\[\w{1,12}\+?\]|\d{1,3}\.)\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
