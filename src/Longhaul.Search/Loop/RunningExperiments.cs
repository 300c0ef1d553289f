using Longhaul.Execution.Executors;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;

namespace Longhaul.Search.Loop;

/// <summary>The experiments in flight. Letting go of it ends them all first: they will be repeated.</summary>
internal sealed class RunningExperiments(ExperimentRunner runner, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Dictionary<CandidateId, Task<ExperimentEnded>> _running = [];

    public int Count => _running.Count;

    /// <summary>Whether the candidate's experiment is among them.</summary>
    public bool Has(CandidateId candidate) => _running.ContainsKey(candidate);

    /// <summary>Starts an experiment whose start is recorded.</summary>
    /// <param name="timeLeft">Working time it may use; null: not limited.</param>
    public void Start(ExperimentStarted started, CandidateProposed program, TimeSpan? timeLeft) =>
        _running.Add(new CandidateId(program.Candidate), runner.RunAsync(new ExperimentId(started.Experiment), program, timeLeft, _stop.Token));

    /// <summary>Waits for the next one to end; of several that have ended, the oldest.</summary>
    /// <exception cref="OperationCanceledException">It was stopped: its result doesn't count.</exception>
    public async Task<ExperimentEnded> NextAsync()
    {
        await Task.WhenAny(_running.Values).ConfigureAwait(false);
        var (candidate, task) = _running.Where(pair => pair.Value.IsCompleted).MinBy(pair => pair.Key.Number);
        _running.Remove(candidate);
        var ended = await task.ConfigureAwait(false);
        // What was stopped will be repeated; what had ended before the stop is not run again.
        if (ended.Ending == Ending.Stopped)
            cancellationToken.ThrowIfCancellationRequested();
        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        // Each has been told of its own failure; here it only matters that none is left.
        await Task.WhenAll(_running.Values).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        _stop.Dispose();
    }
}
