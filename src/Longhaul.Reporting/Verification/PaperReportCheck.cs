using Longhaul.Reporting.Papers;
using Longhaul.Reporting.Papers.Checking;
using Longhaul.Reporting.Writing;
using Longhaul.Runs;
using Longhaul.Runs.Tasks;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Verification;

/// <summary>The report of a paper's run: it follows from the journal, the graded tree and the evidence, so it is written once more and compared line by line.</summary>
internal static class PaperReportCheck
{
    public static void Run(VerifyContext context)
    {
        if (!context.JournalIsWhole || context.State.Report is not { } recorded)
        {
            context.Notes.Add("there is no report to check");
            return;
        }

        foreach (var (path, hash) in recorded.Hashes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            context.Agrees(path, hash, "the journal");
        var entries = context.Journal.Entries.ToList();
        var at = entries.FindIndex(entry => entry.Hash.Value == recorded.Head);
        var state = RunState.Of(entries.Take(at + 1), Direction.Maximize);
        try
        {
            var (text, files) = (PaperReport.Render(context.Folder, context.Settings, state), ReportFiles.In(context.Folder));
            LineComparison.Hold(context, files.Source, text.Source);
            LineComparison.Hold(context, files.Markdown, text.Markdown);
            LineComparison.Hold(context, files.Html, text.Html);
            var ((markdown, json), claims) = (PaperReport.SelfCheckOf(context.Folder), SelfChecking.Of(context.Folder, state));
            LineComparison.Hold(context, markdown, claims.Markdown);
            LineComparison.Hold(context, json, claims.Json);
            context.Checked.Add("the report against the journal, its claims against the evidence");
        }
        catch (UserErrorException)
        {
            // The check of the grade has told what is wrong with the tree.
        }
    }
}
