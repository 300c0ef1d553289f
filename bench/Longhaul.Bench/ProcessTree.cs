using System.Globalization;

namespace Longhaul.Bench;

/// <summary>The memory of a process with all its descendants, by /proc.</summary>
internal static class ProcessTree
{
    /// <summary>Resident bytes; pages that processes share count in each.</summary>
    public static long Resident(int root)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(folder => Stat(folder)).OfType<(int Id, int Parent, long Pages)>().ToList();
        var children = all.ToLookup(process => process.Parent);
        var open = new Stack<(int Id, int Parent, long Pages)>(all.Where(process => process.Id == root));
        var pages = 0L;
        while (open.TryPop(out var process))
        {
            pages += process.Pages;
            foreach (var child in children[process.Id])
                open.Push(child);
        }

        return pages * Environment.SystemPageSize;
    }

    private static (int Id, int Parent, long Pages)? Stat(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture, out var id))
            return null;
        try
        {
            // The name in parentheses may hold anything, so fields count from the last parenthesis.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (id, int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }
}
