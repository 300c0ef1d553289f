using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Recording;

/// <summary>A desk whose commands are recorded: how they ended, what they printed, which files they changed.</summary>
internal sealed class RecordingDesk(IDesk desk, SessionWriter writer) : DeskAround(desk)
{
    public override IBackgroundJobs Jobs { get; } = new RecordingJobs(desk.Jobs, writer);

    public override Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken) =>
        JobTape.RecordAsync(writer, id, mounts, log, () => Desk.RunAsync(id, command, folder, mounts, limit, log, cancellationToken));
}

/// <summary>A desk whose commands do again what they did in a recording.</summary>
internal sealed class ReplayedDesk(IDesk desk, SessionRecording recording) : DeskAround(desk)
{
    public override IBackgroundJobs Jobs { get; } = new ReplayedJobs(recording);

    public override Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(JobTape.Play(recording, id, mounts, log));
    }
}

/// <summary>A desk around another one.</summary>
internal abstract class DeskAround(IDesk desk) : IDesk
{
    public string TaskText => Desk.TaskText;

    public IReadOnlyList<Mount> Data => Desk.Data;

    public abstract IBackgroundJobs Jobs { get; }

    protected IDesk Desk { get; } = desk;

    public abstract Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken);

    public void Refresh() => Desk.Refresh();
}
