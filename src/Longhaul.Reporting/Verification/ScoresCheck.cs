using System.Globalization;
using Longhaul.Evaluation.Scoring;
using Longhaul.Reporting.Writing;
using Longhaul.Runs;
using Longhaul.Runs.Tables;
using Longhaul.Search.Graph;

namespace Longhaul.Reporting.Verification;

/// <summary>Recomputes every score from the stored predictions and the labels, and compares it with the journal's.</summary>
internal static class ScoresCheck
{
    public static void Run(VerifyContext context)
    {
        var scored = context.State.Graph.Candidates.Where(candidate => candidate.Score is not null).ToList();
        if (scored.Count == 0 || context.Scorer() is not { } scorer)
            return;
        foreach (var candidate in scored)
            Check(context, scorer, candidate);
        foreach (var (_, submission) in context.State.Submissions)
            Submitted(context, submission.Candidate, submission.Score);
        context.Checked.Add(string.Create(CultureInfo.InvariantCulture, $"{scored.Count} scores against their predictions"));
    }

    /// <summary>How two scores differ; null when they are the same to twelve digits, more than which another processor may not give.</summary>
    public static string? Difference(Score recorded, Score computed)
    {
        if (recorded.Metric != computed.Metric)
            return $"the metric is {recorded.Metric}, not {computed.Metric}";
        if (recorded.Direction != computed.Direction)
            return $"the direction is {recorded.Direction}, not {computed.Direction}";
        if (!Same(recorded.Value, computed.Value))
            return string.Create(CultureInfo.InvariantCulture, $"the score is {recorded.Value:R}, but its predictions give {computed.Value:R}");
        if (!Same(recorded.Spread, computed.Spread))
            return string.Create(CultureInfo.InvariantCulture, $"the spread is {recorded.Spread:R}, but its predictions give {computed.Spread:R}");
        if (recorded.Folds.Count != computed.Folds.Count)
            return string.Create(CultureInfo.InvariantCulture, $"there are {recorded.Folds.Count} folds, but its predictions have {computed.Folds.Count}");
        var fold = Enumerable.Range(0, computed.Folds.Count).FirstOrDefault(fold => !Same(recorded.Folds[fold], computed.Folds[fold]), -1);
        return fold < 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"the score of fold {fold} is {recorded.Folds[fold]:R}, but its predictions give {computed.Folds[fold]:R}");
    }

    private static void Check(VerifyContext context, FoldScorer scorer, Candidate candidate)
    {
        var id = candidate.Subject();
        var file = Path.Combine(candidate.Evidence(context.Folder), "predictions.csv");
        var path = Path.GetRelativePath(context.Folder.Root, file);
        if (!File.Exists(file))
        {
            context.Add(path, $"is missing: the score of {id} can't be recomputed");
            return;
        }

        try
        {
            if (Difference(candidate.Score!, scorer.Score(Table.Read(file), partial: candidate.Probe)) is { } difference)
                context.Add("journal.jsonl", $"{id}: {difference} ({path})");
        }
        catch (Exception problem) when (problem is UserErrorException or IOException or KeyNotFoundException)
        {
            context.Add(path, $"the score of {id} can't be recomputed: {problem.Message}");
        }
    }

    // What the journal says of a submission's score must be what it says of its candidate.
    private static void Submitted(VerifyContext context, int number, Score score)
    {
        var candidate = context.State.Graph.Candidates.Find(candidate => candidate.Id.Number == number);
        if (candidate?.Score is not { } own)
            context.Add("journal.jsonl", $"{new CandidateId(number)} was submitted, but it has no score");
        else if (Difference(score, own) is { } difference)
            context.Add("journal.jsonl", $"the submission of {new CandidateId(number)}: {difference}");
    }

    private static bool Same(double one, double other) =>
        one.Equals(other) || Math.Abs(one - other) <= 1e-12 * Math.Max(1, Math.Max(Math.Abs(one), Math.Abs(other)));
}
