namespace Longhaul.Builtin.Leaks;

/// <summary>Folders in names: where train's files lie by class and test's do not, what stands in a place of one says nothing of the other.</summary>
internal static class IdFolders
{
    private const double SharedWithTest = 0.5;
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The names with as many of their innermost folders as test shares with train; as they are where there is no test to compare with.</summary>
    public static (string[] Train, string[] Test) Comparable(string[] train, string[] test)
    {
        if (test.Length == 0 || !train.Concat(test).Any(cell => cell.AsSpan().ContainsAny(Separators)))
            return (train, test);
        var kept = 0;
        while (Shares(train, test, kept))
            kept++;
        return (Array.ConvertAll(train, cell => Inner(cell, kept)), Array.ConvertAll(test, cell => Inner(cell, kept)));
    }

    private static bool Shares(string[] train, string[] test, int depth)
    {
        var known = train.Select(cell => Folder(cell, depth)).Where(folder => folder.Length > 0).ToHashSet(StringComparer.Ordinal);
        return test.Count(cell => known.Contains(Folder(cell, depth))) >= SharedWithTest * test.Length;
    }

    /// <summary>A folder by its place before the file's name; empty where there is none.</summary>
    private static string Folder(string cell, int depth) => cell.Split(Separators) is var parts && depth + 2 <= parts.Length ? parts[^(depth + 2)] : "";

    private static string Inner(string cell, int folders) => string.Join('/', cell.Split(Separators).TakeLast(folders + 1));
}
