using Longhaul.Builtin.Portfolio;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Scoring;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research;

/// <summary>What would be next if there were more time: sentences for the report.</summary>
public static class NextSteps
{
    private const int Recent = 5;

    /// <summary>The sentences; no figures in them.</summary>
    /// <param name="untried">What of the portfolio was not tried: <see cref="BuiltinProposer.Untried"/>.</param>
    /// <param name="shrunken">What of it ran in a smaller form only: <see cref="BuiltinProposer.Shrunken"/>.</param>
    public static IReadOnlyList<string> Of(SolutionGraph graph, IReadOnlyList<PlannedPipeline> untried, IReadOnlyList<PlannedPipeline> shrunken)
    {
        List<string> steps = [];
        var best = graph.Ranked.FirstOrDefault(candidate => candidate.Experiment is not null);
        if (best is null)
            return ["Nothing has a score yet: the first step is to see why the first candidates failed."];
        if (IsPerfect(best.Score!))
            return [$"{best.Id} has the best score there can be: nothing is left to gain on these rows."];
        if (untried.Count > 0)
            steps.Add($"Of the plan, {Titles(untried)} remained untried.");
        if (shrunken.Count > 0)
            steps.Add($"{Titles(shrunken)} ran in a smaller form, as time was short.");
        var changes = graph.Candidates.Where(candidate => candidate.Operator is Operator.Tune or Operator.Improve).ToArray();
        steps.Add(best.Family == "code" ? $"The best, {best.Id}, is a program: what its author would change stands in the logs."
            : changes.Length == 0 ? $"Nothing was tuned yet: {best.Id} ({best.Family}) would be the one to start with."
            : changes.TakeLast(Recent).Any(candidate => candidate.Id == best.Id)
                ? $"Tuning still helped at the end ({best.Id}): more of it should gain a little more."
                : "The last changes gained nothing: new features would help more than further tuning.");
        var families = graph.Ranked.Where(candidate => candidate.Experiment is not null).Select(candidate => candidate.Family).Distinct().ToArray();
        if (families.Length > 1)
            steps.Add($"{Capital(families[0])} is strongest here, {families[1]} next; what else errs differently would help the blend most.");
        if (graph.Candidates.Any(candidate => candidate.Status == CandidateStatus.Failed))
            steps.Add($"Failed candidates ({Join(graph.Candidates.Where(candidate => candidate.Status == CandidateStatus.Failed).Take(3).Select(candidate => $"{candidate.Id}"))}) are worth a second look with more time or memory.");
        return steps;
    }

    private static bool IsPerfect(Score score) => MetricCatalog.Find(score.Metric) is { } metric && score.Value == (metric.Direction == Direction.Maximize ? metric.High : metric.Low);

    private static string Titles(IReadOnlyList<PlannedPipeline> planned) => Join(planned.Take(3).Select(one => $"“{one.Title}”")) + (planned.Count > 3 ? " and more" : "");

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Join(IEnumerable<string> words) => words.ToArray() switch
    {
        [] => "",
        [var only] => only,
        var many => $"{string.Join(", ", many[..^1])} and {many[^1]}",
    };
}
