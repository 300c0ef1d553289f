using System.Text;
using Longhaul.Reporting.Markdown;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>What the run taught, and what would be next.</summary>
internal static class NextSection
{
    public static string Write(ReportContext context)
    {
        var text = new StringBuilder();
        Lines(text, "## What was learnt", context.Notes.Insights);
        Lines(text, "## What would be next", [.. context.Notes.NextSteps, .. Usual(context)]);
        return text.ToString();
    }

    private static IEnumerable<string> Usual(ReportContext context)
    {
        var failed = context.State.Graph.Candidates.Where(candidate => candidate.Status == Search.Graph.CandidateStatus.Failed).Select(candidate => candidate.Subject()).ToList();
        if (failed.Count > 0)
            yield return $"Find out why {string.Join(", ", failed.Take(8))}{(failed.Count > 8 ? " and others" : "")} failed.";
        if (context.State.Graph.Ranked.Count == 0)
            yield break;
        yield return context.State.Grade is null && context.Settings.BudgetSeconds is not null
            ? $"Go on from here with more time: longhaul extend {context.Settings.Run} --budget 30m"
            : $"Try again with more time: longhaul run {context.Settings.TaskSource ?? context.Settings.Task} --like {context.Settings.Run} --budget 1h";
    }

    private static void Lines(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        text.Append(text.Length == 0 ? "" : "\n").Append(title).Append("\n\n");
        foreach (var line in lines)
            text.Append("- ").Append(MarkdownText.Quote(line)).Append('\n');
    }
}
