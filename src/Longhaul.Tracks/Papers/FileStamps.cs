using Longhaul.Execution.Files;
using Longhaul.Runs;

namespace Longhaul.Tracks.Papers;

/// <summary>Tells which files of a folder were made or written since: they are dated back, so that any write shows, whatever the clock's grain.</summary>
internal sealed class FileStamps
{
    private static readonly DateTime Untouched = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly string _folder;
    private readonly HashSet<string> _known;

    private FileStamps(string folder, HashSet<string> known) => (_folder, _known) = (folder, known);

    /// <summary>Dates all files of a folder back.</summary>
    public static FileStamps Of(string folder) => Of(folder, JobFiles.List(folder));

    /// <summary>Dates some files of a folder back.</summary>
    public static FileStamps Of(string folder, IEnumerable<(string Path, Bytes Length)> files)
    {
        var known = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var path in known)
            File.SetLastWriteTimeUtc(Path.Combine(folder, path), Untouched);
        return new FileStamps(folder, known);
    }

    /// <summary>The files that were made or written since; those that can't be read are left out.</summary>
    /// <exception cref="UntrustedFileException">A folder in it can't be read, or lies too deep.</exception>
    public IReadOnlyList<(string Path, Bytes Length)> Touched() => [.. JobFiles.List(_folder).Where(file => IsTouched(file.Path) && JobFiles.CanBeRead(Path.Combine(_folder, file.Path)))];

    /// <summary>Whether a file was made or written since.</summary>
    public bool IsTouched(string path) => File.GetLastWriteTimeUtc(Path.Combine(_folder, path)) != Untouched;

    /// <summary>Whether a file is new: it was not among those that were dated back.</summary>
    public bool IsMade(string path) => !_known.Contains(path);
}
