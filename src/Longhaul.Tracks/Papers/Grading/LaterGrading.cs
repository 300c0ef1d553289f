using System.Globalization;
using System.Text.Json;
using Longhaul.Execution.Files;
using Longhaul.Models.Profiles;
using Longhaul.Reporting.Papers;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Search.State;
using Longhaul.Tracks.Hosting;
using Longhaul.Tracks.Papers.Delivery;
using Longhaul.Tracks.Papers.Reproduction;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Papers.Grading;

/// <summary>
/// Grades a closed run of a paper once more: the repository as it was at some working time, or as it was delivered, reproduced in a fresh sandbox and judged
/// leaf by leaf. All of it lies in <c>RUN/after-grading/</c>, a folder in the form of a run with a journal of its own; the run's grade stays as it is (law 9).
/// </summary>
/// <param name="told">Told what is done now.</param>
public sealed class LaterGrading(RunFolder run, TimeProvider clock, Action<string> told)
{
    private const string Folder = "after-grading";
    private const string Result = "later_grade.json";

    /// <summary>Grades; what was begun goes on, what is there already is given again.</summary>
    /// <exception cref="UserErrorException">The run is no closed run of a paper with a rubric, or had no code at that time.</exception>
    /// <exception cref="Models.Calling.ModelCallException">The model can't be reached; the same call goes on.</exception>
    public async Task<LaterGrade> GradeAsync(LaterGradeRequest request, CancellationToken cancellationToken)
    {
        var (settings, state, own) = Read();
        var (at, commit) = CommitAt(state.Paper, request.AsOf);
        var place = new RunFolder(Path.Combine(run.Root, Folder, NameOf(request, commit)));
        Directory.CreateDirectory(place.Root);
        using var owner = RunLock.Take(place);
        var file = Path.Combine(place.Root, Result);
        if (File.Exists(file))
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false), LaterGradeJson.Default.LaterGrade)!;
        var later = settings with
        {
            Run = place.Id, Model = request.Model, Models = request.Models, MaxTokens = request.MaxTokens, MaxCostUsd = request.MaxCostUsd,
            BudgetSeconds = null, Deadline = null, MaxExperiments = null, Record = null, SkipReproduction = false, Created = clock.GetUtcNow(),
        };
        later.Write(place);
        using var ledger = RunLedger.Open(place, Direction.Maximize, clock);
        RunHost.Create(ledger, later);
        ledger.Record(later.Run, new RunStarted(Environment.ProcessId, Environment.MachineName, ledger.Healed));
        await ReproduceAsync(ledger, later, own, commit, cancellationToken).ConfigureAwait(false);
        await JudgeAsync(ledger, later, own, cancellationToken).ConfigureAwait(false);
        ledger.Record(later.Run, new RunEnded("done", "graded after the run's own grade", null, 0));
        var grade = LaterGrade.Of(run, place, request, ledger.State, at, PaperGrade.Parse(await File.ReadAllTextAsync(place.Grade, cancellationToken).ConfigureAwait(false)));
        AtomicFile.Write(file, grade.ToJson() + "\n");
        return grade;
    }

    private (RunSettings Settings, RunState State, PaperPackage Own) Read()
    {
        var settings = RunSettings.Read(run);
        if (settings.Track != "paper")
            throw new UserErrorException($"{run.Root} is no run of a paper. A competition's submission is graded with the task's answers: longhaul grade TASK SUBMISSION");
        var state = RunState.Read(run, Direction.Maximize);
        if (!state.IsClosed)
            throw new UserErrorException($"{run.Root}: the run is not closed yet, and grades come after that. Wait for its end, `longhaul stop {run.Id}` or `longhaul resume {run.Id}`.");
        var own = PaperSnapshot.Read(run);
        return own.Rubric is { } rubric && File.Exists(rubric)
            ? (settings, state, own)
            : throw new UserErrorException($"{run.Root}: there is no rubric in it (an exported run has none), so nothing can be graded.");
    }

    private (TimeSpan At, string Commit) CommitAt(PaperState paper, TimeSpan? asOf)
    {
        if (paper.Commits.Count == 0)
            throw new UserErrorException($"{run.Root}: no code was committed in this run.");
        if (asOf is not { } time)
            return paper.Reproduced is { Commit.Length: > 0 } final ? (paper.Commits.FindLast(known => known.Commit.Commit == final.Commit).At, final.Commit) : (paper.Commits[^1].At, paper.Commits[^1].Commit.Commit);
        return paper.Commits.FindLast(known => known.At <= time) is { Commit: { } found, At: var at }
            ? (at, found.Commit)
            : throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"--as-of: nothing was committed by then; the first commit came after {paper.Commits[0].At.TotalMinutes:0.0} minutes of working time. `longhaul tree {run.Id}` shows them."));
    }

    private async Task ReproduceAsync(RunLedger ledger, RunSettings settings, PaperPackage own, string commit, CancellationToken cancellationToken)
    {
        if (ledger.State.Paper.Reproduced is not null)
            return;
        told($"reproducing commit {commit[..Math.Min(10, commit.Length)]} in a fresh sandbox, {PaperTerms.Reproduction(own).TotalMinutes:0} minutes at most");
        await using var executor = Executors.Local(ledger.Folder, settings, clock);
        await Orphans.EndAsync(executor, ledger.State, ledger.Folder, cancellationToken).ConfigureAwait(false);
        using var requests = new RequestLog(ledger.Folder);
        await using var network = await DeliveryNetwork.OpenAsync(settings.Packages, own.Resources.Hosts, PaperTerms.Blacklist(own), requests, settings, clock, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(ledger.Folder.Workspace);
        var limits = (await Surroundings.OfAsync(settings, cancellationToken).ConfigureAwait(false)).Limits;
        await new PaperReproduction(ledger, settings, run.Code, ScriptRuns.On(executor), network, limits)
            .RunAsync(PaperState.Final, commit, PaperTerms.Reproduction(own), cancellationToken).ConfigureAwait(false);
    }

    private async Task JudgeAsync(RunLedger ledger, RunSettings settings, PaperPackage own, CancellationToken cancellationToken)
    {
        if (ledger.State.Grade is not null)
            return;
        told($"judging by {settings.Model}");
        // The judge holds results against the paper.
        var paper = Path.Combine(ledger.Folder.Workspace, "paper");
        if (!Directory.Exists(paper))
            JobFiles.CopyFolder(Path.Combine(run.Workspace, "paper"), paper);
        using var seats = new ModelSeats(ledger, settings, UserConfig.OfProcess, clock, replay: null);
        var team = PaperTeam.Judging(ledger, settings, own, seats, new BudgetClock(settings, clock), clock);
        await new PaperGrading(ledger, own, clock).GradeAsync(team, sideBySide: 4, cancellationToken).ConfigureAwait(false);
    }

    // The same question finds its answer, or what was begun of it.
    private static string NameOf(LaterGradeRequest request, string commit)
    {
        var judge = ContentHash.Of(string.Join('\n', request.Models.OrderBy(model => model.Key, StringComparer.Ordinal).Select(model => $"{model.Key} {model.Value}"))).Value[..8];
        var time = request.AsOf is { } asOf ? string.Create(CultureInfo.InvariantCulture, $"{asOf.TotalSeconds:0}s") : "end";
        return $"{time}-{commit[..Math.Min(10, commit.Length)]}-{judge}";
    }
}
