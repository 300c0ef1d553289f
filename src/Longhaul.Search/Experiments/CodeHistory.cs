using LibGit2Sharp;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Search.Experiments;

/// <summary>
/// <c>workspace/code/</c>: a git repository with a commit per candidate, so that two programs are a <c>git diff</c> apart. It follows from the
/// journal: what is missing is committed, what a crash left half done is done again.
/// </summary>
/// <param name="shared">Roles work in the folder: their files stay as they are, and the history is on a branch of its own.</param>
public sealed class CodeHistory(RunFolder folder, ProgramStore programs, bool shared = false)
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Commits the candidates that have no commit yet, in the order they were proposed; tags each with its id.</summary>
    public void Bring(RunState state)
    {
        try
        {
            CommitMissing(state);
        }
        catch (LibGit2SharpException)
        {
            // A kill left a lock or half a repository. All of it can be made again, to the same commits.
            FolderRemoval.Remove(shared ? Path.Combine(folder.Code, ".git") : folder.Code);
            CommitMissing(state);
        }
    }

    /// <summary>What turns one candidate's program into another's, as <c>git diff</c> shows it; empty where they are equal.</summary>
    /// <exception cref="UserErrorException">The run has no program of such a candidate.</exception>
    public static string Difference(RunFolder folder, CandidateId from, CandidateId to)
    {
        if (!Repository.IsValid(folder.Code))
            throw new UserErrorException($"{folder.Code}: there is no history of programs; `longhaul resume {folder.Id}` makes it again.");
        using var repository = new Repository(folder.Code);
        return repository.Diff.Compare<Patch>(TreeOf(from), TreeOf(to)).Content;

        Tree TreeOf(CandidateId candidate) => repository.Tags[candidate.ToString()]?.PeeledTarget is Commit commit
            ? commit.Tree
            : throw new UserErrorException($"{candidate}: no program of that candidate is in {folder.Root}; what the host blends has none. `longhaul tree {folder.Id}` shows what there is.");
    }

    private void CommitMissing(RunState state)
    {
        if (!Repository.IsValid(folder.Code))
            Repository.Init(folder.Code);
        using var repository = new Repository(folder.Code);
        var done = repository.Tags.Select(tag => tag.FriendlyName).ToHashSet(StringComparer.Ordinal);
        var missing = state.Programs.OrderBy(program => program.Key).Where(program => !done.Contains($"c{program.Key}")).Select(program => program.Value).ToList();
        foreach (var program in missing)
            Commit(repository, program);
        if (missing is [.., _] && !shared)
            repository.Reset(ResetMode.Hard, repository.Branches[BranchOf(repository)].Tip);
    }

    private string BranchOf(Repository repository) => shared ? "candidates" : repository.Head.FriendlyName;

    // Made from objects alone: what stands in the folder may be a role's unfinished work.
    private void Commit(Repository repository, CandidateProposed program)
    {
        var tree = new TreeDefinition();
        foreach (var (path, content) in programs.Contents(program))
        {
            using var stream = new MemoryStream(content);
            tree.Add(path, repository.ObjectDatabase.CreateBlob(stream), Mode.NonExecutableFile);
        }

        // The same run makes the same commits: a candidate's number stands for the time.
        var author = new Signature("Longhaul", "longhaul@localhost", Epoch.AddSeconds(program.Candidate));
        Commit[] parents = repository.Branches[BranchOf(repository)]?.Tip is { } tip ? [tip] : [];
        var commit = repository.ObjectDatabase.CreateCommit(
            author, author, $"c{program.Candidate}: {program.Title}\n\n{program.Hypothesis}\n", repository.ObjectDatabase.CreateTree(tree), parents, prettifyMessage: true);
        repository.Refs.Add($"refs/heads/{BranchOf(repository)}", commit.Id, allowOverwrite: true);
        repository.Tags.Add($"c{program.Candidate}", commit, allowOverwrite: true);
    }
}
