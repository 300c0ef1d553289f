using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Runs.Tasks.Papers;

/// <summary>Finds a paper's parts: what task.yaml names, else what is called like it.</summary>
internal sealed class PaperParts(PaperLocation location)
{
    private const int MostFiles = 20_000;

    /// <summary>What only the grader sees, in a folder where everything lies side by side.</summary>
    private static bool IsPrivate(string name) =>
        name is "rubric.json" or "config.yaml" or "judge.addendum.md" or "expected_output.json"
        || name.StartsWith("judge_eval", StringComparison.Ordinal)
        || name.Split('/')[0] is "private" or "grading" or ".git";

    /// <summary>A part's absolute path, or null: the path that <paramref name="key"/> states, else the first name that is there.</summary>
    /// <exception cref="TaskPackageException">What is stated isn't there, or leaves the folder.</exception>
    public string? Find(string? key, params string[] names) =>
        (key is not null && location.Yaml?.Has(key) == true ? Stated(location.Yaml, key) : null)
        ?? names.SelectMany(Places).FirstOrDefault(Path.Exists);

    /// <summary>The absolute path that a key of task.yaml states.</summary>
    public string Stated(YamlMap yaml, string key)
    {
        var path = SafePath.Below(location.Folder, yaml.Text(key)!, out var problem) ?? throw yaml.Wrong(key, $"{problem}; give a path below the task's folder.");
        return Path.Exists(path) ? path : throw yaml.Wrong(key, $"'{yaml.Text(key)}' is not there.");
    }

    /// <summary>Every document of the public part that may be the paper.</summary>
    public IReadOnlyList<string> Documents() => [.. Directory.EnumerateFiles(location.Public)
        .Where(file => PaperLocation.IsPaper(file) && !IsPrivate(Path.GetFileName(file)) && Path.GetFileName(file) is not ("addendum.md" or "README.md"))
        .Order(StringComparer.Ordinal)];

    /// <summary>All that researchers may see.</summary>
    /// <exception cref="TaskPackageException">There are too many files, or one is a link, a pipe or a device.</exception>
    public IReadOnlyList<PaperFile> Files()
    {
        if (location.Layout == PaperLayout.Single)
            return [new PaperFile(Plain(location.File!), Path.GetFileName(location.File!))];
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
        var files = new List<PaperFile>();
        foreach (var path in Directory.EnumerateFiles(location.Public, "*", options))
        {
            var name = Path.GetRelativePath(location.Public, path).Replace('\\', '/');
            if (location.Layout == PaperLayout.Bare && IsPrivate(name))
                continue;
            files.Add(new PaperFile(Plain(path), name));
            if (files.Count > MostFiles)
                throw new TaskPackageException(location.Public, $"holds more than {MostFiles} files. Pack data into an archive, or name it in the addendum.");
        }

        return [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    private IEnumerable<string> Places(string name) => location.Layout switch
    {
        PaperLayout.Single => [],
        PaperLayout.Bare => [Path.Combine(location.Folder, name), Path.Combine(location.Folder, "private", name)],
        _ => [Path.Combine(location.Folder, "public", name), Path.Combine(location.Folder, "private", name), Path.Combine(location.Folder, name)],
    };

    private static string Plain(string path) => NonBlockingFile.IsPlain(path)
        ? path
        : throw new TaskPackageException(path, "is a link, a pipe, a socket or a device; a paper's files must be plain files.");
}
