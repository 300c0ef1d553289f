using System.Text;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Recording;

/// <summary>Background jobs whose looks are recorded: how the job stood, what it had printed since the look before, and at its end what it left.</summary>
internal sealed class RecordingJobs(IBackgroundJobs jobs, SessionWriter writer) : IBackgroundJobs
{
    private readonly Dictionary<JobId, string> _printed = [];

    public Task StartAsync(JobPlace place, IReadOnlyList<string> command, IReadOnlyList<Mount> mounts, TimeSpan limit, CancellationToken cancellationToken) =>
        jobs.StartAsync(place, command, mounts, limit, cancellationToken);

    public async Task<JobLook> LookAsync(JobPlace place, string look, TimeSpan wait, CancellationToken cancellationToken) =>
        Record(place, look, await jobs.LookAsync(place, look, wait, cancellationToken).ConfigureAwait(false));

    public async Task<JobLook> StopAsync(JobPlace place, string look, CancellationToken cancellationToken) =>
        Record(place, look, await jobs.StopAsync(place, look, cancellationToken).ConfigureAwait(false));

    private JobLook Record(JobPlace place, string look, JobLook seen)
    {
        var before = _printed.GetValueOrDefault(place.Id) is { } text && seen.Printed.StartsWith(text, StringComparison.Ordinal) ? text.Length : 0;
        _printed[place.Id] = seen.Printed;
        writer.Add(new SessionLook(
            look, place.Id.Value, seen.Outcome?.Ending, seen.Outcome?.ExitCode, seen.Outcome?.Wall.TotalSeconds ?? 0, seen.Outcome?.Detail, seen.WasCutOff, before,
            PackedFiles.Pack(Encoding.UTF8.GetBytes(seen.Printed[before..])), seen.IsOver ? PackedFiles.Of(place.Folder) : null));
        return seen;
    }
}

/// <summary>Background jobs that stand as they stood in a recording; nothing runs.</summary>
internal sealed class ReplayedJobs(SessionRecording recording) : IBackgroundJobs
{
    private readonly Dictionary<JobId, string> _printed = [];

    public Task StartAsync(JobPlace place, IReadOnlyList<string> command, IReadOnlyList<Mount> mounts, TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public Task<JobLook> LookAsync(JobPlace place, string look, TimeSpan wait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (recording.Look(look, place.Id.Value) is not { } seen)
            throw new ReplayDifferenceException("a look at a job that the recording doesn't hold", "(nothing)", $"{look}: {place.Id}");
        var before = _printed.GetValueOrDefault(place.Id) ?? "";
        var printed = before[..Math.Min(seen.From, before.Length)] + Encoding.UTF8.GetString(PackedFiles.Unpack(seen.Added));
        _printed[place.Id] = printed;
        PackedFiles.Write(place.Folder, seen.Files ?? new Dictionary<string, string>(StringComparer.Ordinal));
        var outcome = seen.Ending is { } ending ? new JobOutcome(ending, seen.ExitCode, TimeSpan.FromSeconds(seen.WallS), TimeSpan.Zero, new Bytes(0)) { Detail = seen.Detail } : null;
        return Task.FromResult(new JobLook(outcome, seen.WasCutOff, printed));
    }

    public Task<JobLook> StopAsync(JobPlace place, string look, CancellationToken cancellationToken) => LookAsync(place, look, TimeSpan.Zero, cancellationToken);
}
