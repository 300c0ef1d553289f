using System.Text;
using Longhaul.Runs;

namespace Longhaul.Tracks.Papers.Reproduction;

/// <summary>Looks through a commit for what would keep it from reproducing elsewhere.</summary>
internal static class RepositoryCheck
{
    private const int LongestText = 1 << 20;

    /// <summary>Problems that leave nothing to run: no script, too large.</summary>
    public static IEnumerable<string> Obstacles(DeliveredRepository repository, Bytes largest)
    {
        var files = repository.Files().ToList();
        if (files.TrueForAll(file => file.Path != "reproduce.sh"))
            yield return "there is no committed reproduce.sh at the top of the repository";
        var total = files.Sum(file => file.Blob.Size);
        if (total > largest.Value)
        {
            var heaviest = files.OrderByDescending(file => file.Blob.Size).Take(3).Select(file => $"{file.Path} ({new Bytes(file.Blob.Size)})");
            yield return $"the repository holds {new Bytes(total)}, more than {largest}: {string.Join(", ", heaviest)}. Keep weights, data and caches out by .gitignore, and have a script fetch or make them";
        }
    }

    /// <summary>Problems that a run may hide: what isn't committed, paths of this machine.</summary>
    public static IEnumerable<string> Doubts(DeliveredRepository repository, IReadOnlyList<string> machinePaths)
    {
        if (repository.Uncommitted() is { Count: > 0 } uncommitted)
            yield return $"not committed, so no clone has it: {DeliveredRepository.Named(uncommitted)}";
        foreach (var (path, blob) in repository.Files().Where(file => file.Blob.Size <= LongestText && !file.Blob.IsBinary))
        {
            if (MachinePaths.Find(blob.GetContentText(Encoding.UTF8), machinePaths) is var (line, found))
                yield return $"{Printable.Line(path, 200)}:{line} names {Printable.Line(found, 200)}, a path of this machine; make it relative to the script";
        }
    }
}
