using Longhaul.Runs.Files;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>
/// A folder as it would be with archives unpacked, runs left out, some files hidden and some tables replaced; made of hard links in the cache, so that
/// the person's own folder stays as it is.
/// </summary>
internal sealed record FolderView(string Source)
{
    /// <summary>Whether zips and gzips are replaced by what they hold.</summary>
    public bool Unpack { get; init; }

    /// <summary>Relative paths that are left out.</summary>
    public IReadOnlyCollection<string> Hidden { get; init; } = [];

    /// <summary>Files that are written anew: relative path, what they are made from (part of the cache's key), how.</summary>
    public IReadOnlyList<(string Path, string Recipe, Action<string> Write)> Written { get; init; } = [];

    private bool ChangesNothing => Hidden.Count == 0 && Written.Count == 0 && !(Unpack && Files().Any(IsArchive)) && !PlainFiles.HoldRuns(Source);

    /// <summary>The folder to use: the source itself where nothing changes.</summary>
    /// <exception cref="ArchiveException">An archive in it is refused.</exception>
    public string Make(UnpackCache cache)
    {
        if (ChangesNothing)
            return Source;
        var key = string.Join('\n',
            ["view 2", Unpack.ToString(), .. Hidden, .. Written.Select(file => $"{file.Path}: {file.Recipe}"), UnpackCache.Fingerprint(Source)]);
        return cache.Folder(key, Build);
    }

    private static bool IsArchive(string path) =>
        path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".tsv.gz", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Files() => PlainFiles.Below(Source).Select(file => Path.GetRelativePath(Source, file.FullName));

    private void Build(string folder)
    {
        Directory.CreateDirectory(folder);
        var written = Written.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Files().Order(StringComparer.Ordinal).Where(file => !Hidden.Contains(file) && !written.Contains(file)))
        {
            var source = Path.Combine(Source, file);
            var target = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!Unpack || !IsArchive(file))
                HardLink.Create(source, target);
            else if (file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                SafeArchive.ExtractGzip(source, target[..^3]);
            else
                UnpackZip(source, target);
        }

        foreach (var (path, _, write) in Written)
            write(Path.Combine(folder, path));
    }

    /// <summary>
    /// What a zip holds takes the zip's place: a file, or a folder of the zip's name (<c>train.zip</c> with the images of train), unless all of
    /// it already stands below a folder of that name.
    /// </summary>
    private static void UnpackZip(string zip, string target)
    {
        var place = Path.GetDirectoryName(target)!;
        var name = Path.GetFileNameWithoutExtension(target);
        var unpacked = Path.Combine(place, $".unpacked-{Guid.NewGuid():N}");
        SafeArchive.Extract(zip, unpacked);
        var entries = Directory.GetFileSystemEntries(unpacked);
        var isOneFile = entries is [var only] && File.Exists(only);
        var hasOwnFolder = entries is [var folder] && string.Equals(Path.GetFileName(folder), name, StringComparison.OrdinalIgnoreCase);
        if ((isOneFile || hasOwnFolder) && !Path.Exists(Path.Combine(place, Path.GetFileName(entries[0]))))
        {
            Directory.Move(entries[0], Path.Combine(place, Path.GetFileName(entries[0])));
            Directory.Delete(unpacked);
        }
        else if (!Path.Exists(Path.Combine(place, name)))
        {
            Directory.Move(unpacked, Path.Combine(place, name));
        }
        else
        {
            Directory.Delete(unpacked, recursive: true); // it stands there unpacked already
        }
    }
}
