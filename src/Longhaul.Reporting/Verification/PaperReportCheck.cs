using System.Globalization;
using Longhaul.Reporting.Papers;
using Longhaul.Reporting.Writing;
using Longhaul.Runs;
using Longhaul.Runs.Tasks;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Verification;

/// <summary>The report of a paper's run: it follows from the journal and the graded tree, so it is written once more and compared line by line.</summary>
internal static class PaperReportCheck
{
    private const int MostLines = 20;

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
            Compare(context, files.Source, text.Source);
            Compare(context, files.Markdown, text.Markdown);
            Compare(context, files.Html, text.Html);
            context.Checked.Add("the report against the journal");
        }
        catch (UserErrorException)
        {
            // The check of the grade has told what is wrong with the tree.
        }
    }

    private static void Compare(VerifyContext context, string file, string expected)
    {
        var path = Path.GetRelativePath(context.Folder.Root, file);
        if (!File.Exists(file))
        {
            context.Add(path, "is missing");
            return;
        }

        var (should, does) = (expected.Split('\n'), File.ReadAllText(file).Split('\n'));
        var differing = Enumerable.Range(0, Math.Max(should.Length, does.Length)).Where(i => should.ElementAtOrDefault(i) != does.ElementAtOrDefault(i)).Take(should.Length == does.Length ? MostLines : 1);
        foreach (var i in differing)
            context.Add(string.Create(CultureInfo.InvariantCulture, $"{path}:{i + 1}"), TextDifference.Describe(should.ElementAtOrDefault(i), does.ElementAtOrDefault(i)));
    }
}
