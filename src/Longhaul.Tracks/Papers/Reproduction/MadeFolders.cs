namespace Longhaul.Tracks.Papers.Reproduction;

/// <summary>Folders in which scripts make environments and caches: what is written there is no result.</summary>
internal static class MadeFolders
{
    /// <summary>Their names, wherever they stand in a repository.</summary>
    public static readonly IReadOnlyList<string> Names = [".venv", "venv", "node_modules", "__pycache__", ".cache"];

    /// <summary>Whether a path lies in one.</summary>
    /// <param name="path">Relative, with <c>/</c>.</param>
    public static bool Holds(string path) => path.Split('/')[..^1].Any(folder => Names.Contains(folder, StringComparer.Ordinal));
}
