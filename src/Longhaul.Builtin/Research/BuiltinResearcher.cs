using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Alarms;
using Longhaul.Search.Graph;
using Longhaul.Search.Policies;

namespace Longhaul.Builtin.Research;

/// <summary>The researcher that needs no model: looks at the data, plans, proposes, and says what it learnt.</summary>
public sealed class BuiltinResearcher
{
    private readonly TaskData _data;
    private readonly IReadOnlyList<Alarm> _alarms;

    private BuiltinResearcher(TaskData data, DataProfile profile, IReadOnlyList<Alarm> alarms, IReadOnlyList<PlannedPipeline> portfolio, BuiltinProposer proposer) =>
        (_data, Profile, _alarms, Portfolio, Proposer) = (data, profile, alarms, portfolio, proposer);

    /// <summary>What the data are.</summary>
    public DataProfile Profile { get; }

    /// <summary>What is tried first.</summary>
    public IReadOnlyList<PlannedPipeline> Portfolio { get; }

    /// <summary>Makes the candidates.</summary>
    public BuiltinProposer Proposer { get; }

    /// <summary>Picks the moves.</summary>
    public IPolicy Policy => new GreedyPolicy(Portfolio.Count);

    /// <summary>A researcher for a task. The same data and seed make the same one.</summary>
    /// <param name="profile">What the data are.</param>
    /// <param name="alarms">What may be too good to be true; columns that can't be trusted are left out.</param>
    /// <param name="pipelineOf">The text of a candidate's <c>pipeline.yaml</c>, or null where its program is none.</param>
    /// <param name="offered">Whether a model can be run by now: libtorch may be on its way.</param>
    /// <param name="brought">Pipelines of a person, which come first.</param>
    public static BuiltinResearcher For(
        TaskData data, DataProfile profile, IReadOnlyList<Alarm> alarms, int seed, IEnumerable<GivenPipeline> brought, Func<Candidate, string?> pipelineOf,
        Func<ModelSpec, bool> offered)
    {
        profile = profile.Without(alarms.Where(alarm => alarm.Action == AlarmAction.LeftOut).SelectMany(alarm => alarm.Columns));
        PlannedPipeline[] portfolio =
        [
            .. brought.Select(given => PlannedPipeline.Brought(given.Name, Pipeline.Parse(given.Text, given.Name))).Concat(FirstPipelines.For(data.Task, data.Problem, profile, seed))
                .DistinctBy(planned => planned.Pipeline),
        ];
        var work = WorkEstimate.For(profile, data.Problem, data.Folds);
        return new BuiltinResearcher(data, profile, alarms, portfolio, new BuiltinProposer(profile, data.Problem, data.Task.Metric, new OfferedPipelines(portfolio, offered), work, pipelineOf, seed));
    }

    /// <summary>Writes what was seen, and what is planned, into the workspace; the files' paths.</summary>
    /// <param name="plan">Whether it will work by its plan.</param>
    public IReadOnlyList<string> WriteNotes(RunFolder run, bool plan)
    {
        AtomicFile.Write(run.Summary, Printable.Of(ProfileText.Summary(Profile, _data.Task, _alarms)));
        AtomicFile.Write(run.Profile, ProfileText.Json(Profile));
        if (!plan)
            return [run.Summary, run.Profile];
        AtomicFile.Write(run.Plan, Printable.Of(PlanText.Write(_data.Task, Portfolio, _alarms)));
        return [run.Summary, run.Profile, run.Plan];
    }

    /// <summary>What would be next if there were more time.</summary>
    /// <param name="leads">Whether the portfolio was what the search went by; else nobody meant to try what is left of it.</param>
    public IReadOnlyList<string> NextSteps(SolutionGraph graph, bool leads) => Research.NextSteps.Of(graph, leads ? Proposer.Untried(graph) : [], leads ? Proposer.Shrunken(graph) : []);
}
