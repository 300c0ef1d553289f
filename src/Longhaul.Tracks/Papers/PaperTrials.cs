using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Papers;

/// <summary>Runs commands of the delivered code as experiments, and keeps what they leave as evidence.</summary>
internal sealed class PaperTrials(RunLedger ledger, IDesk commands, PaperRepository repository)
{
    private const int MostFiles = 500;
    private static readonly Bytes LargestCopied = Bytes.FromMiB(256);
    private static readonly Bytes LargestEvidence = Bytes.FromMiB(64);
    private static readonly Bytes LargestFile = Bytes.FromMiB(16);

    /// <summary>Runs it, once for each use of a tool.</summary>
    public async Task<TrialEnded> RunAsync(TrialOrder order, TimeSpan limit, CancellationToken cancellationToken)
    {
        var state = ledger.State.Paper;
        if (state.StartedBy(order.Use)?.Ended is { } done)
            return done;
        var number = state.StartedBy(order.Use)?.Started.Trial ?? state.Trials.Count + 1;
        var id = $"e{number}";
        if (state.StartedBy(order.Use) is null)
            ledger.Record(id, new TrialStarted(number, order.Use, order.Title, order.Covers, order.Missing, order.Command, repository.Commit($"before {id}")) { Environment = ledger.State.Environment.Hash });
        var staging = Path.Combine(ledger.Folder.Cache, "staging", id);
        FolderRemoval.Remove(staging);
        var (work, log) = (Path.Combine(staging, "code"), Path.Combine(staging, "log.txt"));
        List<Mount> mounts = [new Mount(work, "code", Writable: true), .. Copy(work), .. commands.Data];
        var stamps = FileStamps.Of(work);
        Directory.CreateDirectory(Path.Combine(staging, "home"));
        var outcome = await commands.RunAsync(
            new JobId(id), Shell(order.Command), Path.Combine(staging, "home"), mounts, limit, log, cancellationToken).ConfigureAwait(false);
        var (evidence, fault) = Keep(id, work, log, stamps);
        FolderRemoval.Remove(staging);
        ledger.Record(id, new TrialEnded(number, outcome.Ending, outcome.ExitCode, Math.Round(outcome.Wall.TotalSeconds, 3), evidence, outcome.Detail ?? fault));
        return ledger.State.Paper.Trials[number].Ended!;
    }

    /// <summary>An experiment's command, as it is run.</summary>
    public static IReadOnlyList<string> Shell(string command) => ["/bin/bash", "-c", $"cd code && {command}"];

    // Environments and downloads are seen where they are; all else is a copy, so that an experiment changes nothing of the code.
    private List<Mount> Copy(string work)
    {
        var code = ledger.Folder.Code;
        var large = new DirectoryInfo(code).EnumerateDirectories()
            .Where(folder => folder.LinkTarget is null && folder.Name != ".git" && JobFiles.List(folder.FullName).Sum(file => file.Length.Value) > LargestCopied.Value)
            .Select(folder => folder.Name).ToHashSet(StringComparer.Ordinal);
        Directory.CreateDirectory(work);
        JobFiles.CopyFolder(code, work, path => path.Split('/')[0] is var top && top != ".git" && !large.Contains(top));
        return [.. large.Order(StringComparer.Ordinal).Select(name => new Mount(Path.Combine(code, name), $"code/{name}"))];
    }

    /// <summary>Keeps what the command wrote, within bounds, small files first; the log alone, with the reason, where what it left can't be looked through.</summary>
    private (Dictionary<string, string> Evidence, string? Fault) Keep(string id, string work, string log, FileStamps stamps)
    {
        var folder = ledger.Folder.Experiment(id);
        FolderRemoval.Remove(folder);
        if (File.Exists(log))
            AtomicFile.Copy(log, Path.Combine(folder, "log.txt"));
        string? fault = null;
        try
        {
            CopyTouched(work, Path.Combine(folder, "files"), stamps);
        }
        catch (UntrustedFileException problem)
        {
            fault = problem.Message;
        }

        var evidence = JobFiles.List(folder).ToDictionary(
            file => Path.GetRelativePath(ledger.Folder.Root, Path.Combine(folder, file.Path)), file => ContentHash.OfFile(Path.Combine(folder, file.Path)).Value, StringComparer.Ordinal);
        return (evidence, fault);
    }

    private static void CopyTouched(string work, string kept, FileStamps stamps)
    {
        var left = LargestEvidence.Value;
        foreach (var (path, length) in stamps.Touched().Where(file => file.Length.Value <= LargestFile.Value).OrderBy(file => file.Length.Value).ThenBy(file => file.Path, StringComparer.Ordinal).Take(MostFiles))
        {
            if ((left -= length.Value) < 0)
                break;
            AtomicFile.Copy(Path.Combine(work, path), Path.Combine(kept, path));
        }
    }
}
