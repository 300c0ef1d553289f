using LibGit2Sharp;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Loop;
using Longhaul.Tracks.Papers.Delivery;
using Longhaul.Tracks.Papers.Reproduction;

namespace Longhaul.Tracks.Papers;

/// <summary>
/// The repository that a paper's run delivers: <c>workspace/code/</c>. Roles write files, the host alone commits them; each commit is in the journal with its time,
/// so that a run can be graded as of any hour.
/// </summary>
internal sealed class PaperRepository(RunLedger ledger, TimeProvider clock)
{
    // A weight that slipped past .gitignore would stay in the history for good.
    private static readonly Bytes LargestFile = Bytes.FromMiB(100);
    private readonly Lock _gate = new();

    private static readonly string Ignored = $"""
        # Results, weights, downloads, caches and environments are made by scripts, not delivered.
        results/
        {string.Join("/\n", MadeFolders.Names)}/
        *.pyc
        downloads/
        checkpoints/
        *.pt
        *.pth
        *.ckpt
        *.safetensors
        bin/
        obj/

        """;

    private string Folder => ledger.Folder.Code;

    /// <summary>Makes the repository, with the code to start from where the task brings some. Done twice it changes nothing.</summary>
    public void Begin(string? seed)
    {
        if (seed is not null && !Directory.Exists(Folder))
            JobFiles.CopyFolder(seed, Folder);
        Directory.CreateDirectory(Folder);
        if (!File.Exists(Path.Combine(Folder, ".gitignore")))
            AtomicFile.Write(Path.Combine(Folder, ".gitignore"), Ignored);
        // After a crash there may be half of a role's work: it is for the next snapshot.
        if (ledger.State.Paper.Head is null)
            Commit("the beginning");
    }

    /// <summary>Commits what is there; gives the commit's hash. Where nothing has changed, that is the last one's.</summary>
    public string Commit(string why)
    {
        lock (_gate)
        {
            if (!Repository.IsValid(Folder))
                Repository.Init(Folder);
            DeliveredScripts.Bring(Folder, ledger.State.Environment);
            // The host alone writes here, so a lock is what a crash left.
            File.Delete(Path.Combine(Folder, ".git", "index.lock"));
            using var repository = new Repository(Folder);
            Stage(repository);
            var sha = IsChanged(repository) ? Make(repository, why) : repository.Head.Tip.Sha;
            if (ledger.State.Paper.Head != sha)
                ledger.Record("code", new CodeCommitted(sha, why));
            return sha;
        }
    }

    private string Make(Repository repository, string why)
    {
        var author = new Signature("Longhaul", "longhaul@localhost", clock.GetUtcNow());
        return repository.Commit($"Snapshot: {why}\n", author, author, new CommitOptions { AllowEmptyCommit = true }).Sha;
    }

    private static bool IsChanged(Repository repository) =>
        repository.Head.Tip is not { } tip || repository.Index.WriteToTree().Sha != tip.Tree.Sha;

    /// <summary>
    /// Takes up what is there, file by file: what is ignored, too large or named so that git refuses it stays out, and shows as not committed.
    /// </summary>
    private void Stage(Repository repository)
    {
        var files = JobFiles.List(Folder).Where(file => file.Length.Value <= LargestFile.Value && IsKept(repository, file.Path)).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in repository.Index.Select(entry => entry.Path).Where(path => !files.Contains(path)).ToList())
            repository.Index.Remove(gone);
        foreach (var path in files.Order(StringComparer.Ordinal))
            repository.Index.Add(path);
        repository.Index.Write();
    }

    private static bool IsKept(Repository repository, string path)
    {
        if (path.StartsWith(".git/", StringComparison.Ordinal) || AtomicFile.IsTemporary(path))
            return false;
        try
        {
            ProgramStore.CheckHistory(path);
            return !repository.Ignore.IsPathIgnored(path);
        }
        catch (UserErrorException)
        {
            return false;
        }
    }
}
