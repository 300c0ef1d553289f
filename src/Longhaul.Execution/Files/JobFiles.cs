using System.Text;
using Longhaul.Runs;

namespace Longhaul.Execution.Files;

/// <summary>
/// Reads what a job left in its folder. The content is untrusted: a job may have put a link to the answers, a pipe that never ends or a
/// sparse terabyte where its predictions should be.
/// </summary>
public static class JobFiles
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Opens a plain file below the folder.</summary>
    /// <param name="folder">The job's folder; itself trusted.</param>
    /// <param name="relative">A path below it: <c>predictions.csv</c>, <c>out/model.bin</c>.</param>
    /// <param name="limit">The most bytes the file may have.</param>
    /// <exception cref="UntrustedFileException">It is missing, or a link (also on the way to it), hard-linked, a pipe, a device or a folder, or longer than the limit.</exception>
    public static FileStream OpenRead(string folder, string relative, Bytes limit)
    {
        var handle = FolderHandle.OpenFile(folder, FolderHandle.Components(relative));
        try
        {
            var (kind, links, length) = FolderHandle.Describe(handle, "");
            if (kind != EntryKind.File)
                throw new UntrustedFileException(relative, "is no plain file");
            if (links > 1)
                throw new UntrustedFileException(relative, "is a hard link to another file");
            if (length > limit.Value)
                throw new UntrustedFileException(relative, $"has {new Bytes(length)}; at most {limit} are read");
            return new FileStream(handle, FileAccess.Read, 1 << 16);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The text of a plain file in UTF-8; what isn't UTF-8 becomes U+FFFD. Exceptions as in <see cref="OpenRead"/>.</summary>
    public static string ReadText(string folder, string relative, Bytes limit)
    {
        using var reader = new StreamReader(OpenRead(folder, relative, limit), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The length of a plain file; null where there is none, or a pipe, a socket or a device that would keep a reader waiting.</summary>
    /// <param name="path">A path whose folders are trusted, or were looked at.</param>
    public static Bytes? PlainLength(string path) =>
        Statx.Read(Processes.LibC.AT_FDCWD, path, 0) is { Kind: EntryKind.File } file ? new Bytes(file.Length) : null;

    /// <summary>True where a plain file of that name stands in the folder.</summary>
    public static bool Exists(string folder, string relative)
    {
        try
        {
            OpenRead(folder, relative, new Bytes(long.MaxValue)).Dispose();
            return true;
        }
        catch (UntrustedFileException)
        {
            return false;
        }
    }

    /// <summary>False where a listed file can't be opened: it has no rights, or its name is no text.</summary>
    /// <param name="path">A plain file's path, as <see cref="List"/> gives it.</param>
    public static bool CanBeRead(string path)
    {
        try
        {
            File.OpenHandle(path).Dispose();
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The plain files below the folder, as relative paths in ordinal order, with their lengths. Links, pipes and devices are neither followed nor listed.</summary>
    /// <exception cref="UntrustedFileException">A folder in it can't be read, or lies too deep.</exception>
    public static IReadOnlyList<(string Path, Bytes Length)> List(string folder) =>
        [.. FolderWalk.Entries(folder)
            .Where(entry => entry.File.Kind == EntryKind.File)
            .Select(entry => (entry.Path, new Bytes(entry.File.Length)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>True where anything below the folder is no plain file and no folder: a link, a pipe, a device.</summary>
    /// <exception cref="UntrustedFileException">A folder in it can't be read, or lies too deep.</exception>
    public static bool HasLinks(string folder) => FolderWalk.Entries(folder).Any(entry => entry.File.Kind == EntryKind.Other);

    /// <summary>
    /// Copies the plain files below a folder, with the right to execute where they have it. Links are not followed and not copied: one could
    /// lead to what no candidate may see.
    /// </summary>
    /// <returns>The links and other oddities that were left out, as relative paths.</returns>
    /// <exception cref="UntrustedFileException">A folder in it can't be read, or lies too deep.</exception>
    /// <param name="keep">Which relative paths to copy; null: all.</param>
    public static IReadOnlyList<string> CopyFolder(string from, string to, Func<string, bool>? keep = null)
    {
        var plain = List(from).Select(file => file.Path).Where(path => keep is null || keep(path)).ToHashSet(StringComparer.Ordinal);
        Directory.CreateDirectory(to);
        foreach (var relative in plain)
        {
            var destination = Path.Combine(to, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            using (var source = new FileStream(FolderHandle.OpenFile(from, FolderHandle.Components(relative)), FileAccess.Read))
            using (var copy = new FileStream(destination, FileMode.CreateNew, FileAccess.Write))
                source.CopyTo(copy);
            File.SetUnixFileMode(destination, File.GetUnixFileMode(destination) | (File.GetUnixFileMode(Path.Combine(from, relative)) & Execute));
        }

        return [.. FolderWalk.Entries(from).Where(entry => entry.File.Kind == EntryKind.Other).Select(entry => entry.Path).Order(StringComparer.Ordinal)];
    }
}
