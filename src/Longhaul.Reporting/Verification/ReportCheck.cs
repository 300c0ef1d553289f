using System.Globalization;
using Longhaul.Reporting.Figures;
using Longhaul.Reporting.Html;
using Longhaul.Reporting.Markdown;
using Longhaul.Reporting.Writing;
using Longhaul.Reporting.Writing.Sections;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Verification;

/// <summary>Each figure of the report against its experiment, in the source, in the Markdown and in the page; no figure without one.</summary>
internal static class ReportCheck
{
    private const int MostLines = 20;

    public static void Run(VerifyContext context)
    {
        if (!context.JournalIsWhole)
            return;
        var files = ReportFiles.In(context.Folder);
        if (context.State.Report is { } recorded)
        {
            foreach (var (path, hash) in recorded.Hashes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                context.Agrees(path, hash, "the journal");
        }

        if (!File.Exists(files.Source))
        {
            context.Notes.Add(context.State.Report is null ? "there is no report yet" : "without the report's source its figures can't be checked");
            return;
        }

        var source = File.ReadAllText(files.Source);
        if (StateBefore(context, source) is not { } state)
            return;
        var figures = new FigureSource(state);
        Source(context, source, figures);
        LineComparison.Hold(context, files.Markdown, ReportMarkdown.Render(source, figures));
        Page(context, files.Html, source, figures);
        context.Checked.Add("the report's figures against their experiments");
    }

    // A report tells of the run as it was when it was written.
    private static RunState? StateBefore(VerifyContext context, string source)
    {
        var row = source.Split('\n').FirstOrDefault(line => line.StartsWith(ProvenanceSection.HeadRow, StringComparison.Ordinal));
        var head = row?[ProvenanceSection.HeadRow.Length..].Trim(' ', '|', '`');
        var entries = context.Journal.Entries;
        var at = head is null ? -1 : entries.ToList().FindIndex(entry => entry.Hash.Value == head);
        if (at < 0)
        {
            context.Add("report/report.source.md", head is null ? "doesn't name the journal's head" : $"the head it names, {head}, is not in the journal's chain");
            return null;
        }

        if (context.State.Report is { } recorded && recorded.Head != head)
            context.Add("report/report.source.md", $"names the head {head}, but the journal recorded a report from {recorded.Head}");
        return RunState.Of(entries.Take(at + 1), context.Task.Metric.Direction);
    }

    private static void Source(VerifyContext context, string source, FigureSource figures)
    {
        foreach (var fault in FigureCheck.Check(source, figures))
            context.Add(string.Create(CultureInfo.InvariantCulture, $"report/report.source.md:{fault.Line}"), fault.Problem);
        foreach (var (line, path, text) in Quotation.In(source))
        {
            var file = Path.GetFullPath(Path.Combine(context.Folder.Root, path));
            var inside = file.StartsWith(context.Folder.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            if (!inside || !File.Exists(file) || Quotation.Of(File.ReadAllText(file), path) != text)
                context.Add(string.Create(CultureInfo.InvariantCulture, $"report/report.source.md:{line}"), $"the quotation is not what {path} says");
        }
    }

    private static void Page(VerifyContext context, string file, string source, FigureSource figures)
    {
        var path = Path.GetRelativePath(context.Folder.Root, file);
        if (!File.Exists(file))
        {
            context.Add(path, "is missing");
            return;
        }

        foreach (var problem in PageComparison.Differences(HtmlPage.Render(source, figures, PicturesSection.In(source)), File.ReadAllText(file)).Take(MostLines))
            context.Add(path, problem);
    }
}
