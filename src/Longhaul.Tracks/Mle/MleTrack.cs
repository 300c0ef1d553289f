using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Longhaul.Builtin.Profile;
using Longhaul.Builtin.Training;
using Longhaul.Evaluation.Grading;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Vault;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Network;
using Longhaul.Execution.Sandbox;
using Longhaul.Execution.Torch;
using Longhaul.Models.Profiles;
using Longhaul.Reporting.Writing;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Search.State;
using Longhaul.Team.Tools.Mcp;
using Longhaul.Tracks.Environments;
using Longhaul.Tracks.Hosting;
using Longhaul.Tracks.Recording;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Mle;

/// <summary>
/// The competition track: copy the task, make the views, look at the data, plan, search, and at the end grade and report. Each stage is recorded
/// when it is done and skipped when it was.
/// </summary>
/// <param name="tape">The session on tape, where language models work; null else.</param>
public sealed class MleTrack(RunLedger ledger, RunSettings settings, TaskPackage task, TimeProvider clock, SessionTape? tape = null) : ITrack
{
    private IReadOnlyList<string> _nextSteps = [];
    private TaskData? _data;
    private string? _ungraded;

    private RunFolder Folder => ledger.Folder;

    private RunState State => ledger.State;

    /// <summary>Everything up to the end of the search; says why it ended.</summary>
    /// <exception cref="OperationCanceledException">Interrupted or stopped.</exception>
    public Task<string> ResearchAsync(RunPulse pulse, BudgetClock budget, CancellationToken cancellationToken) =>
        WithSearchAsync(pulse, budget, null, search => search.RunAsync(cancellationToken), cancellationToken);

    /// <summary>One candidate of a person's.</summary>
    /// <param name="limits">Per execution; null: the run's.</param>
    public Task<ExperimentEnded> TryAsync(
        RunPulse pulse, BudgetClock budget, Proposal proposal, TimeSpan time, Limits? limits, CancellationToken cancellationToken) =>
        WithSearchAsync(pulse, budget, limits, search => search.TryAsync(proposal, time, cancellationToken), cancellationToken);

