using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks.Inference;

/// <summary>A file per row that an id names: prefix + id + suffix is a path below the public folder.</summary>
/// <param name="Prefix">The folder, with its slash; empty for the public folder itself.</param>
/// <param name="Suffix">An ending (<c>.cif</c>), or a file in a folder of the id's name (<c>/geometry.xyz</c>).</param>
internal sealed record RowFiles(string Prefix, string Suffix)
{
    private const int Probe = 20;

    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>A good name for the column of paths: the file's own, or its kind.</summary>
    public string Name => Suffix[0] == '/' ? Path.GetFileNameWithoutExtension(Suffix) : Suffix[1..].ToLowerInvariant();

    /// <summary>The folder and ending under which all of the column's first values have a file that is neither image nor table; folders named after the role come first.</summary>
    public static RowFiles? Find(string folder, Column names, string role)
    {
        string[] probes = [.. names.Where(cell => cell.Length > 0).Take(Probe)];
        return probes.Length == 0 ? null : Prefixes(folder, role)
            .SelectMany(prefix => Suffixes(folder, prefix, probes[0]).Select(suffix => new RowFiles(prefix, suffix)))
            .FirstOrDefault(files => Array.TrueForAll(probes, probe => files.Holds(folder, probe)));
    }

    /// <summary>For a person: <c>train/…/geometry.xyz</c>.</summary>
    public string Describe() => $"{Prefix}…{Suffix}";

    /// <summary>The paths of the files in a column's rows; empty where the cell is.</summary>
    public Column Paths(Column names, string name) => new(name, names.Select(cell => cell.Length == 0 ? "" : Prefix + cell + Suffix));

    private static IEnumerable<string> Prefixes(string folder, string role) => Directory.EnumerateDirectories(folder, "*", Plain)
        .Select(directory => Path.GetFileName(directory) + "/")
        .OrderByDescending(prefix => prefix.Contains(role, StringComparison.OrdinalIgnoreCase))
        .ThenBy(prefix => prefix, StringComparer.Ordinal)
        .Append("");

    /// <summary>What follows the first id in the names of files there.</summary>
    private static IEnumerable<string> Suffixes(string folder, string prefix, string id)
    {
        if (SafePath.Below(folder, prefix + id, out _) is not { } place)
            return [];
        var inside = Directory.Exists(place) ? Directory.EnumerateFiles(place, "*", Plain).Take(100).Select(file => "/" + Path.GetFileName(file)) : [];
        var beside = Path.GetDirectoryName(place) is { } parent && Directory.Exists(parent)
            ? Directory.EnumerateFiles(parent, Path.GetFileName(place).Replace("*", "", StringComparison.Ordinal) + ".*", Plain).Take(100).Select(file => Path.GetFileName(file)[Path.GetFileName(place).Length..])
            : [];
        return inside.Concat(beside).Where(suffix => Path.GetExtension(suffix).Length > 1 && !ImageColumns.IsImage(suffix) && !suffix.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
    }

    private bool Holds(string folder, string name) => SafePath.Below(folder, Prefix + name + Suffix, out _) is { } file && File.Exists(file);
}
