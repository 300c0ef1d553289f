using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Tracks.Environments;
using Longhaul.Tracks.Papers.Delivery;
using Longhaul.Tracks.Papers.Reproduction;

namespace Longhaul.Tracks.Papers;

/// <summary>Rehearses the delivered repository during a run, and reproduces it at the end; the clone stays in <c>workspace/reproduction/</c>.</summary>
/// <param name="code">The delivered repository's folder.</param>
/// <param name="run">Where the script runs.</param>
/// <param name="network">The way to what the task grants, and to the indexes of packages that may be installed.</param>
internal sealed class PaperReproduction(RunLedger ledger, RunSettings settings, string code, ScriptRun run, DeliveryNetwork network, Limits limits)
{
    private const int MostKept = 5_000;

    private string Clone => Path.Combine(ledger.Folder.Workspace, "reproduction");

    /// <summary>Clones a commit and runs its script.</summary>
    /// <param name="id">The use of a tool, or <see cref="Search.State.PaperState.Final"/>.</param>
    public async Task<ReproductionEnded> RunAsync(string id, string commit, TimeSpan limit, CancellationToken cancellationToken)
    {
        FolderRemoval.Remove(Clone);
        var result = await new Rehearsal(run).RunAsync(PlanOf(id, commit, limit), cancellationToken).ConfigureAwait(false);
        // Code without a script that runs is judged too.
        if (result.Folder is null && id == Search.State.PaperState.Final)
            CloneOnly(commit);
        return Record(id, result);
    }

    /// <summary>Clones what is delivered and runs nothing.</summary>
    /// <param name="why">Why, for people.</param>
    public ReproductionEnded LeaveOut(string commit, string why) =>
        Record(Search.State.PaperState.Final, new ReproductionResult(commit, CloneOnly(commit) is { } problem ? [why, problem] : [why]));

    /// <summary>Clones and runs nothing; what is in the way, or null.</summary>
    private string? CloneOnly(string commit)
    {
        FolderRemoval.Remove(Clone);
        using var delivered = DeliveredRepository.Open(code, commit, out var problem);
        delivered?.CloneTo(Clone);
        return delivered is null ? problem : null;
    }

    private ReproductionPlan PlanOf(string id, string commit, TimeSpan limit) => new(new JobId($"reproduce-{id}"), code, Clone)
    {
        Commit = commit,
        Limits = limits with { Wall = limit },
        Mounts = [.. network.Mounts, .. RunDownloads.GatedIn(ledger.Folder, ledger.State.Environment)],
        Environment = network.Variables,
        Before = network.Before,
        Gpus = settings.Gpus,
        MachinePaths = [ledger.Folder.Root],
    };

    private ReproductionEnded Record(string id, ReproductionResult result)
    {
        var evidence = result.Folder is null ? [] : result.Touched.Select(file => file.Path).Append(ReproductionResult.Log).Take(MostKept)
            .Where(path => JobFiles.Exists(Clone, path))
            .ToDictionary(path => Path.GetRelativePath(ledger.Folder.Root, Path.Combine(Clone, path)), path => ContentHash.OfFile(Path.Combine(Clone, path)).Value, StringComparer.Ordinal);
        var ended = new ReproductionEnded(
            id, result.Commit, result.Outcome?.Ending, result.Outcome?.ExitCode, Math.Round(result.Outcome?.Wall.TotalSeconds ?? 0, 3), result.Touched.Count, result.Problems, evidence);
        ledger.Record(id, ended);
        return ended;
    }
}
