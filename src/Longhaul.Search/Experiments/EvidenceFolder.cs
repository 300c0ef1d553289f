using Longhaul.Execution.Files;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;

namespace Longhaul.Search.Experiments;

/// <summary>An experiment's way from the scratch folder into the workspace: complete or not at all.</summary>
public static class EvidenceFolder
{
    /// <summary>An empty scratch folder for an experiment; what a cut-off attempt left there, and in the workspace, is removed.</summary>
    public static string Prepare(RunFolder folder, string id) => Prepare(folder, id, folder.Experiment(id));

    /// <summary>The same for evidence that goes to a place of its own.</summary>
    public static string Prepare(RunFolder folder, string id, string place)
    {
        var staging = Path.Combine(folder.Cache, "staging", id);
        FolderRemoval.Remove(staging);
        FolderRemoval.Remove(place);
        Directory.CreateDirectory(Path.Combine(staging, "evidence"));
        return staging;
    }

    /// <summary>Moves the gathered evidence into the workspace and gives the hash of each file, by its path below the run's folder.</summary>
    public static IReadOnlyDictionary<string, string> Publish(RunFolder folder, string id, string staging) => PublishAt(folder, folder.Experiment(id), staging);

    /// <summary>The same for evidence that goes to a place of its own.</summary>
    public static IReadOnlyDictionary<string, string> PublishAt(RunFolder folder, string place, string staging)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        Directory.Move(Path.Combine(staging, "evidence"), place);
        FolderRemoval.Remove(staging);
        return Hashes(folder, place);
    }

    /// <summary>Path below the run's folder → SHA-256, for every file below a folder.</summary>
    public static IReadOnlyDictionary<string, string> Hashes(RunFolder folder, string below) =>
        Directory.EnumerateFiles(below, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetRelativePath(folder.Root, path), path => ContentHash.OfFile(path).Value, StringComparer.Ordinal);
}
