using Longhaul.Runs.Folder;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Hosting;

/// <summary>
/// What a run's owner does beside the work: obeys the inbox, writes a heartbeat, reports progress. It lives as long as the work and is awaited
/// with it.
/// </summary>
public sealed class RunPulse(RunLedger ledger, RunSettings settings, BudgetClock budget, TimeProvider clock, IProgress<LiveStatus> progress)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);

    /// <summary>What runs now, for people.</summary>
    public string Doing { get; set; } = "";

    /// <summary>Whether a person asked the run to end with what it has.</summary>
    public bool StopAsked => ledger.State.StopAsked;

    /// <summary>Does the work with the pulse beside it. A <c>stop</c> command cancels the token that the work is given.</summary>
    /// <param name="closing">Whether the work closes the run, so that it is a part of ending it: only a further <c>stop</c> cancels it.</param>
    public async Task<T> BesideAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken, bool closing = false)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var end = new CancellationTokenSource();
        var heard = StopAsked && !closing ? ledger.State.Stops - 1 : ledger.State.Stops;
        // A stop of a recording comes with the event that it followed then, and nothing may go on past that.
        void Obey(RunState state, RunEvent what) => _ = state.Stops > heard ? stop.CancelAsync() : Task.CompletedTask;
        ledger.Recorded += Follow;
        ledger.Recorded += Obey;
        var beat = BeatAsync(stop, heard, end.Token);
        try
        {
            if (ledger.State.Stops > heard)
                await stop.CancelAsync().ConfigureAwait(false);
            return await work(stop.Token).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await beat.ConfigureAwait(false);
            ledger.Recorded -= Obey;
            ledger.Recorded -= Follow;
        }
    }

    /// <summary>Obeys the commands that wait. Each is in the journal before it is removed and never obeyed twice.</summary>
    public void ObeyInbox()
    {
        foreach (var command in Inbox.Waiting(ledger.Folder))
        {
            if (!ledger.State.Commands.Contains(command.Id) && IsValid(command, ledger.State))
                ledger.Record(command.Id, new CommandReceived(command.Id, command.What, command.Who, command.Value));
            Inbox.Remove(ledger.Folder, command);
        }
    }

    /// <summary>Tells how things stand.</summary>
    public void Report() => progress.Report(new LiveStatus(
        ledger.Folder, settings, ledger.State, Doing, budget.Total(ledger.State), budget.Left(ledger.State).Experiments));

    private void Follow(RunState state, RunEvent what)
    {
        if (what is ExperimentStarted or ExperimentEnded && Running(state) is { Length: > 0 } running)
            Doing = running;
        if (what is TrialStarted trial)
            Doing = $"e{trial.Trial} {trial.Title}";
        if (what is RoleEvent role && TeamDoing.Of(state, role) is { } busy)
            Doing = busy;
        if (what is ChampionFrozen)
            Doing = "fitting the champion on all rows";
        Report();
    }

    private static string Running(RunState state) => string.Join(" · ", state.Graph.Candidates
        .Where(candidate => candidate.Status == CandidateStatus.Running)
        .Select(candidate => $"{candidate.Experiment} {candidate.Title}"));

    private async Task BeatAsync(CancellationTokenSource stop, int heard, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        var last = clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false))
            {
                ObeyInbox();
                if (ledger.State.Stops > heard)
                    await stop.CancelAsync().ConfigureAwait(false);
                if (clock.GetElapsedTime(last) > HeartbeatEvery)
                {
                    last = clock.GetTimestamp();
                    ledger.Record(settings.Run, new Heartbeat());
                }

                Report();
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            Report();
        }
        catch
        {
            // Without its pulse (a full disk, say) the work would go on unheard and uncounted.
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    // No research follows a grade (law 9).
    private static bool IsValid(InboxCommand command, RunState state) => command.What switch
    {
        "stop" => true,
        "answer" or "advise" => !string.IsNullOrWhiteSpace(command.Value),
        "extend" => state.Grade is null && Extension.Of(command.Value) is not null,
        _ => false,
    };
}
