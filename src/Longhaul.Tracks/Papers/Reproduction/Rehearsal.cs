using LibGit2Sharp;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;

namespace Longhaul.Tracks.Papers.Reproduction;

/// <summary>
/// Runs <c>reproduce.sh</c> of a repository as a stranger would: in a clean clone, in a fresh sandbox, with no environment, no caches and nothing of the
/// workspace. During a run it is a rehearsal, at the end the reproduction that is judged.
/// </summary>
public sealed class Rehearsal(ScriptRun run)
{
    /// <param name="executor">Where the script runs.</param>
    public Rehearsal(IExecutor executor)
        : this(ScriptRuns.On(executor))
    {
    }

    /// <summary>Clones, looks the commit through, runs the script, and says which files it wrote. A script that fails is a result.</summary>
    /// <exception cref="Longhaul.Execution.Sandbox.SandboxException">The sandbox could not be set up.</exception>
    /// <exception cref="IOException">The clone's folder exists, or can't be written.</exception>
    public async Task<ReproductionResult> RunAsync(ReproductionPlan plan, CancellationToken cancellationToken)
    {
        if (Path.Exists(plan.Folder))
            throw new IOException($"{plan.Folder} exists already; a clean clone needs a folder of its own.");
        using var repository = DeliveredRepository.Open(plan.Repository, plan.Commit, out var problem);
        if (repository is null)
            return new ReproductionResult("", [problem]);
        var commit = repository.Commit.Sha;
        string[] obstacles = [.. RepositoryCheck.Obstacles(repository, plan.Largest)];
        string[] problems = [.. obstacles, .. RepositoryCheck.Doubts(repository, plan.MachinePaths)];
        if (obstacles.Length > 0)
            return new ReproductionResult(commit, problems);
        try
        {
            repository.CloneTo(plan.Folder);
        }
        catch (LibGit2SharpException e)
        {
            return new ReproductionResult(commit, [.. problems, $"the repository can't be cloned ({e.Message.TrimEnd('.')})"]);
        }

        var stamps = FileStamps.Of(plan.Folder, Files(plan.Folder));
        var outcome = await run(plan, cancellationToken);
        if (Fault(plan.Folder) is { } fault)
        {
            MakeAnew(repository, plan.Folder);
            return new ReproductionResult(commit, [.. problems, fault]) { Folder = plan.Folder, Outcome = outcome, Files = Files(plan.Folder) };
        }

        var files = Files(plan.Folder);
        TouchedFile[] touched = [.. files.Where(file => file.Path != ReproductionResult.Log && !MadeFolders.Holds(file.Path) && stamps.IsTouched(file.Path))
            .Select(file => new TouchedFile(file.Path, file.Length, stamps.IsMade(file.Path)))];
        return new ReproductionResult(commit, [.. problems, .. Stale(repository, plan.Folder, touched)])
        {
            Folder = plan.Folder,
            Outcome = outcome,
            Files = files,
            Touched = touched,
        };
    }

    private static string? Fault(string clone)
    {
        try
        {
            _ = Files(clone);
            return null;
        }
        catch (UntrustedFileException problem)
        {
            return $"reproduce.sh leaves what can't be looked through, so none of its results count ({problem.Message})";
        }
    }

    // What can't be looked through can't be judged either: the commit's files and the log are left to read.
    private static void MakeAnew(DeliveredRepository repository, string clone)
    {
        var (log, aside) = (Path.Combine(clone, ReproductionResult.Log), clone + ".log");
        var printed = JobFiles.Exists(clone, ReproductionResult.Log);
        if (printed)
            File.Move(log, aside, overwrite: true);
        FolderRemoval.Remove(clone);
        repository.CloneTo(clone);
        if (printed)
            File.Move(aside, log, overwrite: true);
    }

    // Results of an earlier trial that were committed: who looks into the repository sees wrong numbers, and a script that fails quietly leaves them.
    private static IEnumerable<string> Stale(DeliveredRepository repository, string clone, IReadOnlyList<TouchedFile> touched)
    {
        string[] changed = [.. touched.Where(file => !file.Made && !repository.IsAsCommitted(clone, file.Path)).Select(file => file.Path)];
        if (changed.Length > 0)
            yield return $"committed, and reproduce.sh makes something else of it: {DeliveredRepository.Named(changed)}. Delete it from code/, or keep its folder out by .gitignore";
    }

    private static List<(string Path, Runs.Bytes Length)> Files(string folder) =>
        [.. JobFiles.List(folder).Where(file => !file.Path.StartsWith(".git/", StringComparison.Ordinal))];
}
