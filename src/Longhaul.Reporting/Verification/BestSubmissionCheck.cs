using Longhaul.Reporting.Writing;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;

namespace Longhaul.Reporting.Verification;

/// <summary>The submission: unchanged since the journal recorded it, and what its candidate's predictions make.</summary>
internal static class BestSubmissionCheck
{
    public static void Run(VerifyContext context)
    {
        if (context.State.Submissions is not [.., var last])
            return;
        var submission = last.Submission;
        var file = Path.Combine(context.Folder.BestSubmission, submission.File);
        var agrees = context.Agrees(Path.GetRelativePath(context.Folder.Root, file), submission.Sha256, "the journal");
        if (agrees)
            HoldAgainstPredictions(context, submission, file);
        context.Checked.Add("the submission against the journal's hash and the predictions of its candidate");
    }

    private static void HoldAgainstPredictions(VerifyContext context, SubmissionUpdated submission, string file)
    {
        var candidate = context.State.Graph.Candidates.Find(candidate => candidate.Id.Number == submission.Candidate);
        var path = Path.GetRelativePath(context.Folder.Root, file);
        if (candidate is null)
        {
            context.Add(path, $"the journal has no candidate c{submission.Candidate}, whose submission this is said to be");
            return;
        }

        var predictions = Path.Combine(submission.Final ? context.Folder.FinalFit(SubmissionKeeper.Final) : candidate.Evidence(context.Folder), "predictions.csv");
        if (!File.Exists(predictions) || context.Scorer() is not { } scorer)
            return;
        try
        {
            using var expected = new MemoryStream();
            TableWriter.Write(expected, scorer.Submission(Table.Read(predictions)));
            if (ContentHash.Of(expected.ToArray()) != ContentHash.OfFile(file))
                context.Add(path, $"is not what the predictions of {candidate.Subject()} make ({Path.GetRelativePath(context.Folder.Root, predictions)})");
        }
        catch (Exception problem) when (problem is UserErrorException or IOException or KeyNotFoundException or IndexOutOfRangeException)
        {
            context.Add(path, $"can't be held against the predictions of {candidate.Subject()}: {problem.Message}");
        }
    }
}
