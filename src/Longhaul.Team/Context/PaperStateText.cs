using System.Globalization;
using System.Text;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.State;

namespace Longhaul.Team.Context;

/// <summary>How the reproduction of a paper stands, for a prompt: pure and bounded.</summary>
internal static class PaperStateText
{
    private const int Newest = 10;

    /// <summary>What was rehearsed, and the newest experiments.</summary>
    /// <param name="rehearses">Whether the reader can see to a rehearsal.</param>
    public static string Of(PaperState paper, bool rehearses)
    {
        var text = new StringBuilder();
        text.Append(paper.Rehearsed is { } rehearsal
            ? string.Create(CultureInfo.InvariantCulture, $"The last rehearsal of reproduce.sh: {rehearsal.Ending}, {rehearsal.Touched} files made or changed{Problems(rehearsal)}{Since(paper, rehearsal.Commit)}.\n")
            : rehearses ? "reproduce.sh was not rehearsed yet: that comes before anything clever.\n" : "");
        if (paper.Trials.Count == 0)
            return text.Append("(no experiments yet)\n").ToString();
        text.Append("\n| experiment | what | covers | leaves out | how it ended |\n| --- | --- | --- | --- | --- |\n");
        foreach (var trial in paper.Trials.Values.TakeLast(Newest))
            text.Append(CultureInfo.InvariantCulture, $"| {trial.Id} | {Cell(trial.Started.Title)} | {Cell(string.Join(", ", trial.Started.Covers), 240)} | {Cell(trial.Started.Missing)} | {trial.Ended?.Ending.ToString() ?? "–"}{Since(paper, trial.Started.Commit)} |\n");
        if (paper.Trials.Count > Newest)
            text.Append(CultureInfo.InvariantCulture, $"({paper.Trials.Count - Newest} earlier ones: experiments/)\n");
        return text.ToString();
    }

    private static string Problems(ReproductionEnded rehearsal) => rehearsal.Problems.Count == 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {rehearsal.Problems.Count} to mend ({Printable.Line(rehearsal.Problems[0], 160)})");

    // What was shown, was shown of the code as it stood then.
    private static string Since(PaperState paper, string commit) => paper.Head is null || paper.Head == commit ? "" : "; code/ has changed since";

    private static string Cell(string text, int most = 90) => Printable.Line(text, most).Replace('|', '/');
}
