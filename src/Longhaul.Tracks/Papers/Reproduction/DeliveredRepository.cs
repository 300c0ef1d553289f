using System.Security.Cryptography;
using LibGit2Sharp;
using Longhaul.Execution.Files;
using Longhaul.Runs;

namespace Longhaul.Tracks.Papers.Reproduction;

/// <summary>
/// The repository that a run delivers. Whoever worked in it is not trusted: nothing of its settings is run (no hooks, no filters, no submodules), and
/// it must hold its objects itself.
/// </summary>
internal sealed class DeliveredRepository : IDisposable
{
    private const int MostNamed = 5;
    private readonly Repository _repository;

    private DeliveredRepository(Repository repository, Commit commit) => (_repository, Commit) = (repository, commit);

    public Commit Commit { get; }

    /// <summary>Opens it at a commit; null with the reason.</summary>
    public static DeliveredRepository? Open(string folder, string commit, out string problem)
    {
        problem = Suspicion(folder);
        if (problem.Length > 0)
            return null;
        Repository? repository = null;
        try
        {
            repository = new Repository(folder);
            if (repository.Lookup<Commit>(commit) is { } found)
                return new DeliveredRepository(repository, found);
            problem = commit == "HEAD" ? "nothing is committed yet" : $"there is no commit {commit}";
        }
        catch (LibGit2SharpException e)
        {
            problem = $"the git repository can't be read ({e.Message.TrimEnd('.')})";
        }

        repository?.Dispose();
        return null;
    }

    /// <summary>Every file of the commit with its size and content.</summary>
    public IEnumerable<(string Path, Blob Blob)> Files() => Below(Commit.Tree, "");

    /// <summary>Files that are there and not in the commit, so a clone lacks them; what is ignored doesn't count.</summary>
    public IReadOnlyList<string> Uncommitted() =>
        [.. _repository.RetrieveStatus(new StatusOptions { IncludeUnaltered = false, IncludeIgnored = false }).Select(entry => entry.FilePath).Order(StringComparer.Ordinal)];

    /// <summary>Whether a file of a clone is, byte for byte, as it was committed; one that can't be read is not.</summary>
    public bool IsAsCommitted(string clone, string path)
    {
        if (Commit[path]?.Target is not Blob blob || JobFiles.PlainLength(Path.Combine(clone, path))?.Value != blob.Size || !JobFiles.Exists(clone, path))
            return false;
        using var committed = blob.GetContentStream();
        using var now = JobFiles.OpenRead(clone, path, new Bytes(blob.Size));
        return SHA256.HashData(committed).AsSpan().SequenceEqual(SHA256.HashData(now));
    }

    /// <summary>Clones it at the commit, without a trace of where it came from.</summary>
    public void CloneTo(string folder)
    {
        Repository.Clone(_repository.Info.Path, folder, new CloneOptions { Checkout = false, RecurseSubmodules = false });
        using var clone = new Repository(folder);
        clone.Reset(ResetMode.Hard, clone.Lookup<Commit>(Commit.Sha));
        clone.Network.Remotes.Remove("origin");
    }

    public void Dispose() => _repository.Dispose();

    /// <summary>Some names, and how many there are.</summary>
    public static string Named(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed).Select(name => Printable.Line(name, 100))) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");

    private static string Suspicion(string folder)
    {
        var git = Path.Combine(folder, ".git");
        if (!Directory.Exists(git))
            return "there is no git repository";
        if (new DirectoryInfo(git).LinkTarget is not null)
            return ".git is a link";
        if (Path.Exists(Path.Combine(git, "objects", "info", "alternates")) || Path.Exists(Path.Combine(git, "commondir")))
            return "the git repository takes its objects from elsewhere (alternates), so a clone would lack them";
        return JobFiles.HasLinks(git) ? ".git holds links" : "";
    }

    private static IEnumerable<(string Path, Blob Blob)> Below(Tree tree, string path)
    {
        foreach (var entry in tree)
        {
            if (entry.Target is Tree inner)
            {
                foreach (var file in Below(inner, $"{path}{entry.Name}/"))
                    yield return file;
            }
            else if (entry.Target is Blob blob)
            {
                yield return (path + entry.Name, blob);
            }
        }
    }
}
