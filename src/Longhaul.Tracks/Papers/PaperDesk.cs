using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Papers;

/// <summary>What the reproduction of a paper offers its roles.</summary>
/// <param name="commands">Where commands run, on tape or not.</param>
/// <param name="limit">What reproduce.sh may take at the end.</param>
internal sealed class PaperDesk(RunLedger ledger, IDesk commands, PaperRepository repository, PaperReproduction reproduction, TimeSpan limit) : IPaperDesk
{
    private static readonly TimeSpan BetweenSnapshots = TimeSpan.FromMinutes(15);
    private readonly PaperTrials _trials = new(ledger, commands, repository);

    /// <inheritdoc/>
    public string TaskText => commands.TaskText;

    /// <inheritdoc/>
    public IReadOnlyList<Mount> Data => commands.Data;

    /// <inheritdoc/>
    public TimeSpan ReproductionLimit => limit;

    /// <inheritdoc/>
    public string CommitNow() => repository.Commit("work in progress");

    /// <inheritdoc/>
    public async Task<ReproductionEnded> RehearseAsync(string use, TimeSpan limit, CancellationToken cancellationToken) =>
        ledger.State.Paper.Rehearsals.Find(rehearsal => rehearsal.Id == use) ?? await reproduction.RunAsync(use, repository.Commit("a rehearsal"), limit, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<TrialEnded> TryAsync(TrialOrder order, TimeSpan limit, CancellationToken cancellationToken) => _trials.RunAsync(order, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken) =>
        commands.RunAsync(id, command, folder, mounts, limit, log, cancellationToken);

    /// <inheritdoc/>
    public IBackgroundJobs Jobs => commands.Jobs;

    /// <inheritdoc/>
    public void Refresh()
    {
        commands.Refresh();
        var state = ledger.State;
        if (state.Paper.Commits is [.., var (at, _)] && state.Worked - at >= BetweenSnapshots)
            repository.Commit("as it stood");
    }
}
