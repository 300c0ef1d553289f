using Longhaul.Builtin.Ensembles;
using Longhaul.Builtin.Profile;
using Longhaul.Builtin.Research;
using Longhaul.Builtin.Training;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Alarms;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.FinalFit;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Team;
using Longhaul.Team.Desk;
using Longhaul.Team.Sessions;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Environments;
using Longhaul.Tracks.Teams;
using Longhaul.Team.Tools.Research;

namespace Longhaul.Tracks.Mle;

/// <summary>The search of a competition run: puts the parts together that the loop turns.</summary>
public sealed class MleSearch
{
    private readonly RunLedger _ledger;
    private readonly ProgramStore _programs;
    private readonly BuiltinResearcher _researcher;
    private readonly ResearchLoop _loop;
    private readonly FinalFitting? _final;
    private readonly TeamResearch? _team;
    private readonly bool _cold;

    /// <summary>Looks at the data and sets everything up; nothing runs yet.</summary>
    /// <param name="supply">What a team of language models needs; null where none works.</param>
    public MleSearch(
        RunLedger ledger, RunSettings settings, TaskData data, DataProfile profile, IReadOnlyList<Alarm> alarms, IExecutor executor, CommandSurroundings surroundings, TorchSupply torch,
        BudgetClock budget, TeamSupply? supply, TimeProvider clock)
    {
        _ledger = ledger;
        _cold = settings is { HasTeam: true, Cold: true };
        _programs = new ProgramStore(new ContentStore(ledger.Folder.Objects));
        _researcher = BuiltinResearcher.For(data, profile, alarms, settings.Seed, settings.Pipelines, PipelineOf, supply?.Tape.Around(torch.Offers) ?? torch.Offers);
        if (supply?.Tape.IsPlayed != true)
            torch.Prepare(_researcher.Portfolio.Select(planned => planned.Pipeline));
        var scorer = new FoldScorer(data);
        var submissions = new SubmissionKeeper(ledger, data, scorer);
        var (code, scribe) = (new CodeHistory(Folder, _programs, shared: settings.HasTeam), new WorkspaceScribe(Folder));
        var settlement = new Settlement(ledger, scorer, new StoredEnsembler(Folder, data), new Gatekeeper(ledger, data), submissions, code, scribe);
        _loop = new ResearchLoop(
            ledger, budget, _researcher.Policy, _researcher.Proposer, _programs, MleExperiments.Runner(Folder, settings, data, scorer, executor, surroundings, torch, supply?.Tape), settlement, settings.Workers);
        _final = (ViewsForm)settings.Views == ViewsForm.Plain
            ? null
            : new FinalFitting(ledger, budget, _programs, Final(MleExperiments.Final(Folder, settings, data, scorer, executor, surroundings, torch), supply), settlement, submissions, data.Task);
        if (supply is null)
            return;
        var without = new Ablations([.. settings.Ablate]);
        var desk = new MleDesk(ledger, settings, data, _loop, new RoleCommands(settings, executor, surroundings), scribe, clock);
        var recorded = supply.Tape.Around(desk);
        var team = new ResearchTeam(ledger, Plan(desk, supply.Packages, without, supply.Tape.SideBySide), recorded, supply.Seats.Of, new Allowance(budget, settings.MaxTokens, settings.MaxCostUsd), without, clock, supply.Servers);
        _team = new TeamResearch(ledger, settings, budget, desk, recorded, team, data.Task.Resources.Hosts);
        code.Bring(ledger.State);
    }

    private RunFolder Folder => _ledger.Folder;

    /// <summary>Writes what was seen and planned into the workspace, once.</summary>
    public void WriteNotes()
    {
        if (_ledger.State.Stages.Exists(stage => stage.Stage == "plan"))
            return;
        var hashes = _researcher.WriteNotes(Folder, plan: !_cold)
            .ToDictionary(path => Path.GetRelativePath(Folder.Root, path), path => ContentHash.OfFile(path).Value, StringComparer.Ordinal);
        _ledger.Record("plan", new StageDone("plan", hashes));
    }

    /// <summary>Searches until the budget is used up, then fits the champion on all labelled rows; says why the search stopped.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Once the champion is frozen, nothing may change the choice, unless the run is extended.
            var reason = _ledger.State.Frozen?.Reason
                ?? await (_team?.RunAsync(cancellationToken) ?? _loop.RunAsync(stint: null, cancellationToken)).ConfigureAwait(false);
            if (_final is null || await _final.RunAsync(reason, cancellationToken).ConfigureAwait(false))
                return reason;
        }
    }

    /// <summary>Evaluates a person's candidate.</summary>
    public Task<ExperimentEnded> TryAsync(Proposal proposal, TimeSpan time, CancellationToken cancellationToken) =>
        _loop.TryAsync(proposal, time, cancellationToken);

    /// <summary>What would be tried next if there were more time.</summary>
    public IReadOnlyList<string> NextSteps() => _researcher.NextSteps(_ledger.State.Graph, leads: _team is null);

    private TeamPlan Plan(MleDesk desk, IPackageDesk? packages, Ablations without, int sideBySide) => new(
        "orchestrator",
        "solo",
        [new ExperimentTool(desk, () => _ledger.State, without), new AutomlTool(desk, () => _ledger.State.Graph), new PreviewTool(), new CheckFormTool(desk), .. packages is null ? (ITool[])[] : [new AddPackagesTool(packages, delivers: false)]],
        state => state.Submissions.Count == 0 ? "There is no valid submission yet. See to one first: automl makes one in a minute." : null) { SideBySide = sideBySide };

    private static IFinalFitter Final(IFinalFitter live, TeamSupply? supply) => supply?.Tape.Around(live) ?? live;

    private string? PipelineOf(Candidate candidate) =>
        _ledger.State.Programs.TryGetValue(candidate.Id.Number, out var program) ? _programs.TextOf(program, "pipeline.yaml") : null;
}
