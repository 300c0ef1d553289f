using System.Globalization;
using System.Text;
using Longhaul.Evaluation.Scoring;
using Longhaul.Reporting.Markdown;
using Longhaul.Search.Graph;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>What there is to say of one candidate.</summary>
internal static class CandidatePart
{
    public static string Write(ReportContext context, Candidate candidate)
    {
        var id = candidate.Subject();
        var text = new StringBuilder();
        text.Append("### ").Append(id).Append(" · ").Append(MarkdownText.Quote(candidate.Title, 120)).Append("\n\n");
        text.Append(Origin(context, candidate)).Append(' ').Append(MarkdownText.Quote(candidate.Hypothesis)).Append("\n\n");
        if (candidate.Score is { } score)
            text.Append("- Score ").Append(context.Reference(id, "score")).Append(", spread ").Append(context.Spread(id, score)).Append(Folds(context, id, score)).Append('\n');
        if (candidate.Experiment is not null && context.State.Experiments.TryGetValue(candidate.Experiment.Value.Number, out var record) && record.Ended is { } ended)
        {
            var time = context.Settings.Clockless ? "" : $", {context.Reference(id, "wall")}";
            text.Append("- End: ").Append(Words.Fate(candidate)).Append(time).Append(", at most ").Append(context.Reference(id, "memory")).Append(" of memory\n");
            if (ended.Detail is { Length: > 0 } detail && detail != candidate.Insight)
                text.Append(candidate.Status == CandidateStatus.Failed ? "- Detail: " : "- Note: ").Append(MarkdownText.Quote(detail)).Append('\n');
            foreach (var attempt in ended.Attempts)
                text.Append("- **Contained:** ").Append(MarkdownText.Quote(attempt)).Append('\n');
        }
        else
        {
            text.Append("- End: ").Append(Words.Fate(candidate)).Append('\n');
        }

        if (context.State.Ensembles.TryGetValue(candidate.Id.Number, out var made))
            text.Append("- Members: ").AppendJoin(", ", made.Weights.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => Member(context, id, pair.Key))).Append('\n');
        if (candidate.Insight is { Length: > 0 } insight)
            text.Append(candidate.Status == CandidateStatus.Failed ? "- Why: " : "- Learnt: ").Append(MarkdownText.Quote(insight)).Append('\n');
        text.Append("- Evidence: ").Append(MarkdownText.Code(context.Relative(candidate.Evidence(context.Folder)) + "/")).Append('\n');
        return text.ToString();
    }

    private static string Origin(ReportContext context, Candidate candidate)
    {
        var made = candidate.Operator.ToString().ToLowerInvariant();
        if (candidate.Parents.Count == 0)
            return $"Candidate {candidate.Id}: {(made[0] is 'i' or 'a' or 'e' ? "an" : "a")} {made}, family {MarkdownText.Quote(candidate.Family, 30)}.";
        var parents = candidate.Parents.Take(12).Select(parent => Link(context, parent.Number));
        return $"Candidate {candidate.Id}: made by {made} from {string.Join(", ", parents)}{(candidate.Parents.Count > 12 ? " …" : "")}, family {MarkdownText.Quote(candidate.Family, 30)}.";
    }

    private static string Folds(ReportContext context, string id, Score score) => (score.Folds.Count, score.ScoredFolds) switch
    {
        ( < 2, _) => "",
        (_, < 2) => "; no other fold was scored",
        var (all, _) => "; folds " + string.Join(", ", Enumerable.Range(0, all).Select(fold => context.Reference(id, "fold", fold))),
    };

    private static string Member(ReportContext context, string id, int member) =>
        string.Create(CultureInfo.InvariantCulture, $"{Link(context, member)} with weight {{{{{id}:weight:{member}}}}}");

    private static string Link(ReportContext context, int number)
    {
        var known = context.State.Graph.Candidates.Find(candidate => candidate.Id.Number == number);
        var id = known?.Subject() ?? new CandidateId(number).ToString();
        return known is null ? id : $"[{id}](#{id})";
    }
}
