using System.Globalization;
using System.Text;
using Longhaul.Evaluation.Rubrics;
using Longhaul.Reporting.Figures;
using Longhaul.Reporting.Html;
using Longhaul.Reporting.Markdown;
using Longhaul.Reporting.Writing;
using Longhaul.Reporting.Writing.Sections;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Papers;

/// <summary>The report of a paper's run: what was delivered, what its reproduction did, what each experiment covers, how it was judged.</summary>
public static class PaperReport
{
    private const int LongestReason = 300;

    /// <summary>The graded tree's place, in PaperBench's form.</summary>
    public static string TreeOf(RunFolder folder) => Path.Combine(folder.Report, "graded_tree.json");

    /// <summary>The places of the self-check.</summary>
    public static (string Markdown, string Json) SelfCheckOf(RunFolder folder) => (Path.Combine(folder.Report, "final_self_check.md"), Path.Combine(folder.Report, "final_self_check.json"));

    /// <summary>Writes <c>report/report.source.md</c>, <c>report.md</c> and <c>report.html</c>; gives the hashes of all files of the report.</summary>
    public static IReadOnlyDictionary<string, string> Write(RunFolder folder, RunSettings settings, RunState state)
    {
        var source = Source(settings, state, File.Exists(TreeOf(folder)) ? GradedTree.Read(TreeOf(folder)) : null);
        var figures = new FigureSource(state);
        var places = ReportFiles.In(folder);
        AtomicFile.Write(places.Source, source);
        AtomicFile.Write(places.Markdown, ReportMarkdown.Render(source, figures));
        AtomicFile.Write(places.Html, HtmlPage.Render(source, figures, []));
        var (markdown, json) = SelfCheckOf(folder);
        string[] files = [places.Source, places.Markdown, places.Html, markdown, json, TreeOf(folder)];
        return files.Where(File.Exists).ToDictionary(file => Path.GetRelativePath(folder.Root, file), file => ContentHash.OfFile(file).Value, StringComparer.Ordinal);
    }

    /// <summary>The text: pure.</summary>
    public static string Source(RunSettings settings, RunState state, GradedTree? tree)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Reproduction of {MarkdownText.Quote(settings.Task)}\n\n");
        Delivered(text, state.Paper);
        if (tree is not null)
            Judged(text, tree);
        Experiments(text, state.Paper);
        text.Append(AddedSection.Write(state.Environment));
        text.Append("\n## Claims\n\nEach claim, target value, baseline and variant, with what was reproduced: `report/final_self_check.md`.\n");
        Refused(text, state);
        text.Append(NetworkSection.Write(state.Refused));
        Spent(text, settings, state);
        return text.ToString();
    }

    private static void Delivered(StringBuilder text, PaperState paper)
    {
        text.Append("## What is delivered\n\n");
        if (paper.Reproduced is not { } final)
        {
            text.Append("Nothing was reproduced: the run ended before its last stage.\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"The repository `workspace/code/` at commit `{final.Commit}`, {paper.Commits.Count} snapshots. ");
        text.Append(final.Ending is { } ending
            ? string.Create(CultureInfo.InvariantCulture, $"Its `reproduce.sh` was run in a clean clone and a fresh sandbox: {ending}, {final.WallSeconds:0} s, {final.Touched} files made or changed.\n")
            : "Its `reproduce.sh` was not run at the end.\n");
        foreach (var problem in final.Problems)
            text.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Quote(problem, 500)}\n");
        text.Append(CultureInfo.InvariantCulture, $"\nRehearsals during the run: {paper.Rehearsals.Count}.\n");
    }

    private static void Judged(StringBuilder text, GradedTree tree)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## How it was judged\n\nReplication score `{tree.Score:0.0000}` over {tree.Leaves.Count} leaves, judged by the run's language model{(tree.Unjudged > 0 ? $"; {tree.Unjudged} leaves could not be judged and count nothing" : "")}. The whole tree: `report/graded_tree.json`.\n\n| requirement | category | score | reasons |\n| --- | --- | --- | --- |\n");
        foreach (var leaf in tree.Leaves)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Quote(leaf.Node.Requirements, 160)} | {leaf.Node.Category?.Name()} | `{leaf.Score:0.##}`{(leaf.Verdict!.Judged ? "" : " (not judged)")} | {MarkdownText.Quote(leaf.Verdict.Reasons, LongestReason)} |\n");
        }
    }

    private static void Experiments(StringBuilder text, PaperState paper)
    {
        text.Append("\n## Experiments\n\n");
        if (paper.Trials.Count == 0)
        {
            text.Append("None.\n");
            return;
        }

        text.Append("| experiment | what | covers | leaves out | how it ended |\n| --- | --- | --- | --- | --- |\n");
        foreach (var trial in paper.Trials.Values)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {trial.Id} | {MarkdownText.Quote(trial.Started.Title, 100)} | {MarkdownText.Quote(string.Join(", ", trial.Started.Covers), 200)} | {MarkdownText.Quote(trial.Started.Missing, 200)} | {trial.Ended?.Ending.ToString() ?? "cut off"} |\n");
        }
    }

    private static void Refused(StringBuilder text, RunState state)
    {
        if (state.Team.Refused.Count == 0)
            return;
        text.Append("\n## What was refused\n\n");
        foreach (var (use, what) in state.Team.Refused.Take(50))
            text.Append(CultureInfo.InvariantCulture, $"- {use}: {MarkdownText.Quote(what)}\n");
    }

    private static void Spent(StringBuilder text, RunSettings settings, RunState state)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## The run\n\nModel {MarkdownText.Quote(settings.Model)}; {state.Team.Order.Count} sessions, {state.Team.Prompts.Calls} calls, largest prompt {state.Team.Prompts.Largest} tokens; {state.Team.Tokens} tokens in all");
        text.Append(CultureInfo.InvariantCulture, $"{(settings.Ablate.Count > 0 ? $". Switched off: {string.Join(", ", settings.Ablate)}" : "")}. Ended: {MarkdownText.Quote(state.End?.Reason)}.\n");
    }
}
