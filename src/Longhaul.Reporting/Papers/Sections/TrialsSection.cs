using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Reporting.Writing.Sections;

namespace Longhaul.Reporting.Papers.Sections;

/// <summary>The experiments in their order: what each covers, what it leaves out, what it shows.</summary>
internal static class TrialsSection
{
    public static string Write(PaperReportInput input)
    {
        var trials = input.State.Paper.Trials;
        var text = new StringBuilder("## Experiments\n\n");
        if (trials.Count == 0)
            return text.Append("None.\n").ToString();
        text.Append("Commands of the delivered code; what each printed and left is in `workspace/experiments/`.\n\n");
        text.Append("| experiment | what | covers | leaves out | shows | how it ended | seconds |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var trial in trials.Values)
        {
            var shows = string.Join(", ", input.Shown.Where(claim => claim.Experiment == trial.Id).Select(claim => claim.Id));
            text.Append(CultureInfo.InvariantCulture, $"| {trial.Id} | {MarkdownText.Quote(trial.Started.Title, 100)} | {MarkdownText.Quote(string.Join(", ", trial.Started.Covers), 200)} | {MarkdownText.Quote(trial.Started.Missing, 200)} | ")
                .Append(CultureInfo.InvariantCulture, $"{MarkdownText.Quote(shows, 200)} | {(trial.Ended is { } ended ? Words.Of(ended.Ending) : "cut off")} | {(trial.Ended is { } end ? $"`{end.WallSeconds:0.0}`" : "–")} |\n");
        }

        return text.ToString();
    }
}
