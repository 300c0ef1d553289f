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
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;

namespace Longhaul.Tracks.Mle;

/// <summary>The search of a competition run: puts the parts together that the loop turns.</summary>
public sealed class MleSearch
{
    private readonly RunLedger _ledger;
    private readonly ProgramStore _programs;
    private readonly BuiltinResearcher _researcher;
    private readonly ResearchLoop _loop;

    /// <summary>Looks at the data and sets everything up; nothing runs yet.</summary>
    public MleSearch(
        RunLedger ledger, RunSettings settings, TaskData data, DataProfile profile, IReadOnlyList<Alarm> alarms, IExecutor executor, CommandSurroundings surroundings, TorchSupply torch,
        BudgetClock budget)
    {
        _ledger = ledger;
        _programs = new ProgramStore(new ContentStore(ledger.Folder.Objects));
        _researcher = BuiltinResearcher.For(data, profile, alarms, settings.Seed, settings.Pipelines, PipelineOf, torch.Offers);
        torch.Prepare(_researcher.Portfolio.Select(planned => planned.Pipeline));
        var scorer = new FoldScorer(data);
        var settlement = new Settlement(
            ledger, scorer, new StoredEnsembler(Folder, data), new Gatekeeper(ledger, data), new SubmissionKeeper(ledger, data, scorer), new CodeHistory(Folder, _programs), new WorkspaceScribe(Folder));
        _loop = new ResearchLoop(
            ledger, budget, _researcher.Policy, _researcher.Proposer, _programs, MleExperiments.Runner(Folder, settings, data, scorer, executor, surroundings, torch), settlement, settings.Workers);
    }

    private RunFolder Folder => _ledger.Folder;

    /// <summary>Writes what was seen and planned into the workspace, once.</summary>
    public void WriteNotes()
    {
        if (_ledger.State.Stages.Exists(stage => stage.Stage == "plan"))
            return;
        _researcher.WriteNotes(Folder);
        var hashes = new[] { Folder.Summary, Folder.Profile, Folder.Plan }
            .ToDictionary(path => Path.GetRelativePath(Folder.Root, path), path => ContentHash.OfFile(path).Value, StringComparer.Ordinal);
        _ledger.Record("plan", new StageDone("plan", hashes));
    }

    /// <summary>Searches until the budget is used up; says why it stopped.</summary>
    public Task<string> RunAsync(CancellationToken cancellationToken) => _loop.RunAsync(cancellationToken);

    /// <summary>Evaluates a person's candidate.</summary>
    public Task<ExperimentEnded> TryAsync(Proposal proposal, TimeSpan time, CancellationToken cancellationToken) =>
        _loop.TryAsync(proposal, time, cancellationToken);

    /// <summary>What would be tried next if there were more time.</summary>
    public IReadOnlyList<string> NextSteps() => _researcher.NextSteps(_ledger.State.Graph);

    private string? PipelineOf(Candidate candidate) =>
        _ledger.State.Programs.TryGetValue(candidate.Id.Number, out var program) ? _programs.TextOf(program, "pipeline.yaml") : null;
}
