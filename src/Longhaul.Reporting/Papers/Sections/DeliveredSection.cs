using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Reporting.Writing.Sections;

namespace Longhaul.Reporting.Papers.Sections;

/// <summary>The delivered repository, its rehearsals and its last reproduction.</summary>
internal static class DeliveredSection
{
    private const int Listed = 20;

    public static string Write(PaperReportInput input)
    {
        var paper = input.State.Paper;
        var text = new StringBuilder("## What is delivered\n\n");
        if (paper.Reproduced is not { } final)
            return text.Append("Nothing was reproduced: the run ended before its last stage.\n").ToString();
        text.Append(CultureInfo.InvariantCulture, $"The repository `workspace/code/` at commit `{final.Commit}`, one of {paper.Commits.Count} snapshots. ");
        text.Append(final.Ending is { } ending
            ? string.Create(CultureInfo.InvariantCulture, $"Its `reproduce.sh` was run in a clean clone and a fresh sandbox: {Words.Of(ending)} (exit code {final.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}). What it printed and made lies in `workspace/reproduction/`.\n")
            : "Its `reproduce.sh` was not run at the end, so nothing shows that it works elsewhere.\n");
        foreach (var problem in final.Problems)
            text.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Quote(problem, 500)}\n");
        if (paper.Rehearsals.Count == 0)
            return text.Append("\nIt was never rehearsed during the run.\n").ToString();
        text.Append("\n| rehearsal | commit | how it ended | files | problems |\n| --- | --- | --- | --- | --- |\n");
        foreach (var rehearsal in paper.Rehearsals.TakeLast(Listed))
            text.Append(CultureInfo.InvariantCulture, $"| {rehearsal.Id} | `{Short(rehearsal.Commit)}` | {(rehearsal.Ending is { } how ? Words.Of(how) : "not run")} | {rehearsal.Touched} | {MarkdownText.Quote(string.Join("; ", rehearsal.Problems), 400)} |\n");
        if (paper.Rehearsals.Count > Listed)
            text.Append(CultureInfo.InvariantCulture, $"\n{paper.Rehearsals.Count - Listed} earlier ones: `longhaul tree`.\n");
        return text.ToString();
    }

    private static string Short(string commit) => commit.Length > 12 ? commit[..12] : commit;
}
