using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Runs.Folder;

/// <summary>
/// A paper inside a run: what researchers may see in <c>task/public/</c>, code to start from in <c>task/code/</c>, the rubric and its author's notes in
/// <c>vault/private/</c>, and what was understood in <c>task/paper.json</c>, all paths relative to the run.
/// </summary>
public static class PaperSnapshot
{
    private const string Public = "task/public";
    private const string Private = "vault/private";

    /// <summary>Copies a paper into a run. Doing it again after a crash makes it whole.</summary>
    /// <exception cref="IOException">The disk is full, or a file can't be read.</exception>
    public static void Take(PaperPackage paper, RunFolder run)
    {
        foreach (var file in paper.Files)
            AtomicFile.Copy(file.Source, Path.Combine(run.Root, Public, file.Name));
        var files = paper.Files.Select(file => new PaperFile($"{Public}/{file.Name}", file.Name)).ToList();
        var bySource = paper.Files.ToDictionary(file => file.Source, file => $"{Public}/{file.Name}", StringComparer.Ordinal);
        string? Copied(string? path, string folder) => path is null ? null : bySource.TryGetValue(path, out var known) ? known : Copy(run, path, folder);
        AtomicFile.Write(PaperFileOf(run), JsonSerializer.Serialize(
            paper with
            {
                Paper = Copied(paper.Paper, Public)!,
                Pdf = Copied(paper.Pdf, Public),
                Addendum = Copied(paper.Addendum, Public),
                Blacklist = Copied(paper.Blacklist, Public),
                Rubric = Copied(paper.Rubric, Private),
                JudgeAddendum = Copied(paper.JudgeAddendum, Private),
                Code = paper.Code is { } code ? CopyFolder(run, code) : null,
                Files = files,
            },
            PaperSnapshotJson.Default.PaperPackage) + "\n");
    }

    /// <summary>Whether a run holds a paper.</summary>
    public static bool IsIn(RunFolder run) => File.Exists(PaperFileOf(run));

    /// <summary>The paper of a run, with absolute paths.</summary>
    /// <exception cref="UserErrorException">The run holds no paper.</exception>
    public static PaperPackage Read(RunFolder run)
    {
        if (!IsIn(run))
            throw new UserErrorException($"{run.Root}: the run has no paper yet (it was ended before it was copied). `longhaul resume {run.Id}` goes on.");
        using var stream = File.OpenRead(PaperFileOf(run));
        var paper = JsonSerializer.Deserialize(stream, PaperSnapshotJson.Default.PaperPackage)!;
        string? Full(string? path) => path is null ? null : Path.Combine(run.Root, path);
        return paper with
        {
            Paper = Full(paper.Paper)!,
            Pdf = Full(paper.Pdf),
            Addendum = Full(paper.Addendum),
            Blacklist = Full(paper.Blacklist),
            Rubric = Full(paper.Rubric),
            JudgeAddendum = Full(paper.JudgeAddendum),
            Code = Full(paper.Code),
            Files = [.. paper.Files.Select(file => file with { Source = Full(file.Source)! })],
        };
    }

    private static string PaperFileOf(RunFolder run) => Path.Combine(run.Task, "paper.json");

    private static string Copy(RunFolder run, string path, string folder)
    {
        var inside = $"{folder}/{Path.GetFileName(path)}";
        AtomicFile.Copy(path, Path.Combine(run.Root, inside));
        return inside;
    }

    // The history of a repository to start from is none of the run's.
    private static string CopyFolder(RunFolder run, string code)
    {
        const string Inside = "task/code";
        Directory.CreateDirectory(Path.Combine(run.Root, Inside));
        foreach (var file in new DirectoryInfo(code).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(code, file.FullName);
            if (name.Split(Path.DirectorySeparatorChar).Contains(".git", StringComparer.OrdinalIgnoreCase))
                continue;
            if (file.LinkTarget is not null || !NonBlockingFile.IsPlain(file.FullName))
                throw new UserErrorException($"{file.FullName}: is a link, a pipe or a device; code to start from must be plain files.");
            AtomicFile.Copy(file.FullName, Path.Combine(run.Root, Inside, name));
        }

        return Inside;
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PaperPackage))]
internal sealed partial class PaperSnapshotJson : JsonSerializerContext;
