using System.Globalization;
using System.Text;
using System.Text.Json;
using Longhaul.Evaluation.Rubrics;
using Longhaul.Evaluation.Rubrics.Judging;
using Longhaul.Team;

namespace Longhaul.Tracks.Papers;

/// <summary>Judges leaves of a rubric by a language model: a session of the role <c>judge</c> each, in the journal like every other.</summary>
/// <param name="notes">The rubric's author's notes to the judge; empty where there are none.</param>
internal sealed class PaperJudge(ResearchTeam team, string notes)
{
    private const int LongestNotes = 3_000;

    /// <summary>The verdict on a leaf.</summary>
    public async Task<LeafVerdict> JudgeAsync(LeafQuestion question, CancellationToken cancellationToken)
    {
        var call = new RoleCall("judge", $"judge.{question.Leaf.Id}", BriefOf(question, notes), null);
        var ended = (await team.AskAsync([call], 1, cancellationToken).ConfigureAwait(false))[0];
        return ended.Outcome == "finished" ? Read(question.Leaf.Id, team.SummaryOf(ended)) : LeafVerdict.Unjudged(question.Leaf.Id, $"The judge's session ended without a verdict ({ended.Outcome}).");
    }

    /// <summary>What the judge is asked.</summary>
    public static string BriefOf(LeafQuestion question, string notes)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Requirement ({question.Leaf.Category?.Name()}):\n{question.Leaf.Requirements}\n\nIt is part of:\n");
        foreach (var above in question.Above)
            text.Append(CultureInfo.InvariantCulture, $"- {above.Requirements}\n");
        text.Append("\nFiles worth a look, the likeliest first:\n");
        foreach (var file in question.Files)
            text.Append(CultureInfo.InvariantCulture, $"- reproduction/{file}\n");
        if (notes.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"\nNotes of the rubric's author:\n{(notes.Length <= LongestNotes ? notes : notes[..LongestNotes] + "…")}\n");
        return text.ToString();
    }

    /// <summary>A verdict as the tool wrote it down.</summary>
    public static LeafVerdict Read(string leaf, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new LeafVerdict(leaf, root.GetProperty("score").GetDouble(), root.GetProperty("reasons").GetString() ?? "")
            {
                Files = [.. root.GetProperty("files").EnumerateArray().Select(file => file.GetString() ?? "")],
            };
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return LeafVerdict.Unjudged(leaf, "The judge's verdict can't be read.");
        }
    }
}
