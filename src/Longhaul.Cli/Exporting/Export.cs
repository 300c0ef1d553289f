using System.IO.Compression;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;

namespace Longhaul.Cli.Exporting;

/// <summary>Packs what a run left into an archive.</summary>
internal static class Export
{
    // The vault holds labels; the cache can be made again; the inbox is for this machine's owner.
    private static readonly string[] LeftOut = ["vault", "cache", "inbox"];

    /// <summary>A run's members but for vault, cache and inbox. The task's private part was never in it.</summary>
    public static IEnumerable<Member> Whole(RunFolder folder) =>
        Below(folder.Root, folder.Id, relative => !LeftOut.Contains(relative.Split(Path.DirectorySeparatorChar)[0], StringComparer.Ordinal));

    /// <summary>Writes the archive; nothing of it stays behind when that fails. What is gone by now is left out: a run may still work.</summary>
    /// <returns>How many files it holds.</returns>
    public static int Write(string path, IEnumerable<Member> members)
    {
        var count = 0;
        AtomicFile.Write(path, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            count = members.DistinctBy(member => member.Name).Count(member => IsAdded(archive, member));
        });
        return count;
    }

    private static bool IsAdded(ZipArchive archive, Member member)
    {
        try
        {
            archive.CreateEntryFromFile(member.Path, member.Name);
            return true;
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    // What a candidate wrote may be a link to anywhere on this machine: links stay out.
    internal static IEnumerable<Member> Below(string root, string name, Func<string, bool> wanted) =>
        Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false })
            .Select(path => (Path: path, Relative: Path.GetRelativePath(root, path)))
            .Where(file => wanted(file.Relative) && !AtomicFile.IsTemporary(file.Relative))
            .OrderBy(file => file.Relative, StringComparer.Ordinal)
            .Select(file => new Member(file.Path, name.Length == 0 ? file.Relative : $"{name}/{file.Relative}"));

    /// <summary>A file and its name in the archive.</summary>
    internal sealed record Member(string Path, string Name);
}
