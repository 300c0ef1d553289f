using Longhaul.Runs.Files;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>How a task's folder is laid out.</summary>
internal enum TaskLayout
{
    /// <summary>A task.yaml, <c>public/</c>, and <c>private/</c> where there are answers.</summary>
    Package,

    /// <summary><c>public/</c> and <c>private/</c> without a task.yaml, as MLE-bench prepares them.</summary>
    Prepared,

    /// <summary>CSV files, nothing else.</summary>
    Bare,
}

/// <summary>Where a task's parts lie.</summary>
/// <param name="Layout">How it is laid out.</param>
/// <param name="Name">The folder's or archive's own name.</param>
/// <param name="Folder">The task's folder, absolute; paths in task.yaml are relative to it.</param>
/// <param name="Public">The folder of what researchers may see.</param>
/// <param name="Private">The folder of the rest; null where there is none.</param>
internal sealed record TaskLocation(TaskLayout Layout, string Name, string Folder, string Public, string? Private)
{
    /// <summary>The task.yaml of a package.</summary>
    public string Yaml => Path.Combine(Folder, "task.yaml");

    /// <summary>Finds the parts below what a person pointed to; a zip is unpacked first.</summary>
    /// <exception cref="TaskPackageException">There is no task.</exception>
    /// <exception cref="Files.ArchiveException">The zip is refused.</exception>
    public static TaskLocation Find(string path, UnpackCache cache)
    {
        if (Directory.Exists(path))
            return Plain(InFolder(path, Path.GetFullPath(path), NameOf(Path.GetFullPath(path))));
        if (!File.Exists(path))
            throw new TaskPackageException(path, "there is no such file or folder.");
        if (Path.GetFileName(path) == "task.yaml")
            return Find(Path.GetDirectoryName(Path.GetFullPath(path))!, cache);
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            throw new TaskPackageException(path, "a task is a folder or a zip. Point to the folder this file lies in.");
        return InFolder(path, SingleFolder(cache.Unpacked(path)), Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>Refuses what would be read by name and can't be: reading a pipe waits, and a device has no end.</summary>
    private static TaskLocation Plain(TaskLocation location)
    {
        var folders = new[] { location.Folder, location.Public, location.Private }.OfType<string>().Distinct(StringComparer.Ordinal);
        return folders.SelectMany(Directory.EnumerateFiles).FirstOrDefault(NonBlockingFile.IsSpecial) is { } special
            ? throw new TaskPackageException(special, "is a pipe, a socket or a device; a task's files must be plain files.")
            : location;
    }

    private static TaskLocation InFolder(string given, string folder, string name)
    {
        string At(params string[] parts) => Path.Combine([folder, .. parts]);
        string? IfThere(string path) => Directory.Exists(path) ? path : null;
        if (File.Exists(At("task.yaml")))
        {
            var visible = IfThere(At("public")) ?? throw new TaskPackageException(given, "there is a task.yaml but no folder public/ beside it.");
            return new TaskLocation(TaskLayout.Package, name, folder, visible, IfThere(At("private")));
        }

        if (Directory.Exists(At("prepared", "public")))
            return new TaskLocation(TaskLayout.Prepared, name, folder, At("prepared", "public"), IfThere(At("prepared", "private")));
        if (Directory.Exists(At("public")))
        {
            var competition = name == "prepared" ? NameOf(Path.GetDirectoryName(folder)!) : name;
            return new TaskLocation(TaskLayout.Prepared, competition, folder, At("public"), IfThere(At("private")));
        }

        return new TaskLocation(TaskLayout.Bare, name, folder, folder, IfThere(At("private")));
    }

    /// <summary>What an archive holds is often one folder with everything in it.</summary>
    public static string SingleFolder(string folder) =>
        Directory.GetFileSystemEntries(folder) is [var only] && Directory.Exists(only) && Path.GetFileName(only) is not "public" ? only : folder;

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) is { Length: > 0 } name ? name : "task";
}
