using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.Experiments;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Papers;

/// <summary>What the reproduction of a paper offers every role: the task as text, its files as <c>data/</c>, a sandbox.</summary>
internal sealed class PaperCommands(RunLedger ledger, RunSettings settings, PaperPackage paper, IExecutor executor, CommandSurroundings surroundings) : IDesk
{
    private readonly WorkspaceScribe _scribe = new(ledger.Folder);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public string TaskText { get; } = PaperTaskText.Of(paper);

    /// <inheritdoc/>
    public IReadOnlyList<Mount> Data { get; } = [new Mount(Path.Combine(ledger.Folder.Task, "public"), "data")];

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken)
    {
        var job = new Job
        {
            Id = id,
            Folder = folder,
            Command = [.. surroundings.Before, .. command],
            Mounts = [.. surroundings.Mounts, .. mounts],
            Environment = surroundings.Environment,
            Gpus = settings.Gpus,
            Limits = surroundings.Limits with { Wall = limit },
            LogFile = log,
        };
        await executor.SubmitAsync(job, cancellationToken).ConfigureAwait(false);
        return await executor.WatchToEndAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        // Readers work side by side.
        lock (_gate)
            _scribe.Write(ledger.State);
    }
}
