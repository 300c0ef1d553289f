using Longhaul.Papers.Region;

namespace Longhaul.Papers;

/// <summary>A whole paper as one text.</summary>
public static class WholePaper
{
    /// <summary>Title, sections, references and what could not be read, as Markdown.</summary>
    public static string Of(Paper paper) => string.Join("\n\n",
    [
        .. paper.Title.Length > 0 ? [$"# {paper.Title}"] : (string[])[],
        .. paper.Sections.Select(section => PaperMarkdown.Of(section, 2).TrimEnd()),
        .. paper.References.Count > 0 ? ["## References\n\n" + string.Join('\n', paper.References.Select(entry => $"- {entry}"))] : (string[])[],
        .. paper.Notes.Select(note => $"Not read whole: {note}."),
    ]);
}
