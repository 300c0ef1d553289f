using System.Globalization;
using System.Text;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Tracks.Papers;

/// <summary>A paper's task as roles read it. It says nothing of the rubric unless that is shown.</summary>
internal static class PaperTaskText
{
    private const int MostFiles = 30;
    private const int LongestAddendum = 6_000;

    /// <param name="showsRubric">Whether the team may see what the rubric asks for.</param>
    public static string Of(PaperPackage paper, bool showsRubric = false)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Reproduce the paper \"{paper.Title}\": write code that produces its results, and deliver it as a git repository (code/) whose reproduce.sh runs everything from a clean clone.\n\n");
        text.Append("- The paper by parts: paper/index.md; everything that came with the task: data/ (read-only).\n");
        text.Append(CultureInfo.InvariantCulture, $"- Files in data/: {string.Join(", ", paper.Files.Take(MostFiles).Select(file => file.Name))}{(paper.Files.Count > MostFiles ? $" and {paper.Files.Count - MostFiles} more" : "")}\n");
        if (paper.Code is not null)
            text.Append("- code/ holds code that came with the task, to start from.\n");
        text.Append(CultureInfo.InvariantCulture, $"- Network: {(paper.Resources.Hosts.Count == 0 ? "none" : string.Join(", ", paper.Resources.Hosts))}.\n");
        text.Append(CultureInfo.InvariantCulture, $"- At the end reproduce.sh may take {PaperTerms.Reproduction(paper).TotalMinutes:0.#} min in a fresh sandbox.\n");
        if (paper.Blacklist is not null)
            text.Append("- Sources that must not be used, for code or results: paper/blacklist.txt.\n");
        if (showsRubric)
            text.Append($"- What the result is judged by, and how much each part counts: paper/{VisibleRubric.FileName}. It sets the weights of the plan.\n");
        if (paper.Addendum is { } addendum)
            text.Append("\n## Addendum (paper/addendum.md)\n").Append(TextBeginning.Of(addendum, LongestAddendum));
        return Printable.Of(text.ToString());
    }
}
