using System.Collections.Concurrent;
using Longhaul.Execution.Processes;
using Longhaul.Execution.Resources;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;

namespace Longhaul.Execution.Executors;

/// <summary>Runs jobs on this machine. Disposing stops what still runs.</summary>
public sealed class LocalExecutor : IExecutor, IAsyncDisposable
{
    private readonly ConcurrentDictionary<JobId, RunningJob> jobs = new();
    private readonly TimeProvider time;
    private readonly SandboxKind kind;
    private readonly string stateFolder;
    private readonly JobRecords records;
    private readonly ISandbox sandbox;
    private readonly LimitsMechanism limits;

    /// <param name="time">Wall limits and waits.</param>
    /// <param name="sandbox">What stands between jobs and the machine.</param>
    /// <param name="stateFolder">Where the executor keeps its records of jobs: a folder that no job can write, <c>RUN/cache/jobs</c>. Made where missing.</param>
    /// <exception cref="EnvironmentLacksException">bubblewrap is asked for and isn't installed.</exception>
    public LocalExecutor(TimeProvider time, SandboxKind sandbox, string stateFolder) : this(time, sandbox, stateFolder, LimitsMechanism.Detect())
    {
    }

    internal LocalExecutor(TimeProvider time, SandboxKind sandbox, string stateFolder, LimitsMechanism limits)
    {
        this.limits = limits;
        limits.Sweep();
        this.time = time;
        this.stateFolder = Path.GetFullPath(stateFolder);
        kind = sandbox;
        records = new JobRecords(this.stateFolder);
        Directory.CreateDirectory(this.stateFolder);
        this.sandbox = Sandboxes.Of(sandbox, this.stateFolder);
    }

    /// <inheritdoc/>
    /// <exception cref="SandboxException">A mount's source is missing, or its place is taken.</exception>
    public async Task SubmitAsync(Job job, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!JobId.IsValid(job.Id))
            throw new ArgumentException($"'{job.Id}' can't name a job: letters, digits, '.', '_' and '-' can.", nameof(job));
        if (jobs.TryGetValue(job.Id, out var earlier) && !earlier.Outcome.IsCompleted)
            throw new InvalidOperationException($"Job {job.Id} runs already.");
        var started = await StartAsync(job with { Folder = Path.GetFullPath(job.Folder).TrimEnd('/') });
        jobs[job.Id] = new RunningJob(started, time, outcome => records.Save(started.Record(outcome)));
    }

    /// <inheritdoc/>
    /// <exception cref="SandboxException">The sandbox could not be set up: the program never ran.</exception>
    /// <exception cref="KeyNotFoundException">No such job was submitted here or re-attached.</exception>
    public Task<JobOutcome> WatchAsync(JobId id, CancellationToken cancellationToken)
    {
        if (jobs.TryGetValue(id, out var job))
            return job.Outcome.WaitAsync(cancellationToken);
        return records.Find(id) is { } record ? WatchRecordAsync(record, cancellationToken) : throw new KeyNotFoundException($"No job {id} is known here.");
    }

    /// <inheritdoc/>
    public async Task CancelAsync(JobId id, CancellationToken cancellationToken)
    {
        if (!jobs.TryGetValue(id, out var job))
            return;
        job.Stop();
        await Task.WhenAny(job.Outcome).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<JobState> ReattachAsync(JobId id, string folder, CancellationToken cancellationToken)
    {
        if (jobs.TryGetValue(id, out var job))
            return job.Outcome.IsCompleted ? JobState.Ended : JobState.Running;
        if (records.Find(id) is not { } record)
            return JobState.Unknown;
        if (record.Outcome is not null)
            return JobState.Ended;
        if (record.Host.IsAlive && record.Host != ProcessIdentity.Self)
            return JobState.Running;
        await Task.Run(() => Leftovers.End(record, TemporaryFolder(id)), cancellationToken);
        return JobState.Lost;
    }

    /// <summary>Stops every job that still runs, and waits until each has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var job in jobs.Values)
            job.Stop();
        foreach (var job in jobs.Values)
            await Task.WhenAny(job.Outcome);
    }

    /// <summary>A job of another process: its record tells when it has ended.</summary>
    private async Task<JobOutcome> WatchRecordAsync(JobRecord record, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (record.Outcome is { } outcome)
                return outcome.ToOutcome();
            if (!record.Host.IsAlive)
                throw new KeyNotFoundException($"Job {record.Id} was cut off with its host.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
            record = records.Find(new JobId(record.Id)) ?? record;
        }
    }

    private async Task<StartedJob> StartAsync(Job job)
    {
        Directory.CreateDirectory(job.Folder);
        var logFile = job.LogFile is null ? Path.Combine(job.Folder, "log.txt") : Path.GetFullPath(job.LogFile);
        var temporary = TemporaryFolder(job.Id);
        using var undo = new UndoOnFailure();
        var log = undo.Add(OpenLog(logFile));
        var prepared = sandbox.Prepare(job, new JobPlaces(logFile, temporary));
        undo.Add(prepared.CleanUp);
        var group = limits.Create(job.Id.Value, job.Limits, kind == SandboxKind.None ? NoSandbox.MarkerOf(temporary) : null);
        undo.Add(() => group.TryRemove());
        records.Save(new JobRecord(job.Id.Value, ProcessIdentity.Self, null, null, group.Folders, null));
        var status = undo.Add(Descriptors.MemoryFile("sandbox status", []));
        var (read, write) = Descriptors.Pipe();
        undo.Add(read);
        ChildProcess child;
        using (write)
            child = await Launcher.StartAsync(prepared, new Birth(group.JoinFiles, job.Limits.Written, group.ProcessesOfUser), write, status, kind == SandboxKind.None);
        undo.Forget();
        var inFolder = SandboxView.Below(job.Folder, logFile) is not null;
        var disk = new DiskWatch([job.Folder, .. job.Mounts.Where(mount => mount.Writable).Select(mount => mount.Source), .. kind == SandboxKind.None ? new[] { temporary } : []], job.Limits.Written, time);
        var started = new StartedJob(job, prepared, child, group, disk, new LogPump(read, log, job.Limits.Output, inFolder), status, kind);
        records.Save(started.Record(null));
        return started;
    }

    private string TemporaryFolder(JobId id) => Path.Combine(stateFolder, $"{id}.tmp");

    /// <summary>A fresh file of the host's own: an earlier job may have put a link or a pipe in its place.</summary>
    private static FileStream OpenLog(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
            throw new SandboxException($"The log {path} can't be written: a folder stands in its place.");
        File.Delete(path);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0);
    }
}
