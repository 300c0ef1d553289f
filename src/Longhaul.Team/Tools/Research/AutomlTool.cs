using System.Globalization;
using System.Text;
using System.Text.Json;
using Longhaul.Runs;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;

namespace Longhaul.Team.Tools.Research;

/// <summary><c>automl</c>: the built-in researcher goes on for a while.</summary>
public sealed class AutomlTool(IResearchDesk desk, Func<SolutionGraph> graph) : ITool
{
    public string Name => "automl";

    public string Description => "Lets the built-in researcher (an AutoML without a language model) go on: drafts, tuning, ensembles. Cheap and strong on tables. Says what came of it.";

    public JsonElement Schema { get; } = new ToolSchema().WholeOr("experiments", "At most so many, default 5.").NumberOr("minutes", "At most so long, default 10.").Build();

    // What it did stands in the journal; done again it goes on.
    public bool Repeatable => true;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var experiments = arguments.WholeOr("experiments", 1, 200) ?? 5;
        var asked = TimeSpan.FromMinutes(arguments.NumberOr("minutes", 0.1, 24 * 60) ?? 10);
        // Where nothing is limited in time no clock is looked at.
        TimeSpan? limit = scene.TimeLeft is { } left ? scene.Since.Worked + (left < asked ? left : asked) : null;
        var why = await desk.AutomateAsync(new Stint(scene.Since.Experiments + experiments, limit), cancellationToken).ConfigureAwait(false);
        var made = graph().Candidates.Where(candidate => candidate.Experiment is { } experiment && experiment.Number > scene.Since.Experiments).ToList();
        if (made.Count == 0)
            return ToolResult.Failed($"No experiment was made: {why}.", $"automl: {why}");
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{made.Count} experiments were made ({why}):\n"));
        foreach (var candidate in made)
            text.Append(CultureInfo.InvariantCulture, $"- {candidate.Experiment} {candidate.Id} {candidate.Title}: {(candidate.Score is { } score ? $"{score.Metric} {score.Value:0.#####} (spread {score.Spread:0.#####})" : "no score")}\n");
        if (graph().Best is { Score: { } best } champion)
            text.Append(CultureInfo.InvariantCulture, $"The best is now {champion.Id} ({Printable.Line(champion.Title, 80)}): {best.Metric} {best.Value:0.######}.\n");
        return ToolResult.Ok(text.ToString(), string.Create(CultureInfo.InvariantCulture, $"automl made {made.Count} experiments"));
    }
}
