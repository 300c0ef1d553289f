using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Longhaul.Papers.Markdown;

/// <summary>Reads a paper in Markdown: its own headings, tables and formulas; text stays as it is written.</summary>
internal static class MarkdownPaperReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseMathematics().Build();

    public static Paper Read(string source)
    {
        var text = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\uFEFF", "", StringComparison.Ordinal);
        var headings = new List<PaperSection> { new(1, "", "") };
        var blocks = new List<List<PaperBlock>> { new() };
        var references = new List<string>();
        foreach (var block in Markdig.Markdown.Parse(text, Pipeline))
        {
            if (block is HeadingBlock heading)
            {
                headings.Add(Section(heading.Level, Slice(text, heading).Trim('#', ' ', '\n')));
                blocks.Add([]);
            }
            else if (HeadingText.IsReferences(headings[^1].Title))
            {
                references.AddRange(Entries(text, block));
            }
            else
            {
                Add(blocks[^1], text, block);
            }
        }

        List<PaperSection> flat = [.. headings.Zip(blocks, (section, own) => section with { Blocks = Captioned(own) })];
        return Paper(flat) with { References = references };
    }

    /// <summary>The title is the only heading of the highest level, or the first one of all.</summary>
    private static Paper Paper(List<PaperSection> flat)
    {
        var titled = flat.Where(section => section.Title.Length > 0).ToList();
        var highest = titled.Count == 0 ? 1 : titled.Min(section => section.Level);
        var title = titled.FirstOrDefault() is { } first && first.Level == highest && first.Number.Length == 0 && !HeadingText.IsKnown(first.Title)
            && (titled.Count(section => section.Level == highest) == 1 || first.Blocks.Count == 0)
            ? first : null;
        var level = titled.Where(section => section != title).Select(section => section.Level).DefaultIfEmpty(1).Min();
        var kept = flat.Select(section => section == title || section.Title.Length == 0 ? section with { Title = "", Level = level } : section)
            .Where(section => section.Blocks.Count > 0 || (section.Title.Length > 0 && !HeadingText.IsReferences(section.Title)))
            .ToList();
        return new Paper(title?.Title ?? "", SectionTree.Of(kept));
    }

    /// <summary>Numbers tell how deep a section lies where all headings look alike, as converters write them.</summary>
    private static PaperSection Section(int level, string heading)
    {
        var (number, title, depth) = HeadingText.Of(heading.Trim('*', '_'));
        return new PaperSection(Math.Max(level, depth), number, title);
    }

    private static void Add(List<PaperBlock> to, string text, Block block)
    {
        switch (block)
        {
            case Table table:
                to.Add(new PaperTable("", "", Rows(text, table)));
                break;
            case MathBlock math:
                to.Add(Equation(math.Lines.ToString()));
                break;
            case ParagraphBlock paragraph when Slice(text, paragraph) is var source && IsEquation(source):
                to.Add(Equation(source.Trim().Trim('$')));
                break;
            case ParagraphBlock { Inline.FirstChild: LinkInline { IsImage: true, NextSibling: null } image }:
                to.Add(new PaperFigure("", Slice(text, image.FirstChild?.Span.Start ?? 0, image.LastChild?.Span.End ?? -1)));
                break;
            default:
                to.Add(new PaperText(Slice(text, block).Trim('\n')));
                break;
        }
    }

    private static PaperEquation Equation(string source)
    {
        var tag = source.IndexOf(@"\tag{", StringComparison.Ordinal);
        var end = tag < 0 ? -1 : source.IndexOf('}', tag);
        return end < 0 ? new PaperEquation(source.Trim(), "") : new PaperEquation(source.Remove(tag, end - tag + 1).Trim(), source[(tag + 5)..end]);
    }

    private static bool IsEquation(string source) => source.Trim() is ['$', '$', .., '$', '$'] trimmed && trimmed.Length > 4 && !trimmed[2..^2].Contains("$$", StringComparison.Ordinal);

    private static IReadOnlyList<IReadOnlyList<string>> Rows(string text, Table table) => [.. table.OfType<TableRow>()
        .Select(row => (IReadOnlyList<string>)[.. row.OfType<TableCell>().Select(cell => cell.Count == 0 ? "" : Slice(text, cell[0].Span.Start, cell[^1].Span.End).Trim('|', ' ', '\n'))])];

    private static IEnumerable<string> Entries(string text, Block block) => block is ListBlock list
        ? list.Select(item => Slice(text, item).TrimStart('-', '*', '+', ' ').Replace('\n', ' '))
        : [Slice(text, block).Replace('\n', ' ').Trim()];

    /// <summary>Captions that stand as a paragraph of their own find the table before or after them.</summary>
    private static List<PaperBlock> Captioned(List<PaperBlock> blocks)
    {
        var found = new List<PaperBlock>();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is not PaperText { Text: var text } || CaptionLabel.Of(text) is not var (label, caption))
                found.Add(blocks[i]);
            else if (!label.StartsWith("Table", StringComparison.Ordinal))
                found.Add(Figure(found, label, caption));
            else if (i + 1 < blocks.Count && blocks[i + 1] is PaperTable { Label: "" } next)
                found.Add(blocks[++i] is PaperTable ? next with { Label = label, Caption = caption } : next);
            else if (found is [.., PaperTable { Label: "" } before])
                found[^1] = before with { Label = label, Caption = caption };
            else
                found.Add(new PaperTable(label, caption, []));
        }

        return found;
    }

    private static PaperFigure Figure(List<PaperBlock> before, string label, string caption)
    {
        if (before is [.., PaperFigure { Label: "" }])
            before.RemoveAt(before.Count - 1); // the picture that the caption belongs to
        return new PaperFigure(label, caption);
    }

    private static string Slice(string text, MarkdownObject part) => Slice(text, part.Span.Start, part.Span.End);

    private static string Slice(string text, int start, int end) => start >= 0 && end >= start && end < text.Length ? text[start..(end + 1)] : "";
}