    /// <summary>Nothing: the best submission so far is always valid.</summary>
    public Task ConcludeAsync(RunPulse pulse, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Records that the search is over.</summary>
    public void End(string reason)
    {
        // Where an extension was stopped before it brought another champion, what was fitted before it stands.
        if (State is { Frozen: null, FitBefore.Frozen: { } before } && State.Champion?.Id.Number == before.Candidate)
            ledger.Record("final", before with { Reason = reason });
        Promise();
        var best = State.Submissions is [.., var last] ? last.Submission.Candidate : (int?)null;
        var worked = new BudgetClock(settings, clock).Worked(State);
        ledger.Record(settings.Run, new RunEnded(best is null ? "failed" : "done", reason, best, Math.Round(worked.TotalSeconds, 3), _nextSteps));
    }

    /// <summary>Grades once, where there are answers, and reports. What a crash left undone is done; what is done stays.</summary>
    public async Task CloseAsync(RunPulse pulse, CancellationToken cancellationToken)
    {
        if (State.Grade is null && State.Submissions is [.., var last] && task.Grader is not null)
            await TryToGradeAsync(last.Submission, cancellationToken).ConfigureAwait(false);
        if (State.Report is not null)
            return;
        RefusedRequests.Record(ledger);
        await ReportAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> WithSearchAsync<T>(RunPulse pulse, BudgetClock budget, Limits? limits, Func<MleSearch, Task<T>> work, CancellationToken cancellationToken)
    {
        var own = CopyTask(pulse);
        pulse.Doing = "reading the data";
        var data = TaskData.Load(own, settings);
        _data = data;
        cancellationToken.ThrowIfCancellationRequested();
        await using var executor = Executors.Local(Folder, settings, clock);
        await Orphans.EndAsync(executor, State, Folder, cancellationToken).ConfigureAwait(false);
        using var requests = new RequestLog(Folder);
        await using var network = RunNetwork.Open(own.Resources.Hosts, Blacklist.Empty, requests, settings, clock);
        var plain = await Surroundings.OfAsync(settings, cancellationToken).ConfigureAwait(false);
        var surroundings = (network?.In(plain) ?? plain) with { Added = () => RunPackages.ViewOf(Folder, State.Environment) };
        using var packages = settings.Packages.Count == 0 || tape is null ? null : new RunPackages(
            ledger, settings, tape.Around(new PackageInstaller(Folder, settings, executor, plain, own.Resources.Hosts, Blacklist.Empty, requests, clock)), () => EnvironmentNotes.Bring(Folder, State.Environment));
        pulse.Doing = "preparing the views";
        Prepare(data);
        cancellationToken.ThrowIfCancellationRequested();
        pulse.Doing = "looking at the data";
        var profile = DataProfile.Of(data.Task, data.Train, data.Test, data.Problem);
        pulse.Doing = "looking for leaks";
        var alarms = await DataAudit.RunAsync(ledger, data, profile, settings, executor, cancellationToken).ConfigureAwait(false);
        await using var torch = new TorchSupply(new LibTorch(), settings.Clockless, text => ledger.Record("libtorch", new Notice(text)));
        using var seats = settings.HasTeam ? new ModelSeats(ledger, settings, UserConfig.OfProcess, clock, tape?.Model) : null;
        await using var servers = settings.HasTeam && tape is { IsPlayed: false }
            ? await McpServers.ConnectAsync(UserConfig.OfProcess, cancellationToken).ConfigureAwait(false)
            : null;
        using var web = settings.HasTeam && tape is { IsPlayed: false } ? RunWeb.Open(ledger, settings, own.Resources.Hosts, Blacklist.Empty, UserConfig.OfProcess, requests, clock) : null;
        var search = new MleSearch(
            ledger, settings, data, profile, alarms, executor, limits is null ? surroundings : surroundings with { Limits = limits }, torch, budget,
            seats is not null && tape is not null ? new TeamSupply(seats, tape, tape.Around([.. web?.Tools ?? [], .. servers?.Tools ?? []]), packages) : null, clock);
        search.WriteNotes();
        pulse.Doing = "searching";
        try
        {
            var result = await work(search).ConfigureAwait(false);
            _nextSteps = search.NextSteps();
            return result;
        }
        catch (OperationCanceledException)
        {
            _nextSteps = search.NextSteps();
            throw;
        }
    }

    /// <summary>Says what the submission is expected to score, once, before it is graded.</summary>
    private void Promise()
    {
        if (settings.Views == 1 || State.Promise is not null || _data is null || State.Champion is not { Score: { } score } champion)
            return;
        var predictions = Table.Read(Path.Combine(Folder.Experiment(champion.Subject()), "predictions.csv"));
        if (PromiseMaker.Of(_data, score, predictions, FromRows(_data, score)) is { } promise)
            ledger.Record("promise", new PromiseMade(champion.Id.Number, promise));
    }

    private double FromRows(TaskData data, Score score) => State is { Curve: { } curve, Final.Replaces: true } && MetricCatalog.Find(score.Metric) is { } metric
        ? LearningCurve.Gain(metric, curve.Half, curve.Full, score.Value, LearningCurve.MoreRows(data))
        : 0;

    private TaskPackage CopyTask(RunPulse pulse)
    {
        if (!State.Stages.Exists(stage => stage.Stage == "task"))
        {
            pulse.Doing = "copying the task";
            TaskSnapshot.Take(task, Folder);
            StarterCode.Copy(Folder, settings, task);
            var package = Path.Combine(Folder.Task, "package.json");
            ledger.Record("task", new StageDone("task", new Dictionary<string, string>(StringComparer.Ordinal) { ["task/package.json"] = ContentHash.OfFile(package).Value }));
        }

        return TaskSnapshot.Read(Folder);
    }

    private void Prepare(TaskData data)
    {
        var hashes = TrainerView.Write(Folder, data);
        if (State.Data is null)
            ledger.Record("data", new DataPrepared(data.Train.RowCount + data.Vault.Count, data.Test.RowCount, data.Folds.Folds, data.Folds.Scheme, hashes, data.Vault.Count, data.Vault.Scheme, data.Folds.Fits));
    }

    // A grader that can't be used is no reason to lose the report.
    private async Task TryToGradeAsync(SubmissionUpdated submission, CancellationToken cancellationToken)
    {
        try
        {
            await GradeAsync(submission, cancellationToken).ConfigureAwait(false);
        }
        catch (UserErrorException problem)
        {
            _ungraded = $"The submission could not be graded: {problem.Message}";
        }
    }

    private async Task GradeAsync(SubmissionUpdated submission, CancellationToken cancellationToken)
    {
        await using var executor = Executors.Local(Folder, settings, clock);
        var own = TaskSnapshot.Read(Folder);
        var grade = await new Grader(clock, executor).GradeAsync(own, Path.Combine(Folder.BestSubmission, submission.File), cancellationToken).ConfigureAwait(false);
        AtomicFile.Write(Folder.Grade, JsonSerializer.Serialize(grade, GradeJson.Default.Grade) + "\n");
        ledger.Record("grade", new GradeComputed(grade.Score, grade.Medal?.ToString().ToLowerInvariant(), ContentHash.OfFile(Folder.Grade).Value));
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var head = State.Head.Value;
        var notes = new ReportNotes
        {
            NextSteps = State.End?.NextSteps ?? [],
            Warnings = _ungraded is null ? [] : [_ungraded],
            Data = _data,
            Machine = string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores"),
        };
        var files = await ReportWriter.WriteAsync(Folder, settings, State, TaskSnapshot.Read(Folder), notes, cancellationToken).ConfigureAwait(false);
        ledger.Record("report", new ReportWritten(head, files.Hashes(Folder)));
    }
}
