using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks.Sources;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Runs.Tasks.Papers;

/// <summary>How a paper came.</summary>
internal enum PaperLayout
{
    /// <summary>One file, nothing beside it that counts.</summary>
    Single,

    /// <summary>A folder as PaperBench has them: the paper, addendum, blacklist, rubric, further files side by side.</summary>
    Bare,

    /// <summary>A task.yaml with <c>track: paper</c>, <c>public/</c>, and <c>private/</c> where there is a rubric.</summary>
    Package,
}

/// <summary>Where a paper's parts lie.</summary>
/// <param name="Given">What a person pointed to, for messages.</param>
/// <param name="Folder">The folder of all parts.</param>
/// <param name="Name">The folder's, archive's or file's own name, without its ending.</param>
/// <param name="File">The paper's file of <see cref="PaperLayout.Single"/>.</param>
/// <param name="Yaml">The task.yaml of a package.</param>
internal sealed record PaperLocation(PaperLayout Layout, string Given, string Folder, string Name, string? File = null, YamlMap? Yaml = null)
{
    private static readonly string[] Endings = [".pdf", ".md"];

    /// <summary>The folder of what researchers may see.</summary>
    public string Public => Layout == PaperLayout.Package ? Path.Combine(Folder, "public") : Folder;

    /// <summary>The paper below what a person pointed to; null where it is no paper.</summary>
    /// <exception cref="TaskPackageException">Its task.yaml can't be read.</exception>
    /// <exception cref="ArchiveException">A zip is refused.</exception>
    public static PaperLocation? Find(string path, UnpackCache cache)
    {
        if (Directory.Exists(path))
            return InFolder(path, Path.GetFullPath(path), NameOf(path));
        if (!System.IO.File.Exists(path))
            return null;
        var name = Path.GetFileName(path);
        if (name == "task.yaml")
            return Find(Path.GetDirectoryName(Path.GetFullPath(path))!, cache);
        if (name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return InFolder(path, TaskLocation.SingleFolder(cache.Unpacked(path)), Path.GetFileNameWithoutExtension(path));
        if (!IsPaper(name))
            return null;
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        return name is "paper.md" or "paper.pdf" && !System.IO.File.Exists(Path.Combine(folder, "task.yaml"))
            ? InFolder(path, folder, NameOf(folder))
            : new PaperLocation(PaperLayout.Single, path, folder, Path.GetFileNameWithoutExtension(name), full);
    }

    /// <summary>Whether the file's name is that of a document that can be read as a paper.</summary>
    public static bool IsPaper(string name) => Endings.Contains(Path.GetExtension(name).ToLowerInvariant());

    private static PaperLocation? InFolder(string given, string folder, string name)
    {
        var yaml = Path.Combine(folder, "task.yaml");
        if (!System.IO.File.Exists(yaml))
            return HoldsPaper(folder) ? new PaperLocation(PaperLayout.Bare, given, folder, name) : null;
        var map = YamlDocument.Read(yaml);
        return map.Text("track") == "paper" ? new PaperLocation(PaperLayout.Package, given, folder, name, Yaml: map) : null;
    }

    /// <summary>A paper or a rubric by its name; or a PDF among files that are no tables.</summary>
    private static bool HoldsPaper(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file))];
        return files.Any(file => file is "paper.md" or "paper.pdf" or "rubric.json")
            || (files.Any(file => file.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase))
                && !files.Any(file => Path.GetExtension(file).ToLowerInvariant() is ".csv" or ".tsv" or ".zip" or ".gz" or ".json" or ".jsonl" or ".parquet")
                && !Directory.Exists(Path.Combine(folder, "public")) && !Directory.Exists(Path.Combine(folder, "prepared")));
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
