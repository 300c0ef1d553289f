using System.Globalization;
using System.Text.Json;
using Longhaul.Evaluation.Grading;
using Longhaul.Evaluation.Submissions;
using Longhaul.Runs;
using Longhaul.Runs.Tables;
using Longhaul.Search.Events;

namespace Longhaul.Reporting.Verification;

/// <summary>The grade: unchanged, the journal's own, and where answers for a metric are here, what they give.</summary>
internal static class GradeCheck
{
    public static void Run(VerifyContext context)
    {
        var file = Path.GetRelativePath(context.Folder.Root, context.Folder.Grade);
        if (Recorded(context, file) is not { } recorded)
            return;
        if (context.Agrees(file, recorded.Sha256, "the journal") && Stored(context) is { } stored && !Nullable.Equals(stored.Score, recorded.Score))
            context.Add("journal.jsonl", string.Create(CultureInfo.InvariantCulture, $"the grade is {recorded.Score:R}, but {file} says {stored.Score:R}"));
        Recompute(context, recorded.Score);
        context.Checked.Add("the grade");
    }

    /// <summary>The grade that the journal has; null where it has none, as then no file may say.</summary>
    internal static GradeComputed? Recorded(VerifyContext context, string file)
    {
        if (context.State.Grade is null && context.JournalIsWhole && File.Exists(context.Folder.Grade))
            context.Add(file, "the journal knows of no grade");
        return context.State.Grade;
    }

    private static Grade? Stored(VerifyContext context)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(context.Folder.Grade), GradeJson.Default.Grade);
        }
        catch (JsonException)
        {
            context.Add(Path.GetRelativePath(context.Folder.Root, context.Folder.Grade), "is no grade");
            return null;
        }
    }

    private static void Recompute(VerifyContext context, double? recorded)
    {
        if (recorded is not { } grade || context.Task.Grader is not { Kind: "metric", Answers: { } answers } || context.State.Submissions is not [.., var last])
            return;
        var submission = Path.Combine(context.Folder.BestSubmission, last.Submission.File);
        if (!File.Exists(answers) || !File.Exists(submission))
        {
            context.Notes.Add("the grade was not computed again: the answers are not here");
            return;
        }

        try
        {
            var score = ScoreFormat.Round(Scorer.For(context.Task).Score(Table.Read(answers), Table.Read(submission)));
            if (!(Math.Abs(score - grade) <= 1.5e-5))
                context.Add("journal.jsonl", string.Create(CultureInfo.InvariantCulture, $"the grade is {grade:R}, but the submission and the answers give {score:R}"));
        }
        catch (UserErrorException problem)
        {
            context.Add(Path.GetRelativePath(context.Folder.Root, submission), $"can't be graded again: {problem.Message}");
        }
    }
}
