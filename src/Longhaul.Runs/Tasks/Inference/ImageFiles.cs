using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks.Inference;

/// <summary>Images that a column's values name: prefix + value + suffix is a path below the public folder.</summary>
internal sealed record ImageFiles(string Prefix, string Suffix)
{
    private const int Probe = 20;

    // Cameras write them in capitals.
    private static readonly string[] Endings = ["", .. ImageColumns.Endings, .. ImageColumns.Endings.Select(ending => ending.ToUpperInvariant())];

    /// <summary>The folder and ending under which all of the column's first values have an image; folders named after the role come first.</summary>
    public static ImageFiles? Find(string folder, Column names, string role)
    {
        string[] probes = [.. names.Where(cell => cell.Length > 0).Take(Probe)];
        if (probes.Length == 0)
            return null;
        return Directories(folder)
            .OrderByDescending(directory => directory.Contains(role, StringComparison.OrdinalIgnoreCase))
            .ThenBy(directory => directory, StringComparer.Ordinal)
            .SelectMany(directory => Endings.Select(ending => new ImageFiles(directory + "/", ending)))
            .FirstOrDefault(files => Array.TrueForAll(probes, probe => files.Holds(folder, probe)));
    }

    /// <summary>The paths of the images in a column's rows; empty where the cell is.</summary>
    public Column Paths(Column names, string name) => new(name, names.Select(cell => cell.Length == 0 ? "" : Prefix + cell + Suffix));

    private bool Holds(string folder, string name)
    {
        var path = Prefix + name + Suffix;
        return ImageColumns.IsImage(path) && SafePath.Below(folder, path, out _) is { } file && File.Exists(file);
    }

    /// <summary>The folders below that hold images, relative.</summary>
    private static IEnumerable<string> Directories(string folder) => Directory
        .EnumerateDirectories(folder, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = 2,
            AttributesToSkip = FileAttributes.ReparsePoint,
        })
        .Where(directory => Directory.EnumerateFiles(directory).Take(5).Any(ImageColumns.IsImage))
        .Select(directory => Path.GetRelativePath(folder, directory))
        // An id may name a folder as well (cat/17): then the folder above is the place.
        .SelectMany(directory => Path.GetDirectoryName(directory) is { Length: > 0 } above ? new[] { directory, above } : [directory])
        .Distinct(StringComparer.Ordinal);
}
