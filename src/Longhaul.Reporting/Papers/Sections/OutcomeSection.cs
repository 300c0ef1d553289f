using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Reporting.Writing.Sections;

namespace Longhaul.Reporting.Papers.Sections;

/// <summary>What came of it, at a glance.</summary>
internal static class OutcomeSection
{
    public static string Write(PaperReportInput input)
    {
        var (state, settings) = (input.State, input.Settings);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Reproduction of {MarkdownText.Quote(settings.Task)}\n\n{MarkdownText.Quote(Words.Phase(state))}\n\n| | |\n| --- | --- |\n");
        if (input.Tree is { } tree)
            Row(text, "Replication score", string.Create(CultureInfo.InvariantCulture, $"`{tree.Score:0.0000}` of 1, over {tree.Leaves.Count} leaves of the rubric{(tree.Unjudged > 0 ? $"; **{tree.Unjudged} could not be judged and count 0**" : "")}"));
        Row(text, "`reproduce.sh` at the end", Reproduced(input));
        if (input.Claims.Count > 0)
            Row(text, "Entries of the inventory", string.Create(CultureInfo.InvariantCulture, $"{Count(input, "reproduced")} reproduced, {Count(input, "partly")} partly, {Count(input, "not_reproduced")} not reproduced, {Count(input, "unsupported")} unsupported, {Count(input, "not_attempted")} not attempted"));
        Row(text, "Experiments", string.Create(CultureInfo.InvariantCulture, $"{state.ExperimentCount}, {state.FailedExperiments} of them failed; {state.Paper.Rehearsals.Count} rehearsals"));
        Row(text, "Used", "{{run:wall}} of working time, {{run:tokens}} tokens, {{run:cost}} US dollars");
        return text.ToString();
    }

    /// <summary>How the last reproduction went, in a few words.</summary>
    private static string Reproduced(PaperReportInput input) => input.State.Paper.Reproduced switch
    {
        null => "not reached",
        { Ending: { } ending } final => string.Create(CultureInfo.InvariantCulture, $"{Words.Of(ending)} in a clean clone and a fresh sandbox, `{final.WallSeconds:0}` s, {final.Touched} files made or changed"),
        _ when input.Settings.SkipReproduction => "**left out** (`--skip-reproduction`)",
        _ => "**not run**, see below",
    };

    private static int Count(PaperReportInput input, string status) => input.Claims.Count(claim => claim.Status == status);

    private static void Row(StringBuilder text, string name, string value) => text.Append("| ").Append(name).Append(" | ").Append(value).Append(" |\n");
}
