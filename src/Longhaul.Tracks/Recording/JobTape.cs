using System.Text;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Files;

namespace Longhaul.Tracks.Recording;

/// <summary>A job on tape: how it ended, what it printed, which files of its writable mounts it changed.</summary>
internal static class JobTape
{
    private static readonly Bytes LargestLog = Bytes.FromMiB(64);

    /// <summary>Runs a job and records it.</summary>
    public static async Task<JobOutcome> RecordAsync(SessionWriter writer, JobId id, IReadOnlyList<Mount> mounts, string log, Func<Task<JobOutcome>> run)
    {
        var before = States(mounts);
        var outcome = await run().ConfigureAwait(false);
        var (after, fault) = After(before, mounts);
        var changed = before.Keys.Union(after.Keys).Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path)).ToDictionary(
            path => path, path => !after.ContainsKey(path) ? null : IsFolder(path) ? "" : PackedFiles.Pack(File.ReadAllBytes(Source(mounts, path))), StringComparer.Ordinal);
        var printed = File.Exists(log) ? JobFiles.ReadText(Path.GetDirectoryName(log)!, Path.GetFileName(log), LargestLog) : "";
        writer.Add(new SessionJob(
            id.Value, outcome.Ending, outcome.ExitCode, outcome.Wall.TotalSeconds, outcome.Cpu.TotalSeconds, outcome.PeakMemory.Value, outcome.Detail ?? fault,
            PackedFiles.Pack(Encoding.UTF8.GetBytes(printed)), changed));
        return outcome;
    }

    // What can't be looked through is no one's result, so it is on no tape: as if the job had changed nothing.
    private static (Dictionary<string, (string Hash, DateTime Written)> After, string? Fault) After(Dictionary<string, (string Hash, DateTime Written)> before, IReadOnlyList<Mount> mounts)
    {
        try
        {
            return (States(mounts), null);
        }
        catch (UntrustedFileException problem)
        {
            return (before, problem.Message);
        }
    }

    /// <summary>Does again what a job did in a recording.</summary>
    /// <exception cref="ReplayDifferenceException">The recording doesn't hold it.</exception>
    public static JobOutcome Play(SessionRecording recording, JobId id, IReadOnlyList<Mount> mounts, string log)
    {
        if (recording.Job(id.Value) is not { } job)
            throw new ReplayDifferenceException("a command that the recording doesn't hold", "(nothing)", $"{id}");
        foreach (var (path, packed) in job.Changed)
            Change(Source(mounts, path), IsFolder(path), packed);
        AtomicFile.Write(log, stream => stream.Write(PackedFiles.Unpack(job.Log)));
        return new JobOutcome(job.Ending, job.ExitCode, TimeSpan.FromSeconds(job.WallS), TimeSpan.FromSeconds(job.CpuS), new Bytes(job.PeakMemoryBytes)) { Detail = job.Detail };
    }

    private static void Change(string place, bool isFolder, string? packed)
    {
        if (isFolder && packed is null)
            FolderRemoval.Remove(place);
        else if (isFolder)
            Directory.CreateDirectory(place);
        else if (packed is null)
            File.Delete(place);
        else
            AtomicFile.Write(place, stream => stream.Write(PackedFiles.Unpack(packed)));
    }

    // Folders bear a slash at their end: an empty one shows in a map too.
    private static bool IsFolder(string path) => path.EndsWith('/');

    // A file that was written anew with the same bytes was written: a reproduction that makes what is there already has made it.
    private static Dictionary<string, (string Hash, DateTime Written)> States(IReadOnlyList<Mount> mounts) => mounts.Where(mount => mount.Writable)
        .SelectMany(mount => JobFiles.List(mount.Source)
            .Where(file => !file.Path.StartsWith(".git/", StringComparison.Ordinal))
            .Select(file => (Path: $"{mount.Target}/{file.Path}", Source: Path.Combine(mount.Source, file.Path)))
            .Where(file => JobFiles.CanBeRead(file.Source))
            .Select(file => (file.Path, State: (ContentHash.OfFile(file.Source).Value, File.GetLastWriteTimeUtc(file.Source))))
            .Concat(Folders(mount)))
        .ToDictionary(entry => entry.Path, entry => entry.State, StringComparer.Ordinal);

    private static IEnumerable<(string Path, (string Hash, DateTime Written) State)> Folders(Mount mount) => Directory.Exists(mount.Source)
        ? Directory.EnumerateDirectories(mount.Source, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true })
            .Select(folder => Path.GetRelativePath(mount.Source, folder))
            .Where(path => path.Split('/')[0] != ".git")
            .Select(path => ($"{mount.Target}/{path}/", ("", default(DateTime))))
        : [];

    /// <summary>Where a file of a writable mount lies on the host.</summary>
    private static string Source(IReadOnlyList<Mount> mounts, string path)
    {
        var mount = mounts.Where(mount => mount.Writable && path.StartsWith(mount.Target + "/", StringComparison.Ordinal)).MaxBy(mount => mount.Target.Length)
            ?? throw new UserErrorException($"The recording names a file that no role may write: {path}.");
        return PackedFiles.Place(mount.Source, path[(mount.Target.Length + 1)..].TrimEnd('/'));
    }
}
