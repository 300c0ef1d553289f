using System.Text;

namespace Longhaul.Papers.Region;

/// <summary>A paper's parts as Markdown.</summary>
internal static class PaperMarkdown
{
    /// <summary>A section with all within it; headings begin at <paramref name="depth"/> marks.</summary>
    public static string Of(PaperSection section, int depth)
    {
        var text = new StringBuilder();
        if (section.Title.Length > 0)
            text.Append('#', Math.Min(depth, 6)).Append(' ').Append(section.Heading).Append("\n\n");
        foreach (var block in section.Blocks)
            text.Append(Of(block)).Append("\n\n");
        foreach (var part in section.Parts)
            text.Append(Of(part, depth + 1));
        return text.ToString();
    }

    /// <summary>A block, without a line end behind it.</summary>
    public static string Of(PaperBlock block) => block switch
    {
        PaperText text => text.Text,
        PaperEquation equation => $"$$\n{equation.Text}{(equation.Number.Length > 0 ? $" \\tag{{{equation.Number}}}" : "")}\n$$",
        PaperFigure figure => Caption(figure.Label, figure.Caption),
        PaperTable table => Caption(table.Label, table.Caption) + (table.Rows.Count > 0 ? "\n\n" + Rows(table.Rows) : ""),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, null),
    };

    private static string Caption(string label, string caption) => label.Length == 0 ? caption : $"**{label}:** {caption}";

    private static string Rows(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var lines = rows.Select(row => $"| {string.Join(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ')))} |").ToList();
        lines.Insert(1, $"|{string.Concat(Enumerable.Repeat(" --- |", rows[0].Count))}");
        return string.Join('\n', lines);
    }
}
