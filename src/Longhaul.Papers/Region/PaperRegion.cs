using System.Globalization;
using System.Text;
using Longhaul.Runs.Files;

namespace Longhaul.Papers.Region;

/// <summary>
/// Writes a paper into a folder for readers that take it by parts: <c>paper.md</c> (all of it), <c>sections/NN-name.md</c> (a top-level section each),
/// <c>references.md</c>, and <c>index.md</c>, which says what is where, with lines and sizes. The same paper always gives the same bytes.
/// </summary>
public static class PaperRegion
{
    /// <summary>Writes the files, and gives their paths relative to the folder, the index first.</summary>
    /// <exception cref="IOException">The disk is full or the folder can't be written.</exception>
    public static IReadOnlyList<string> Write(Paper paper, string folder)
    {
        var sections = paper.Sections.Select((section, i) => (File: FileName(section, i), Section: section, Text: PaperMarkdown.Of(section, 2))).ToList();
        var files = new List<(string Name, string Text)>
        {
            ("index.md", Index(paper, sections)),
            ("paper.md", Whole(paper, sections.Select(section => section.Text))),
        };
        files.AddRange(sections.Select(section => (section.File, section.Text)));
        if (paper.References.Count > 0)
            files.Add(("references.md", References(paper)));
        foreach (var (name, text) in files)
            AtomicFile.Write(Path.Combine(folder, name), text.TrimEnd() + "\n");
        return [.. files.Select(file => file.Name)];
    }

    private static string Whole(Paper paper, IEnumerable<string> sections) => $"# {Title(paper)}\n\n{string.Concat(sections)}{References(paper)}";

    private static string References(Paper paper) => paper.References.Count == 0 ? ""
        : "## References\n\n" + string.Join('\n', paper.References.Select(entry => $"- {entry}")) + "\n";

    private static string Index(Paper paper, List<(string File, PaperSection Section, string Text)> sections)
    {
        var text = new StringBuilder($"# {Title(paper)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{(paper.Pages > 0 ? $"{Count(paper.Pages, "page")}, " : "")}{Count(paper.AllSections.Count(section => section.Title.Length > 0), "section")}, ")
            .Append(CultureInfo.InvariantCulture, $"{Count(paper.Tables.Count(), "table")}, {Count(paper.Figures.Count(), "figure")}, {Count(paper.Equations.Count(), "equation")}, {Count(paper.References.Count, "reference")}. ")
            .Append("The whole is paper.md; each part, with its first line and its size in characters:\n\n");
        foreach (var section in sections)
            Parts(text, section.File, section.Section, section.Text);
        if (paper.References.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"- references.md: {Count(paper.References.Count, "reference")}\n");
        Captions(text, "Tables", paper.Tables.Select(table => (table.Label, table.Caption)));
        Captions(text, "Figures", paper.Figures.Select(figure => (figure.Label, figure.Caption)));
        foreach (var note in paper.Notes)
            text.Append($"\nNot read whole: {note}.\n");
        return text.ToString();
    }

    private static void Parts(StringBuilder index, string file, PaperSection section, string text)
    {
        index.Append(CultureInfo.InvariantCulture, $"- {file}: {(section.Title.Length > 0 ? section.Heading : "front matter")} ({text.Length})\n");
        var from = 0;
        foreach (var part in section.WithParts().Skip(1))
        {
            var heading = text.IndexOf($"# {part.Heading}\n", from, StringComparison.Ordinal);
            from = Math.Max(heading, from);
            index.Append(' ', 2 * (part.Level - 1))
                .Append(CultureInfo.InvariantCulture, $"- line {text.AsSpan(0, from).Count('\n') + 1}: {part.Heading} ({PaperMarkdown.Of(part, part.Level + 1).Length})\n");
        }
    }

    private static void Captions(StringBuilder index, string title, IEnumerable<(string Label, string Caption)> captions)
    {
        var labelled = captions.Where(caption => caption.Label.Length > 0).ToList();
        if (labelled.Count == 0)
            return;
        index.Append($"\n## {title}\n\n");
        foreach (var (label, caption) in labelled)
            index.Append($"- {label}: {(caption.Length <= 160 ? caption : caption[..160] + "…")}\n");
    }

    private static string Title(Paper paper) => paper.Title.Length > 0 ? paper.Title : "Paper";

    private static string FileName(PaperSection section, int at)
    {
        var words = new string([.. section.Title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var name = section.Title.Length == 0 ? "front-matter" : string.Join('-', words.Take(6));
        return string.Create(CultureInfo.InvariantCulture, $"sections/{at + 1:00}-{(name.Length > 0 ? name : "section")}.md");
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
