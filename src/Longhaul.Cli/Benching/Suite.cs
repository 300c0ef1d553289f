using Longhaul.Runs;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Cli.Benching;

/// <summary>A folder of task packages.</summary>
internal static class Suite
{
    /// <summary>The packages of a track, by name. A package itself is a suite of one.</summary>
    /// <exception cref="UserErrorException">There are none.</exception>
    public static IReadOnlyList<string> Find(string folder, string track)
    {
        if (!Directory.Exists(folder))
            throw new UserErrorException($"{folder}: there is no such folder. SUITE is a folder of task packages.");
        var packages = IsPackage(folder) ? (IEnumerable<string>)[folder] : Directory.EnumerateDirectories(folder).Where(IsPackage).Order(StringComparer.Ordinal);
        var found = packages.Select(package => Path.TrimEndingDirectorySeparator(Path.GetFullPath(package))).Where(package => TrackOf(package) == track).ToList();
        return found.Count > 0 ? found : throw new UserErrorException($"{folder}: there is no task package of the track {track} in it (a folder with a task.yaml).");
    }

    /// <summary>Packages of other tracks, by name.</summary>
    public static IReadOnlyList<string> Others(string folder, string track) => IsPackage(folder)
        ? []
        : [.. Directory.EnumerateDirectories(folder).Where(package => IsPackage(package) && TrackOf(package) != track).Select(package => Path.GetFileName(package)).Order(StringComparer.Ordinal)];

    private static bool IsPackage(string folder) => File.Exists(Path.Combine(folder, "task.yaml"));

    private static string? TrackOf(string package) => YamlDocument.Read(Path.Combine(package, "task.yaml")).Text("track");
}
