using LibGit2Sharp;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Search.State;
using Longhaul.Tracks.Papers.Reproduction;

namespace Longhaul.Tracks.Papers;

/// <summary>The history of the code that a paper's run delivers.</summary>
public static class PaperHistory
{
    /// <summary>What turns the code of one experiment into that of another, in unified form.</summary>
    /// <param name="from"><c>e1</c>, or a commit.</param>
    /// <param name="to">The same.</param>
    /// <exception cref="UserErrorException">There is no such experiment or commit, or the repository can't be read.</exception>
    public static string Difference(RunFolder run, PaperState paper, string from, string to)
    {
        using var old = Open(run, CommitOf(run, paper, from));
        using var young = Open(run, CommitOf(run, paper, to));
        using var repository = new Repository(run.Code);
        return repository.Diff.Compare<Patch>(repository.Lookup<Commit>(old.Commit.Sha).Tree, repository.Lookup<Commit>(young.Commit.Sha).Tree).Content;
    }

    /// <summary>The commit that an experiment ran.</summary>
    /// <exception cref="UserErrorException">There is no such experiment.</exception>
    internal static string CommitOf(RunFolder run, PaperState paper, string name) =>
        paper.Trials.Values.FirstOrDefault(trial => trial.Id == name)?.Started.Commit
        ?? paper.Commits.FirstOrDefault(known => name.Length >= 7 && known.Commit.Commit.StartsWith(name, StringComparison.Ordinal)).Commit?.Commit
        ?? throw new UserErrorException($"{name}: there is no such experiment in {run.Root} (a paper's run has no candidates). `longhaul tree {run.Id}` shows what there is.");

    /// <summary>The delivered code at a commit.</summary>
    /// <exception cref="UserErrorException">It can't be opened.</exception>
    internal static DeliveredRepository Open(RunFolder run, string commit) =>
        DeliveredRepository.Open(run.Code, commit, out var problem) ?? throw new UserErrorException($"{run.Code}: {problem}.");
}
