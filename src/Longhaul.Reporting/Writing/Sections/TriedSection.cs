using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Search.Graph;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>Every candidate: a table, then a part each with what was learnt.</summary>
internal static class TriedSection
{
    public static string Write(ReportContext context)
    {
        var candidates = context.State.Graph.Candidates;
        if (candidates.Count == 0)
            return "## What was tried\n\nNothing was tried.\n";
        var text = new StringBuilder("## What was tried\n\n");
        Table(text, context, candidates);
        foreach (var candidate in candidates)
            text.Append('\n').Append(CandidatePart.Write(context, candidate));
        return text.ToString();
    }

    private static void Table(StringBuilder text, ReportContext context, IEnumerable<Candidate> candidates)
    {
        var timed = !context.Settings.Clockless;
        text.Append("| id | candidate | family | score | spread |").Append(timed ? " time |" : "").Append(" end |\n");
        text.Append("| --- | --- | --- | --- | --- |").Append(timed ? " --- |" : "").Append(" --- |\n");
        foreach (var candidate in candidates)
        {
            var id = candidate.Subject();
            var mark = candidate.Id == context.Champion?.Id ? "**" : "";
            var own = candidate.Id.ToString();
            text.Append("| [").Append(id).Append("](#").Append(id).Append(')').Append(own == id ? "" : " " + own).Append(" | ").Append(mark).Append(MarkdownText.Quote(candidate.Title, 80)).Append(mark);
            text.Append(" | ").Append(MarkdownText.Quote(candidate.Family, 30));
            text.Append(" | ").Append(context.Reference(id, "score")).Append(" | ").Append(context.Spread(id, candidate.Score));
            if (timed)
                text.Append(" | ").Append(context.Reference(id, "wall"));
            text.Append(" | ").Append(Words.Fate(candidate)).Append(" |\n");
        }
    }
}
