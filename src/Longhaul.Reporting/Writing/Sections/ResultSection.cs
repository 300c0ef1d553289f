using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>The title, what a reader must know before anything else, and the result.</summary>
internal static class ResultSection
{
    public static string Write(ReportContext context)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(MarkdownText.Quote(context.Task.Title)).Append("\n\n");
        text.Append("Report of the run ").Append(MarkdownText.Code(context.Settings.Run)).Append(". ").Append(MarkdownText.Quote(Words.Phase(context.State))).Append("\n\n");
        Warn(text, context);
        text.Append("## Result\n\n");
        if (context.Champion is { Score: not null } champion)
            Show(text, context, champion);
        else
            text.Append("**There is no valid result.** None of {{run:experiments}} experiments left valid predictions; why, stands under [What was tried](#what-was-tried).\n");
        return text.ToString();
    }

    private static void Warn(StringBuilder text, ReportContext context)
    {
        if (context.Settings.Sandbox == "none")
            text.Append("**Warning: this run had no sandbox (`--sandbox none`).** The programs it tried could read and change whatever its user could, the answers and the other experiments among it. Nothing below is protected against them.\n\n");
        foreach (var warning in context.Notes.Warnings)
            text.Append("**Warning:** ").Append(MarkdownText.Quote(warning)).Append("\n\n");
    }

    private static void Show(StringBuilder text, ReportContext context, Candidate champion)
    {
        var id = champion.Subject();
        text.Append("The best candidate is [").Append(id).Append("](#").Append(id).Append("), ").Append(MarkdownText.Quote(champion.Title)).Append(".\n\n");
        text.Append("| | |\n| --- | --- |\n");
        Row(text, "Development score", $"**{{{{{id}:score}}}}** {MarkdownText.Quote(champion.Score!.Metric)}, {Words.Better(champion.Score.Direction)}");
        Row(text, "Spread over folds", $"{{{{{id}:spread}}}}");
        if (context.Figures.Has("run", "expected"))
            Row(text, "Expected on unseen rows", "{{run:expected}}");
        if (context.Figures.Has(id, "interval"))
            Row(text, "Promised for unseen rows", $"{{{{{id}:interval}}}}");
        if (context.State.Submissions is [.., var last])
            Row(text, "Submission", MarkdownText.Code(context.Relative(Path.Combine(context.Folder.BestSubmission, Path.GetFileName(last.Submission.File)))));
        Grade(text, context);
    }

    private static void Grade(StringBuilder text, ReportContext context)
    {
        if (context.State.Grade is not { } grade)
            return;
        Row(text, "Grade (after grading)", (grade.Score is null ? "none" : "**{{grade:score}}**") + (grade.Medal is { } medal ? $", medal: {MarkdownText.Quote(medal)}" : ""));
        if (grade.Score is { } reached && context.State.Promise is { Promise: var promise })
            Row(text, "Promise (after grading)", $"{(promise.Holds(reached) ? "kept" : "**not kept**")}: the grade is {{{{grade:off}}}} off what was expected");
        if (context.Task.Medals is { Bronze: not null } medals)
            Row(text, "Thresholds", Thresholds(medals));
    }

    private static string Thresholds(MedalSpec medals)
    {
        (string Name, double? Value)[] levels = [("bronze", medals.Bronze), ("silver", medals.Silver), ("gold", medals.Gold)];
        return string.Join(", ", levels.Where(level => level.Value is not null).Select(level =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{level.Name} {{{{const:{level.Value}|task.yaml}}}}")));
    }

    private static void Row(StringBuilder text, string name, string value) => text.Append("| ").Append(name).Append(" | ").Append(value).Append(" |\n");
}
