using System.Text;
using Longhaul.Evaluation.Scoring;
using Longhaul.Reporting.Markdown;
using Longhaul.Search.Graph;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>What changes to a candidate brought, held against the candidate they were made to, fold by fold.</summary>
internal static class HelpedSection
{
    private const int Listed = 8;

    public static string Write(ReportContext context)
    {
        var text = new StringBuilder();
        var changes = context.State.Graph.Candidates.Select(candidate => Change(candidate, context.State.Graph)).OfType<(Candidate Child, Candidate Parent, double Gain)>().ToList();
        var (left, made) = (changes.Where(IsAblation).ToList(), changes.Where(change => !IsAblation(change)).ToList());
        Table(text, context, "Changes that helped", made.Where(change => change.Gain > 1).OrderByDescending(change => change.Gain));
        Table(text, context, "Changes that hurt", made.Where(change => change.Gain < -1).OrderBy(change => change.Gain));
        Table(text, context, "Left out without a loss", left.Where(change => change.Gain >= -0.5).OrderByDescending(change => change.Gain));
        if (text.Length == 0)
            return "";
        return "## What helped\n\nEach change is held against the candidate it was made to, on the same folds; what is within one standard error of no difference isn't listed.\n" + text;
    }

    private static bool IsAblation((Candidate Child, Candidate Parent, double Gain) change) => change.Child.Operator is Operator.Ablate or Operator.Simplify;

    private static (Candidate Child, Candidate Parent, double Gain)? Change(Candidate candidate, SolutionGraph graph) =>
        candidate is { Experiment: not null, Probe: false, Score: { } score } && graph.Origin(candidate) is { Score: { } before } parent
            ? (candidate, parent, PairedComparison.Gain(score, before))
            : null;

    private static void Table(StringBuilder text, ReportContext context, string title, IEnumerable<(Candidate Child, Candidate Parent, double Gain)> changes)
    {
        var all = changes.Take(Listed).ToList();
        if (all.Count == 0)
            return;
        text.Append("\n**").Append(title).Append("**\n\n| change | score | spread | before |\n| --- | --- | --- | --- |\n");
        foreach (var (child, parent, _) in all)
        {
            var (id, from) = (child.Subject(), parent.Subject());
            text.Append("| [").Append(id).Append("](#").Append(id).Append(") ").Append(MarkdownText.Quote(child.Title, 100)).Append(" | ").Append(context.Reference(id, "score"))
                .Append(" | ").Append(context.Reference(id, "spread")).Append(" | ").Append(context.Reference(from, "score")).Append(" |\n");
        }
    }
}
