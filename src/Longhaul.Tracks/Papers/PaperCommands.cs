using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Papers;

/// <summary>What the reproduction of a paper offers every role: the task as text, its files as <c>data/</c>, a sandbox.</summary>
internal sealed class PaperCommands(RunLedger ledger, RunSettings settings, PaperPackage paper, RoleCommands commands, TimeProvider clock) : IDesk
{
    private readonly WorkspaceScribe _scribe = new(ledger.Folder, ofPaper: true);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public string TaskText { get; } = PaperTaskText.Of(paper, settings.Rubric == "visible");

    /// <inheritdoc/>
    public IReadOnlyList<Mount> Data { get; } = [new Mount(Path.Combine(ledger.Folder.Task, "public"), "data")];

    /// <inheritdoc/>
    public Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken) =>
        commands.RunAsync(id, command, folder, mounts, limit, log, cancellationToken);

    /// <inheritdoc/>
    public IBackgroundJobs Jobs { get; } = commands.Background(clock);

    /// <inheritdoc/>
    public void Refresh()
    {
        // Readers work side by side.
        lock (_gate)
            _scribe.Write(ledger.State);
    }
}
