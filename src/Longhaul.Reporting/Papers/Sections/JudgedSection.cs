using System.Globalization;
using System.Text;
using Longhaul.Evaluation.Rubrics;
using Longhaul.Reporting.Markdown;

namespace Longhaul.Reporting.Papers.Sections;

/// <summary>The rubric's verdict, leaf by leaf.</summary>
internal static class JudgedSection
{
    private const int LongestReason = 400;
    private const int LongestRequirement = 240;

    public static string Write(PaperReportInput input)
    {
        var seen = input.Settings.Rubric == "visible" ? "The team saw the requirements and weights while it worked (`--rubric visible`); they set its plan's weights.\n" : "";
        if (input.Tree is not { } tree)
            return seen.Length == 0 ? "" : $"## The rubric\n\n{seen}";
        var text = new StringBuilder("## How it was judged\n\n").Append(seen);
        text.Append(CultureInfo.InvariantCulture, $"Replication score `{tree.Score:0.0000}`, summed up from {tree.Leaves.Count} leaves, each judged by a session of the run's language model.{(tree.Unjudged > 0 ? $" **{tree.Unjudged} leaves could not be judged and count 0.**" : "")} ");
        text.Append(seen.Length == 0 ? "The team never saw the rubric. " : "").Append("The whole tree: `report/graded_tree.json`.\n\n| category | leaves | score |\n| --- | --- | --- |\n");
        foreach (var category in Enum.GetValues<RubricCategory>())
        {
            if (tree.Only(category) is { } part)
                text.Append(CultureInfo.InvariantCulture, $"| {category.Name()} | {part.Leaves.Count} | `{part.Score:0.0000}` |\n");
        }

        text.Append("\n| requirement | category | part of the whole | score | the judge's reasons | looked at |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var (leaf, share) in Shares(tree.Root, 1))
            Leaf(text, leaf, share, input.State.Paper.Verdicts.GetValueOrDefault(leaf.Node.Id)?.Files ?? []);
        return text.ToString();
    }

    private static void Leaf(StringBuilder text, GradedNode leaf, double share, IReadOnlyList<string> files)
    {
        var verdict = leaf.Verdict!;
        text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Quote(leaf.Node.Requirements, LongestRequirement)} | {leaf.Node.Category?.Name()} | `{share:0.0 %}` | ")
            .Append(CultureInfo.InvariantCulture, $"`{leaf.Score:0.##}`{(verdict.Judged ? "" : " (not judged)")} | {MarkdownText.Quote(verdict.Reasons, LongestReason)} | {MarkdownText.Quote(string.Join(", ", files.Take(6)), 200)} |\n");
    }

    // The weight of a leaf among its siblings, times that of what it is part of.
    private static IEnumerable<(GradedNode Leaf, double Share)> Shares(GradedNode node, double share)
    {
        if (node.Verdict is not null)
            return [(node, share)];
        var total = node.Parts.Sum(part => part.Node.Weight);
        return node.Parts.SelectMany(part => Shares(part, total > 0 ? share * part.Node.Weight / total : 0));
    }
}
