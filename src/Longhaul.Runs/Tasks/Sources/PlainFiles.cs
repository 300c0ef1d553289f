using System.IO.Enumeration;
using Longhaul.Runs.Folder;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>
/// The plain files below a person's folder. Links lead elsewhere and are left out; so are runs, which a person who works inside the folder has there,
/// as they are no part of the task and hold labels.
/// </summary>
internal static class PlainFiles
{
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device };

    /// <summary>The files, in no order.</summary>
    public static IEnumerable<FileInfo> Below(string folder) => new FileSystemEnumerable<FileInfo>(folder, (ref FileSystemEntry entry) => (FileInfo)entry.ToFileSystemInfo(), Deep)
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsRun(ref entry),
    };

    /// <summary>Whether there is a run below the folder.</summary>
    public static bool HoldRuns(string folder) => new FileSystemEnumerable<bool>(folder, (ref FileSystemEntry _) => true, Deep)
    {
        ShouldIncludePredicate = IsRun,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsRun(ref entry),
    }.Any();

    private static bool IsRun(ref FileSystemEntry entry) => entry.IsDirectory && new RunFolder(entry.ToFullPath()).IsCertain;
}
