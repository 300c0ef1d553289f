using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks.Sources;

namespace Longhaul.Runs.Tasks.Papers;

/// <summary>
/// Reads a paper from wherever a person points to: a PDF or Markdown file, a folder or zip as PaperBench has them (<c>paper.md</c> or <c>.pdf</c>,
/// <c>addendum.md</c>, <c>blacklist.txt</c>, <c>rubric.json</c>), a package with <c>track: paper</c>.
/// </summary>
public static class PaperPackageReader
{
    /// <summary>Whether the path leads to a paper rather than to another kind of task.</summary>
    /// <exception cref="TaskPackageException">It can't be read.</exception>
    /// <exception cref="ArchiveException">A zip is refused.</exception>
    public static bool IsPaper(string path, TaskReaderOptions? options = null) => Find(path, options) is not null;

    /// <summary>The paper at a path; null where there is another kind of task.</summary>
    /// <exception cref="TaskPackageException">Something in it is wrong: file, line and column where they are known, and what to do.</exception>
    /// <exception cref="ArchiveException">A zip is refused.</exception>
    public static PaperPackage? Read(string path, TaskReaderOptions? options = null)
    {
        try
        {
            return Find(path, options) is { } location ? Package(location) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TaskPackageException(path, $"can't be read ({e.Message}).");
        }
    }

    /// <summary>The rubric's file at a path, also where the paper itself is not there; null where the path leads to another kind of task.</summary>
    /// <exception cref="TaskPackageException">It is a paper without a rubric, or can't be read.</exception>
    public static string? Rubric(string path, TaskReaderOptions? options = null)
    {
        if (Find(path, options) is not { } location)
            return null;
        var stated = location.Yaml is { } yaml ? PaperYaml.OfTask(yaml) : new PaperYaml();
        return Rubric(new PaperParts(location), stated) ?? throw new TaskPackageException(path, "there is no rubric.json beside the paper, so it can't be graded.");
    }

    private static PaperLocation? Find(string path, TaskReaderOptions? options) => PaperLocation.Find(path, UnpackCache.At(options?.UnpackFolder));

    private static string? Rubric(PaperParts parts, PaperYaml stated) =>
        stated.Grader is { } grader ? parts.Stated(grader, "answers") : parts.Find(null, "rubric.json");

    private static PaperPackage Package(PaperLocation location)
    {
        var parts = new PaperParts(location);
        var stated = Stated(location, parts);
        var (paper, pdf) = Document(location, parts);
        var id = stated.Id ?? SafeId(location.Name);
        return new PaperPackage
        {
            Id = id,
            Origin = Path.GetFullPath(location.Given),
            Title = stated.Title ?? PaperTitle.OfMarkdown(paper) ?? id,
            Paper = paper,
            Pdf = pdf,
            Addendum = parts.Find("addendum", "addendum.md"),
            Blacklist = parts.Find("blacklist", "blacklist.txt"),
            Rubric = Rubric(parts, stated),
            JudgeAddendum = parts.Find(null, "judge.addendum.md"),
            Code = parts.Find("code", "code") is { } code && Directory.Exists(code) ? code : null,
            Files = parts.Files(),
            Budget = stated.Budget,
            ReproductionTime = stated.ReproductionTime,
            Resources = stated.Resources,
            Source = stated.Source,
            License = stated.License,
            Inferred = location.Layout == PaperLayout.Package ? [] : [$"track: paper ({Path.GetFileName(paper)})"],
        };
    }

    private static PaperYaml Stated(PaperLocation location, PaperParts parts)
    {
        if (location.Yaml is not { } yaml)
            return parts.Find(null, "config.yaml") is { } config ? PaperYaml.OfConfig(config) : new PaperYaml();
        return Directory.Exists(location.Public)
            ? PaperYaml.OfTask(yaml)
            : throw new TaskPackageException(location.Given, "there is a task.yaml but no folder public/ beside it.");
    }

    private static (string Paper, string? Pdf) Document(PaperLocation location, PaperParts parts)
    {
        if (location.Layout == PaperLayout.Single)
            return (location.File!, null);
        var pdf = parts.Find(null, "paper.pdf");
        if (parts.Find("paper", "paper.md") is { } paper)
            return (paper, pdf == paper ? null : pdf);
        return pdf is not null ? (pdf, null) : parts.Documents() switch
        {
            [var only] => (only, null),
            [] => throw new TaskPackageException(location.Given, "there is no paper in it: a paper.md or paper.pdf."),
            var several => throw new TaskPackageException(location.Given,
                $"which of these is the paper: {string.Join(", ", several.Take(5).Select(file => Path.GetFileName(file)))}? Call it paper.md or paper.pdf."),
        };
    }

    private static string SafeId(string name)
    {
        var id = string.Concat(name.Take(100).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('.', '-');
        return id.Length > 0 ? id : "paper";
    }
}
