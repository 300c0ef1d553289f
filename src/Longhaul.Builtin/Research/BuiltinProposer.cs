using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Builtin.Research.Operators;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.Policies;

namespace Longhaul.Builtin.Research;

/// <summary>
/// The built-in researcher: drafts are the portfolio in order; every other operator makes ideas of candidates (<see cref="Operators"/>), and the first
/// one that is new and can finish in time is proposed. Proposals are functions of the graph and the seed; time is looked at only where there is a
/// limit of it.
/// </summary>
/// <param name="pipelineOf">The text of a candidate's pipeline, or null where its program is none.</param>
public sealed class BuiltinProposer(
    DataProfile profile, Problem problem, MetricSpec metric, IReadOnlyList<PlannedPipeline> portfolio, WorkEstimate work, Func<Candidate, string?> pipelineOf, int seed)
    : IProposer
{
    /// <summary>Candidates besides those a move names that are asked for a change: more would make the last question of a long search a long one.</summary>
    private const int OthersAsked = 24;

    /// <summary>What takes the place of an operator that has nothing to offer.</summary>
    private static readonly Operator[] Instead = [Operator.Tune, Operator.Improve, Operator.Ablate];

    private readonly Drafting _drafting = new(portfolio, profile);
    private readonly Restructuring _restructuring = new(profile, problem, metric);
    private readonly Looking _looking = new(profile);
    private readonly CandidatePipelines _pipelines = new(pipelineOf);

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
        var known = new KnownCandidates(graph, _pipelines);
        var time = new TimeForecast(work, graph, left);
        var ideas = Ideas(move, known, time);
        if (move.Probe && ideas.FirstOrDefault(idea => CanBeLookedAt(idea) && _looking.IsNew(idea, known) && time.Fits(_looking.Look(idea))) is { } idea)
            return Make(_looking.Look(idea), move, time) with { Probe = true };
        var chosen = ideas.FirstOrDefault(idea => (idea.Operator == Operator.Draft || time.Fits(idea)) && !known.Tried(idea.Pipeline));
        return chosen is null ? null : Make(chosen, move, time);
    }

    /// <summary>The pipelines of the portfolio that ran in a smaller form only, as time was short.</summary>
    public IReadOnlyList<PlannedPipeline> Shrunken(SolutionGraph graph) => _drafting.Shrunken(new KnownCandidates(graph, _pipelines));

    /// <summary>The pipelines of the portfolio that were not tried.</summary>
    public IReadOnlyList<PlannedPipeline> Untried(SolutionGraph graph) => _drafting.Untried(new KnownCandidates(graph, _pipelines));

    private IEnumerable<Idea> Ideas(Move move, KnownCandidates known, TimeForecast time)
    {
        var drafts = _drafting.Ideas(known, time);
        if (move.Operator == Operator.Draft)
            return drafts.Concat(Changes(move, known, time));
        return Changes(move, known, time).Concat(drafts);
    }

    private static bool CanBeLookedAt(Idea idea) => idea.Operator is Operator.Tune or Operator.Improve or Operator.Fuse;

    /// <summary>What the move asks for, then what else can be made of its parents, then of the others, best first: of those that could themselves still finish.</summary>
    private IEnumerable<Idea> Changes(Move move, KnownCandidates known, TimeForecast time)
    {
        var graph = known.Graph;
        Candidate[] asked = [.. move.Parents.Select(id => graph[id])];
        foreach (var idea in Made(move.Operator, asked, known))
            yield return idea;
        var others = graph.Ranked.Where(candidate => _pipelines.Of(candidate) is { } pipeline && time.Fits(candidate.Family, pipeline)).Except(asked).Take(OthersAsked);
        foreach (var parent in asked.Concat(others).Where(candidate => candidate is { Experiment: not null, Score: not null, Probe: false }))
        {
            foreach (var idea in Instead.SelectMany(instead => Made(instead, [parent], known)))
                yield return idea;
        }
    }

    private IEnumerable<Idea> Made(Operator made, Candidate[] parents, KnownCandidates known)
    {
        if (parents is not [var parent, ..] || _pipelines.Of(parent) is not { } pipeline)
            return [];
        if (parent.Probe)
            return Looking.InFull(parent, pipeline);
        var random = new Random(unchecked((seed * 1_000_003) + (known.Graph.Candidates.Count * 7919) + parent.Id.Number));
        return made switch
        {
            Operator.Tune => Tuning.Ideas(parent, pipeline, known, random),
            Operator.Improve => _restructuring.Ideas(parent, pipeline, known, random),
            Operator.Ablate => Ablating.Ideas(parent, pipeline, random),
            Operator.Simplify => Simplifying.Ideas(parent, pipeline, known),
            Operator.Debug => Rescuing.Ideas(parent, pipeline),
            Operator.Fuse when parents is [_, var second, ..] && _pipelines.Of(second) is { } other => Fusing.Ideas(parent, pipeline, second, other, known, random),
            _ => [],
        };
    }

    private static Proposal Make(Idea idea, Move move, TimeForecast time)
    {
        var made = Proposal.Pipeline(idea.Family, idea.Title, idea.Hypothesis, idea.Pipeline.ToYaml());
        var asked = idea.Operator == move.Operator && idea.Parents.SequenceEqual(move.Parents);
        return made with { Work = time.Work(idea.Pipeline), Expected = time.Expected(idea.Family, idea.Pipeline), Move = asked ? null : new Move(idea.Operator, idea.Parents) };
    }
}
