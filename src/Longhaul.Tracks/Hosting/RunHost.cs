using System.Reflection;
using Longhaul.Models.Calling;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Search.State;
using Longhaul.Tracks.Mle;
using Longhaul.Tracks.Papers;
using Longhaul.Tracks.Recording;

namespace Longhaul.Tracks.Hosting;

/// <summary>Owns one run from its start to its end: makes the folder, takes the lock, lets the track work, and closes the journal.</summary>
public sealed class RunHost(TimeProvider clock, IProgress<LiveStatus> progress)
{
    internal const string AtTheTerminal = "interrupted at the terminal";

    /// <summary>The version of this program, as in run.json.</summary>
    public static string Version { get; } =
        typeof(RunHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Starts a new run. Cancelling the token interrupts it in an orderly way: the result says <c>interrupted</c>.</summary>
    /// <exception cref="UserErrorException">Bad input.</exception>
    public async Task<RunResult> StartAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var folder = new RunFolder(request.Out);
        RequireEmpty(folder);
        Directory.CreateDirectory(folder.Root);
        using var owner = RunLock.Take(folder);
        // Whoever had the lock until now may have made a run there.
        RequireEmpty(folder);
        try
        {
            return await StartAsync(request, folder, cancellationToken).ConfigureAwait(false);
        }
        catch (UserErrorException) when (!HasData(folder))
        {
            // Nothing was done yet: what is left would only be in the way of the next try. A detached owner's words stay.
            if (!File.Exists(Path.Combine(folder.Cache, "owner.log")))
                Directory.Delete(folder.Root, recursive: true);
            throw;
        }
    }

    /// <summary>Goes on with a run; a finished one gives its result again and changes nothing.</summary>
    /// <exception cref="UserErrorException">It is no run, another process works on it, or its journal is damaged.</exception>
    public async Task<RunResult> ResumeAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var settings = RunSettings.Read(folder);
        using var owner = RunLock.Take(folder);
        var task = RunTasks.Of(folder, settings);
        using var ledger = RunLedger.Open(folder, task.Direction, clock);
        // No research follows a grade (law 9). Where a person's candidate was cut off after the end, the run stays ended too.
        if (ledger.State.End is not null && (ledger.State.Grade is not null || !HasExtension(folder)))
        {
            await CloseAsync(ledger, settings, task, cancellationToken).ConfigureAwait(false);
            return RunResults.Of(folder, settings, ledger.State, clock);
        }

