using System.Globalization;
using Longhaul.Evaluation.Scoring;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Workspace;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Search.Loop;

/// <summary>Keeps the workspace's logs and its map at what the journal says.</summary>
/// <param name="ofPaper">Whether the run reproduces a paper.</param>
public sealed class WorkspaceScribe(RunFolder folder, bool ofPaper = false)
{
    private const string ImplementationLog = "log/impl_log.md";
    private const string ExperimentLog = "log/exp_log.md";

    private readonly WorkspaceMap _map = new(folder, ofPaper ? Regions.OfPaper : Regions.All);
    private readonly AppendOnlyFile _built = new(folder.ImplementationLog);
    private readonly AppendOnlyFile _run = new(folder.ExperimentLog);

    /// <summary>Appends what is new to the logs, and draws the map again.</summary>
    public void Write(RunState state)
    {
        _built.Bring("# What was built, and why\n\n" + Log(state, StoryKind.Built, ImplementationLog, candidate => Built(candidate)));
        _run.Bring("# What was run, and what it showed\n\n" + Log(state, StoryKind.Run, ExperimentLog, candidate => Run(candidate, state.Graph)));
        if (!ofPaper)
            AtomicFile.Write(Path.Combine(folder.Notes, "research.md"), ResearchNotes.Write(state));
        _map.Draw([.. state.Experiments.Values.Select(experiment => experiment.StartedAt), .. state.Paper.Trials.Values.Select(trial => trial.StartedAt)]);
    }

    private static string Log(RunState state, StoryKind kind, string path, Func<Candidate, string> entry) => string.Concat(state.Story.Select(item =>
        item.Kind == kind ? entry(state.Graph[item.Candidate!.Value]) : item.Said is { } said && said.Log == path ? $"- {said.Use} {said.Text}\n" : ""));

    private static string Built(Candidate candidate)
    {
        var from = candidate.Parents.Count == 0 ? "" : $" from {string.Join(", ", candidate.Parents)}";
        return $"- {candidate.Id} ({candidate.Operator.ToString().ToLowerInvariant()}{from}) {candidate.Title}: {candidate.Hypothesis}\n";
    }

    // What a change has brought, fold by fold; a parent of another fidelity says nothing.
    private static string Against(Candidate candidate, SolutionGraph graph) =>
        candidate is { Experiment: not null, Score: { } score, Parents: [var id, ..] } && graph[id] is { Score: { } before } parent && parent.Probe == candidate.Probe
        && PairedComparison.Difference(score, before) is var (mean, error)
            ? string.Create(CultureInfo.InvariantCulture, $" ({mean:+0.#####;-0.#####;0} ± {error:0.#####} against {id})")
            : "";

    private static string Run(Candidate candidate, SolutionGraph graph)
    {
        var name = candidate.Experiment is { } experiment ? $"{experiment} {candidate.Id}" : $"{candidate.Id}";
        var result = candidate.Score is { } score
            ? string.Create(CultureInfo.InvariantCulture, $"{score.Metric} {score.Value:0.#####} ± {score.Spread:0.#####}")
            : $"{candidate.Ending?.ToString().ToLowerInvariant() ?? "no result"}";
        return $"- {name} {candidate.Title}: {result}{Against(candidate, graph)}. {candidate.Insight}\n";
    }
}
