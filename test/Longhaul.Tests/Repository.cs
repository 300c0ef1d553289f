namespace Longhaul.Tests;

/// <summary>Where the repository lies: the folder above the test's binary that holds the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Tasks => Path.Combine(Root, "tasks");

    /// <summary>The names of the shipped packages of a track.</summary>
    public static IEnumerable<string> TasksOf(string track) => Directory.GetDirectories(Tasks)
        .Where(folder => File.ReadLines(Path.Combine(folder, "task.yaml")).Contains($"track: {track}"))
        .Select(folder => Path.GetFileName(folder)!)
        .Order(StringComparer.Ordinal);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Longhaul.slnx"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Longhaul.slnx"));
}