        return await WorkAsync(ledger, settings, task, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The result of a run as it stands on disk, without owning it.</summary>
    /// <exception cref="UserErrorException">It is no run.</exception>
    public static RunResult ResultOf(RunFolder folder)
    {
        var settings = RunSettings.Read(folder);
        // The owner is asked for first: what it wrote before it went is then in what is read.
        var working = RunLock.Owner(folder) is not null;
        var state = RunState.Read(folder, RunTasks.DirectionOf(folder, settings));
        return RunResults.Of(folder, settings, state, TimeProvider.System, working);
    }

    private static void RequireEmpty(RunFolder folder)
    {
        if (Directory.Exists(folder.Root) && Directory.EnumerateFileSystemEntries(folder.Root).Any(entry => !IsOwnLog(entry)))
            throw new UserErrorException($"{folder.Root}: exists already and isn't empty. Name another folder with --out, or go on with `longhaul resume {folder.Id}`.");
    }

    private async Task<RunResult> StartAsync(RunRequest request, RunFolder folder, CancellationToken cancellationToken)
    {
        var settings = RunSettingsOf.Request(request, folder, clock, Version);
        settings.Write(folder);
        using var ledger = RunLedger.Open(folder, request.Task.Direction, clock);
        return await WorkAsync(ledger, settings, request.Task, cancellationToken).ConfigureAwait(false);
    }

    private static bool HasData(RunFolder folder) => JournalReader.Read(folder.Journal).Entries.Any(entry => entry.Type is "data.prepared" or "role.started");

    private async Task<RunResult> WorkAsync(RunLedger ledger, RunSettings settings, IRunTask task, CancellationToken cancellationToken)
    {
        Create(ledger, settings);
        ledger.Record(settings.Run, new RunStarted(Environment.ProcessId, Environment.MachineName, ledger.Healed));
        using var tape = settings.HasTeam ? SessionTape.Open(ledger, settings) : null;
        var budget = new BudgetClock(settings, clock, tape?.Readings);
        // The pulse looks at the clock itself: what it shows decides nothing.
        var pulse = new RunPulse(ledger, settings, new BudgetClock(settings, clock), clock, progress);
        pulse.ObeyInbox();
        var track = TrackOf(ledger, settings, task, tape);
        try
        {
            var reason = await ResearchAsync(track, pulse, budget, cancellationToken).ConfigureAwait(false);
            await track.ConcludeAsync(pulse, cancellationToken).ConfigureAwait(false);
            track.End(reason);
            await track.CloseAsync(pulse, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelCallException problem)
        {
            // The run stands where it is; a resume asks again.
            ledger.Record(settings.Run, new RunInterrupted(Printable.Line(problem.Message, 500)));
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ledger.Record(settings.Run, new RunInterrupted(AtTheTerminal));
        }

        pulse.Report();
        return RunResults.Of(ledger.Folder, settings, ledger.State, clock);
    }

    private static async Task<string> ResearchAsync(ITrack track, RunPulse pulse, BudgetClock budget, CancellationToken cancellationToken)
    {
        try
        {
            return await pulse.BesideAsync(token => track.ResearchAsync(pulse, budget, token), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (pulse.StopAsked && !cancellationToken.IsCancellationRequested)
        {
            return "stopped by a person";
        }
    }

    private ITrack TrackOf(RunLedger ledger, RunSettings settings, IRunTask task, SessionTape? tape) => task switch
    {
        TaskPackage package => new MleTrack(ledger, settings, package, clock, tape),
        PaperPackage paper => new PaperTrack(ledger, settings, paper, clock, tape ?? throw new EnvironmentLacksException($"{paper.Id} is a paper; reproducing one takes a language model: --model")),
        _ => throw new UserErrorException($"{task.Id}: there is no way to work on a task of the track {task.Track} yet."),
    };

    // What was judged or reported only in part is done from the journal; models may be asked for it.
    private async Task CloseAsync(RunLedger ledger, RunSettings settings, IRunTask task, CancellationToken cancellationToken)
    {
        using var tape = settings.HasTeam && task is PaperPackage ? SessionTape.Open(ledger, settings) : null;
        var pulse = new RunPulse(ledger, settings, new BudgetClock(settings, clock), clock, progress);
        try
        {
            await TrackOf(ledger, settings, task, tape).CloseAsync(pulse, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ledger.Record(settings.Run, new RunInterrupted(AtTheTerminal));
        }
    }

    /// <summary>The journal's first entry, where a crash has not left it there.</summary>
    internal static void Create(RunLedger ledger, RunSettings settings)
    {
        if (ledger.State.Created is null)
            ledger.Record(settings.Run, new RunCreated(settings.Run, settings.Task, settings.Track, Version));
    }

    private static bool HasExtension(RunFolder folder) => Inbox.Waiting(folder).Any(command => command.What == "extend");

    // A detached run's output and lock are there before the run.
    private static bool IsOwnLog(string entry) => Path.GetFileName(entry) == "cache";
}

/// <summary>What is going on right now, for live progress: sent at each event and about twice a second.</summary>
/// <param name="State">The journal's projection.</param>
/// <param name="Doing">What runs now, for people: <c>e7 LightGBM, deeper trees</c>.</param>
/// <param name="TimeLeft">Working time left; null: not limited.</param>
/// <param name="ExperimentsLeft">Null: not limited.</param>
public sealed record LiveStatus(RunFolder Folder, RunSettings Settings, RunState State, string Doing, TimeSpan? TimeLeft, int? ExperimentsLeft);
