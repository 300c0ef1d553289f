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
public sealed class CodeHistory(RunFolder folder, ProgramStore programs)
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
            FolderRemoval.Remove(folder.Code);
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
        foreach (var (number, program) in state.Programs.OrderBy(program => program.Key))
        {
            if (!done.Contains($"c{number}"))
                Commit(repository, program);
        }
    }

    private void Commit(Repository repository, CandidateProposed program)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder.Code).Where(entry => Path.GetFileName(entry) != ".git"))
        {
            if (Directory.Exists(entry))
                Directory.Delete(entry, recursive: true);
            else
                File.Delete(entry);
        }

        programs.Write(program, folder.Code);
        Commands.Stage(repository, "*");
        // The same run makes the same commits: a candidate's number stands for the time.
        var author = new Signature("Longhaul", "longhaul@localhost", Epoch.AddSeconds(program.Candidate));
        var commit = repository.Commit(
            $"c{program.Candidate}: {program.Title}\n\n{program.Hypothesis}\n", author, author, new CommitOptions { AllowEmptyCommit = true });
        repository.Tags.Add($"c{program.Candidate}", commit, allowOverwrite: true);
    }
}
