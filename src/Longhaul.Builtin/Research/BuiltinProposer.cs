using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.Policies;

namespace Longhaul.Builtin.Research;

/// <summary>
/// The built-in researcher: drafts are the portfolio in order; tuning moves hyper-parameters, improving changes features. What was tried is
/// never proposed again, and what can't finish in the time left is passed over. Proposals are functions of the graph and the seed; time is
/// looked at only where there is a limit of it.
/// </summary>
/// <param name="pipelineOf">The text of a candidate's pipeline, or null where its program is none.</param>
public sealed class BuiltinProposer(
    DataProfile profile, Problem problem, MetricSpec metric, IReadOnlyList<PlannedPipeline> portfolio, WorkEstimate work, Func<Candidate, string?> pipelineOf, int seed)
    : IProposer
{
    private const int Attempts = 40;

    /// <summary>One candidate may take so much of what is left; later priorities less.</summary>
    private static readonly double[] ShareOfTime = [0.9, 0.6, 0.4, 0.4];

    private const double ShareForChanges = 0.6;

    private readonly Dictionary<CandidateId, Pipeline?> _pipelines = [];

    /// <inheritdoc/>
    public Task<Proposal?> ProposeAsync(Move move, SolutionGraph graph, BudgetLeft left, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Propose(move, graph, left));
    }

    /// <inheritdoc/>
    public string? Insight(Candidate finished, SolutionGraph before) => Insights.Of(finished, before);

    /// <summary>The proposal for a move; where nothing new comes of it, for another one, as <see cref="Proposal.Move"/> then says.</summary>
    public Proposal? Propose(Move move, SolutionGraph graph, BudgetLeft left)
    {
        var tried = graph.Candidates.Select(PipelineOf).OfType<Pipeline>().Select(pipeline => pipeline.Hash).ToHashSet();
        if (move.Operator == Operator.Draft && Draft(graph, left, tried) is { } draft)
            return draft;
        var asked = move.Parents.Select(id => graph[id]);
        var parents = asked.Concat(graph.Ranked).Where(candidate => candidate.Experiment is not null && PipelineOf(candidate) is not null).DistinctBy(candidate => candidate.Id);
        foreach (var parent in parents)
        {
            if (Change(move.Operator, parent, graph, left, tried) is not { } change)
                continue;
            return move.Parents.Contains(parent.Id) && change.Move!.Operator == move.Operator ? change with { Move = null } : change;
        }

        return move.Operator == Operator.Draft ? null : Draft(graph, left, tried) is { } late ? late with { Move = new Move(Operator.Draft, []) } : null;
    }

    /// <summary>The pipelines of the portfolio that were not tried.</summary>
    public IReadOnlyList<PlannedPipeline> Untried(SolutionGraph graph)
    {
        var tried = graph.Candidates.Select(PipelineOf).OfType<Pipeline>().Select(pipeline => (pipeline with { Rows = 1 }).Hash).ToHashSet();
        return [.. portfolio.Where(planned => !tried.Contains((planned.Pipeline with { Rows = 1 }).Hash))];
    }

    private Proposal? Draft(SolutionGraph graph, BudgetLeft left, HashSet<ContentHash> tried)
    {
        foreach (var planned in portfolio)
        {
            if (tried.Contains(planned.Pipeline.Hash) || tried.Contains((planned.Pipeline with { Rows = 1 }).Hash) || IsShrunken(planned, graph))
                continue;
            var cap = left.Time * ShareOfTime[planned.Priority];
            var pipeline = planned.Given ? planned.Pipeline : Fitted(planned, graph, cap);
            if (pipeline is not null && !tried.Contains(pipeline.Hash))
                return Make(planned.Family, planned.Title, planned.Hypothesis, pipeline, graph, left);
        }

        return null;
    }

    /// <summary>Whether the planned pipeline ran on a part of the rows because time was short.</summary>
    private bool IsShrunken(PlannedPipeline planned, SolutionGraph graph) => graph.Candidates.Any(candidate =>
        candidate.Title == planned.Title && PipelineOf(candidate) is { Rows: < 1 } known && known with { Rows = planned.Pipeline.Rows } == planned.Pipeline);

    /// <summary>The pipeline, on fewer rows where all would take too long; null where even a twentieth would.</summary>
    private Pipeline? Fitted(PlannedPipeline planned, SolutionGraph graph, TimeSpan? cap)
    {
        if (cap is not { } most || Expected(planned.Family, planned.Pipeline, graph) <= most)
            return planned.Pipeline;
        foreach (var share in new[] { 0.5, 0.25, 0.1, 0.05 })
        {
            var smaller = planned.Pipeline with { Rows = planned.Pipeline.Rows * share };
            if (profile.Rows * smaller.Rows > 2000 && Expected(planned.Family, smaller, graph) <= most)
                return smaller;
        }

        return null;
    }

    private Proposal? Change(Operator asked, Candidate parent, SolutionGraph graph, BudgetLeft left, HashSet<ContentHash> tried)
    {
        var pipeline = PipelineOf(parent)!;
        var random = new Random(unchecked((seed * 1_000_003) + (graph.Candidates.Count * 7919) + parent.Id.Number));
        return asked == Operator.Improve
            ? Improve(parent, pipeline, graph, left, tried, random) ?? Tune(parent, pipeline, graph, left, tried, random)
            : Tune(parent, pipeline, graph, left, tried, random) ?? Improve(parent, pipeline, graph, left, tried, random);
    }

    private Proposal? Tune(Candidate parent, Pipeline pipeline, SolutionGraph graph, BudgetLeft left, HashSet<ContentHash> tried, Random random)
    {
        if (!ModelSpace.Has(pipeline.Model))
            return null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var changed = pipeline with { Model = ModelSpace.Move(pipeline.Model, random), Rows = 1 };
            if (tried.Contains(changed.Hash) || !Fits(parent.Family, changed, graph, left))
                continue;
            var difference = ModelSpace.Differences(pipeline.Model, changed.Model);
            var title = difference.Length > 0 ? $"{parent.Id} with {difference}" : $"{parent.Id} on all rows";
            return Make(parent.Family, title, $"The neighbourhood of {parent.Id} may hold something better.", changed, graph, left) with { Move = new Move(Operator.Tune, [parent.Id]) };
        }

        return null;
    }

    private Proposal? Improve(Candidate parent, Pipeline pipeline, SolutionGraph graph, BudgetLeft left, HashSet<ContentHash> tried, Random random)
    {
        StructuralChange[] changes =
        [
            .. StructuralChanges.Of(pipeline, profile, problem, metric).Where(change => !tried.Contains(change.Pipeline.Hash) && Fits(parent.Family, change.Pipeline, graph, left)),
        ];
        if (changes.Length == 0)
            return null;
        var chosen = changes[random.Next(changes.Length)];
        return Make(parent.Family, $"{parent.Id} with {chosen.Title}", chosen.Why, chosen.Pipeline, graph, left) with { Move = new Move(Operator.Improve, [parent.Id]) };
    }

    private Proposal Make(string family, string title, string hypothesis, Pipeline pipeline, SolutionGraph graph, BudgetLeft left) =>
        Proposal.Pipeline(family, title, hypothesis, pipeline.ToYaml()) with
        {
            Work = Math.Round(work.Of(pipeline), 3),
            Expected = left.Time is null ? null : Expected(family, pipeline, graph),
        };

    private bool Fits(string family, Pipeline pipeline, SolutionGraph graph, BudgetLeft left) =>
        left.Time is not { } time || Expected(family, pipeline, graph) <= time * ShareForChanges;

    private TimeSpan Expected(string family, Pipeline pipeline, SolutionGraph graph) => ExpectedTime.Of(family, work.Of(pipeline), graph);

    private Pipeline? PipelineOf(Candidate candidate)
    {
        if (_pipelines.TryGetValue(candidate.Id, out var known))
            return known;
        return _pipelines[candidate.Id] = Read(candidate);
    }

    /// <summary>Null where the program is no pipeline, or a person's that can't be read.</summary>
    private Pipeline? Read(Candidate candidate)
    {
        try
        {
            return pipelineOf(candidate) is { } text ? Pipeline.Parse(text, $"{candidate.Id}/{Pipeline.FileName}") : null;
        }
        catch (PipelineException)
        {
            return null;
        }
    }
}
