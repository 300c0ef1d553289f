using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Papers;

/// <summary>The desk of judges: the workspace as it stands, which they read and nobody changes any more.</summary>
internal sealed class JudgeDesk(string task) : IDesk
{
    /// <inheritdoc/>
    public string TaskText => task;

    /// <inheritdoc/>
    public IReadOnlyList<Mount> Data => [];

    /// <inheritdoc/>
    public Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A judge runs nothing.");

    /// <inheritdoc/>
    public IBackgroundJobs Jobs => throw new InvalidOperationException("A judge runs nothing.");

    /// <inheritdoc/>
    public void Refresh()
    {
        // What is judged stays as it is.
    }
}
