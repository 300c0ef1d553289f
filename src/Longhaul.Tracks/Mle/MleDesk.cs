using System.Globalization;
using Longhaul.Builtin.Portfolio;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Submissions;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Mle;

/// <summary>What a competition offers its roles: the search loop, the sandbox, the first fold's view of the data.</summary>
internal sealed class MleDesk(
    RunLedger ledger, RunSettings settings, TaskData data, ResearchLoop loop, RoleCommands commands, WorkspaceScribe scribe, TimeProvider clock) : IResearchDesk
{
    private readonly CandidateView _view = CandidateView.Make(data, fold: 0, settings.Seed);
    private readonly Lock _gate = new();
    private IReadOnlyList<Mount>? _mounts;

    /// <inheritdoc/>
    public string TaskText { get; } = Mle.TaskText.Of(data.Task, StarterCode.IsIn(ledger.Folder));

    /// <inheritdoc/>
    public IReadOnlyList<Mount> Data => _mounts ??= new CandidateViewMounts(ledger.Folder, data).Prepare(_view);

    /// <inheritdoc/>
    public Task<ExperimentEnded> ExperimentAsync(Proposal proposal, TimeSpan? limit, CancellationToken cancellationToken) =>
        loop.TryAsync(proposal, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<string> AutomateAsync(Stint stint, CancellationToken cancellationToken) => loop.RunAsync(stint, cancellationToken);

    /// <inheritdoc/>
    public Proposal Pipeline(string yaml, string hypothesis)
    {
        var known = data.Test.Columns.Select(column => column.Name).Except(data.Task.Targets, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var pipeline = Pipelines.Pipeline.Parse(yaml, Pipelines.Pipeline.FileName, known);
        return Proposal.Pipeline(PlannedPipeline.FamilyOf(pipeline), PlannedPipeline.FamilyOf(pipeline), hypothesis, pipeline.ToYaml());
    }

    /// <inheritdoc/>
    public (bool Right, string What) CheckForm(string path)
    {
        if (CandidatePredictions.Read(data, _view, path).Fault is not { } fault)
            return (true, string.Create(CultureInfo.InvariantCulture, $"Right: a prediction for each of the {_view.Rows.Length} rows of data/test.csv."));
        return SubmissionCheck.Check(data.Task, data.Sample, path, data.Train).Valid
            ? (true, string.Create(CultureInfo.InvariantCulture, $"Right: the form of the final submission, {data.Sample.RowCount} rows."))
            : (false, fault.Replace("predictions.csv: ", "", StringComparison.Ordinal).Replace(path, Path.GetFileName(path), StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken) =>
        commands.RunAsync(id, command, folder, mounts, limit < commands.Limits.Wall ? limit : commands.Limits.Wall, log, cancellationToken);

    /// <inheritdoc/>
    public IBackgroundJobs Jobs { get; } = commands.Background(clock);

    /// <inheritdoc/>
    public void Refresh()
    {
        // Helpers work side by side.
        lock (_gate)
            scribe.Write(ledger.State);
    }
}
