using System.Text;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Recording;

/// <summary>A desk whose commands are recorded: how they ended, what they printed, which files they changed.</summary>
internal sealed class RecordingDesk(IResearchDesk desk, SessionWriter writer) : DeskAround(desk)
{
    private static readonly Bytes LargestLog = Bytes.FromMiB(64);

    public override async Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken)
    {
        var before = Hashes(mounts);
        var outcome = await base.RunAsync(id, command, folder, mounts, limit, log, cancellationToken).ConfigureAwait(false);
        var after = Hashes(mounts);
        var changed = before.Keys.Union(after.Keys).Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path)).ToDictionary(
            path => path, path => after.ContainsKey(path) ? PackedFiles.Pack(File.ReadAllBytes(Source(mounts, path))) : null, StringComparer.Ordinal);
        var printed = File.Exists(log) ? JobFiles.ReadText(Path.GetDirectoryName(log)!, Path.GetFileName(log), LargestLog) : "";
        writer.Add(new SessionJob(
            id.Value, outcome.Ending, outcome.ExitCode, outcome.Wall.TotalSeconds, outcome.Cpu.TotalSeconds, outcome.PeakMemory.Value, outcome.Detail,
            PackedFiles.Pack(Encoding.UTF8.GetBytes(printed)), changed));
        return outcome;
    }

    private static Dictionary<string, string> Hashes(IReadOnlyList<Mount> mounts) => mounts.Where(mount => mount.Writable).SelectMany(mount => JobFiles.List(mount.Source)
            .Where(file => !file.Path.StartsWith(".git/", StringComparison.Ordinal))
            .Select(file => (Path: $"{mount.Target}/{file.Path}", Hash: ContentHash.OfFile(Path.Combine(mount.Source, file.Path)).Value)))
        .ToDictionary(file => file.Path, file => file.Hash, StringComparer.Ordinal);
}

/// <summary>A desk whose commands do again what they did in a recording.</summary>
internal sealed class ReplayedDesk(IResearchDesk desk, SessionRecording recording) : DeskAround(desk)
{
    public override Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (recording.Job(id.Value) is not { } job)
            throw new ReplayDifferenceException("a command that the recording doesn't hold", "(nothing)", $"{id}: {string.Join(' ', command)}");
        foreach (var (path, packed) in job.Changed)
        {
            var place = Source(mounts, path);
            if (packed is null)
                File.Delete(place);
            else
                AtomicFile.Write(place, stream => stream.Write(PackedFiles.Unpack(packed)));
        }

        AtomicFile.Write(log, stream => stream.Write(PackedFiles.Unpack(job.Log)));
        return Task.FromResult(new JobOutcome(job.Ending, job.ExitCode, TimeSpan.FromSeconds(job.WallS), TimeSpan.FromSeconds(job.CpuS), new Bytes(job.PeakMemoryBytes)) { Detail = job.Detail });
    }
}

/// <summary>A desk around another one.</summary>
internal abstract class DeskAround(IResearchDesk desk) : IResearchDesk
{
    public string TaskText => desk.TaskText;

    public IReadOnlyList<Mount> Data => desk.Data;

    public Task<ExperimentEnded> ExperimentAsync(Proposal proposal, TimeSpan? limit, CancellationToken cancellationToken) => desk.ExperimentAsync(proposal, limit, cancellationToken);

    public Task<string> AutomateAsync(Stint stint, CancellationToken cancellationToken) => desk.AutomateAsync(stint, cancellationToken);

    public Proposal Pipeline(string yaml, string hypothesis) => desk.Pipeline(yaml, hypothesis);

    public (bool Right, string What) CheckForm(string path) => desk.CheckForm(path);

    public virtual Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken) =>
        desk.RunAsync(id, command, folder, mounts, limit, log, cancellationToken);

    public void Refresh() => desk.Refresh();

    /// <summary>Where a file of a writable mount lies on the host.</summary>
    protected static string Source(IReadOnlyList<Mount> mounts, string path)
    {
        var mount = mounts.Where(mount => mount.Writable && path.StartsWith(mount.Target + "/", StringComparison.Ordinal)).MaxBy(mount => mount.Target.Length)
            ?? throw new UserErrorException($"The recording names a file that no role may write: {path}.");
        return PackedFiles.Place(mount.Source, path[(mount.Target.Length + 1)..]);
    }
}
