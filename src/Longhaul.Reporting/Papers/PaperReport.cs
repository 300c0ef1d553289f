using Longhaul.Evaluation.Rubrics;
using Longhaul.Reporting.Figures;
using Longhaul.Reporting.Html;
using Longhaul.Reporting.Markdown;
using Longhaul.Reporting.Papers.Sections;
using Longhaul.Reporting.Writing;
using Longhaul.Reporting.Writing.Sections;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Papers;

/// <summary>The report of a paper's run: what was delivered, what its reproduction did, what each experiment covers, how it was judged, what it cost.</summary>
public static class PaperReport
{
    /// <summary>The graded tree's place, in PaperBench's form.</summary>
    public static string TreeOf(RunFolder folder) => Path.Combine(folder.Report, "graded_tree.json");

    /// <summary>The places of the self-check.</summary>
    public static (string Markdown, string Json) SelfCheckOf(RunFolder folder) => (Path.Combine(folder.Report, "final_self_check.md"), Path.Combine(folder.Report, "final_self_check.json"));

    /// <summary>What the run had asked of the network when the report was written.</summary>
    public static string NetworkOf(RunFolder folder) => Path.Combine(folder.Report, "network.jsonl");

    /// <summary>Writes <c>report/report.source.md</c>, <c>report.md</c> and <c>report.html</c>; gives the hashes of all files of the report.</summary>
    /// <exception cref="RubricException">The graded tree can't be read.</exception>
    public static IReadOnlyDictionary<string, string> Write(RunFolder folder, RunSettings settings, RunState state)
    {
        if (File.Exists(folder.NetworkLog))
            AtomicFile.Copy(folder.NetworkLog, NetworkOf(folder));
        var (places, text) = (ReportFiles.In(folder), Render(folder, settings, state));
        AtomicFile.Write(places.Source, text.Source);
        AtomicFile.Write(places.Markdown, text.Markdown);
        AtomicFile.Write(places.Html, text.Html);
        var (markdown, json) = SelfCheckOf(folder);
        string[] files = [places.Source, places.Markdown, places.Html, markdown, json, TreeOf(folder), NetworkOf(folder)];
        return files.Where(File.Exists).ToDictionary(file => Path.GetRelativePath(folder.Root, file), file => ContentHash.OfFile(file).Value, StringComparer.Ordinal);
    }

    /// <summary>The report's texts, from the journal's projection and the files beside the report.</summary>
    /// <exception cref="RubricException">The graded tree can't be read.</exception>
    public static (string Source, string Markdown, string Html) Render(RunFolder folder, RunSettings settings, RunState state)
    {
        var (source, figures) = (Source(PaperReportInput.Read(folder, settings, state)), new FigureSource(state));
        return (source, ReportMarkdown.Render(source, figures), HtmlPage.Render(source, figures, []));
    }

    /// <summary>The text, a section after the other.</summary>
    internal static string Source(PaperReportInput input)
    {
        string[] sections =
        [
            OutcomeSection.Write(input),
            DeliveredSection.Write(input),
            JudgedSection.Write(input),
            TrialsSection.Write(input),
            ClaimsSection.Write(input),
            HostsSection.Write(input.Network),
            NetworkSection.Write(input.State.Refused),
            AddedSection.Write(input.State.Environment),
            TeamSection.Write(input.Folder, input.Settings, input.State),
            PaperRunSection.Write(input),
        ];
        return string.Join('\n', sections.Where(section => section.Length > 0));
    }
}
