using Longhaul.Execution.Files;
using Longhaul.Runs;

namespace Longhaul.Tracks.Papers;

/// <summary>Tells which files of a folder were made or written since: they are dated back, so that any write shows, whatever the clock's grain.</summary>
internal sealed class FileStamps
{
    private static readonly DateTime Untouched = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly string _folder;

    private FileStamps(string folder) => _folder = folder;

    /// <summary>Dates the files back.</summary>
    public static FileStamps Of(string folder)
    {
        foreach (var file in JobFiles.List(folder))
            File.SetLastWriteTimeUtc(Path.Combine(folder, file.Path), Untouched);
        return new FileStamps(folder);
    }

    /// <summary>The files that were made or written since.</summary>
    public IReadOnlyList<(string Path, Bytes Length)> Touched() =>
        [.. JobFiles.List(_folder).Where(file => File.GetLastWriteTimeUtc(Path.Combine(_folder, file.Path)) != Untouched)];
}
