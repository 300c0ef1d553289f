using System.Globalization;
using System.Text;
using Longhaul.Evaluation.Rubrics;
using Longhaul.Runs;

namespace Longhaul.Tracks.Papers;

/// <summary>What a team may see of a rubric where the person who started the run says so: requirements and weights, never the author's notes to the judge.</summary>
internal static class VisibleRubric
{
    public const string FileName = "rubric.md";

    /// <summary>As nested lists; each line begins with its part of the whole.</summary>
    public static string Of(Rubric rubric)
    {
        var text = new StringBuilder("# What the result is judged by\n\nThe person who started this run shows it. A line's percentage is its part of the whole score.\n\n");
        Node(text, rubric.Root, 1, 0);
        return Printable.Of(text.ToString());
    }

    private static void Node(StringBuilder text, RubricNode node, double share, int depth)
    {
        text.Append(' ', 2 * depth).Append(CultureInfo.InvariantCulture, $"- {share:0.0 %} {(node.Category is { } category ? $"[{category.Name()}] " : "")}{node.Requirements.ReplaceLineEndings(" ")}\n");
        var total = node.Parts.Sum(part => part.Weight);
        foreach (var part in node.Parts)
            Node(text, part, total > 0 ? share * part.Weight / total : 0, depth + 1);
    }
}
