using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks.Inference;
using Longhaul.Runs.Tasks.Sources;

namespace Longhaul.Runs.Tasks.Reading;

/// <summary>Puts a package together from what is stated, what a person answered, and what the files show.</summary>
internal sealed class TaskAssembly(TaskLocation location, TaskStatement stated, AnswerBook book, UnpackCache cache)
{
    /// <summary>The package with its tables; null while a required question is open.</summary>
    /// <exception cref="TaskPackageException">The files don't make a task, or don't fit what is stated.</exception>
    public (TaskPackage Package, TaskTables Tables)? Assemble()
    {
        if (TaskFiles.Find(location, book, cache) is not { } files)
            return null;
        var privates = PrivateFiles.Find(location, stated, files, book, cache);
        var derived = DerivedTables.Of(files, book);
        if (new RoleChoice(location, stated, book).Choose(files, derived.Tables) is not { } roles)
            return null;
        derived.FitTest(roles.Ids, roles.Predictions, roles.Targets, canGrade: privates.Answers is null && stated.Grader is null);
        string[] texts = [.. roles.Ids, .. stated.Images ?? [], .. stated.Files ?? [], .. new[] { stated.Group, stated.Time }.OfType<string>()];
        derived.ReadNumbers(texts, roles.Targets, stated.Grader is null or { Kind: "metric" } ? privates.Answers : null);
        var images = Images(files, derived, roles);
        var others = Others(files, derived, roles);
        var metric = stated.Metric ?? new MetricChoice(location, book).Choose(files, derived.Tables, roles);
        if (metric is null || book.IsStuck)
            return null;
        var split = new SplitChoice(location, stated, book).Choose(derived.Tables, [.. roles.Ids.Where(id => !IsDate(derived.Tables, id)), .. roles.Targets, .. images.Where(name => !Repeats(derived.Tables.Train[name])), .. others]);
        var package = Place(files, privates, derived, metric) with
        {
            Targets = roles.Targets,
            Images = images,
            Files = others,
            NumberForms = derived.NumberForms,
            Split = split.Kind,
            Group = split.Kind == SplitKind.Group ? split.Column : null,
            TimeColumn = split.Kind == SplitKind.Time ? split.Column : null,
            Submission = new SubmissionFormat(stated.SubmissionFile ?? "submission.csv", roles.Ids, roles.Predictions),
        };
        return (package, derived.Tables.With(answers: package.Grader is { Kind: "metric", Answers: { } answers } ? answers : null));
    }

    /// <summary>Everything that has a place: the folder for researchers with its files, the answers, the thresholds.</summary>
    private TaskPackage Place(TaskFiles files, PrivateFiles privates, DerivedTables derived, MetricSpec metric)
    {
        var folder = new FolderView(files.Public) { Hidden = privates.Hidden, Written = derived.Written }.Make(cache);
        var answers = derived.Answers is { } labels ? WriteAnswers(labels, folder) : privates.Answers;
        var description = stated.Description is { } text ? StatedPath.Resolve(location, stated, "description", "description", text)
            : files.Description is { } file ? Path.Combine(folder, file)
            : null;
        return new TaskPackage
        {
            Id = stated.Id ?? Slug(location.Name),
            Title = Printable.Of(stated.Title ?? TitleOf(description) ?? location.Name),
            Track = stated.Track ?? "mle",
            Folder = location.Folder,
            PublicFolder = folder,
            TrainFile = Path.Combine(folder, files.Train),
            TestFile = Path.Combine(folder, derived.TestFile),
            SampleFile = Path.Combine(folder, files.Sample),
            DescriptionFile = description,
            Metric = metric,
            Targets = [],
            Submission = new SubmissionFormat("", [], []),
            Grader = stated.Grader is { } grader ? grader with { Answers = answers } : answers is null ? null : new GraderSpec("metric") { Answers = answers },
            Medals = stated.Medals is { Leaderboard: { } leaderboard } medals
                ? medals with { Leaderboard = StatedPath.Resolve(location, stated, "medals.leaderboard", "leaderboard", leaderboard) }
                : stated.Medals,
            Budget = stated.Budget,
            Resources = stated.Resources,
            Source = stated.Source,
            License = stated.License,
        };
    }

    private IReadOnlyList<string> Images(TaskFiles files, DerivedTables derived, ColumnRoles roles)
    {
        if (stated.Images is not null)
            return stated.Images;
        if (!Directory.EnumerateDirectories(files.Public).Any())
            return [];
        var found = ImageColumns.Find(derived.Tables.Train, derived.Tables.Test, files.Public);
        if (found.Count > 0)
            book.Infer($"images: {string.Join(", ", found)} (paths of image files)");
        else if (location.Layout != TaskLayout.Package && derived.AddImagePaths(roles.Ids) is { } added)
            found = [added];
        return found;
    }

    /// <summary>Whether rows are named by when they are: such an id orders them.</summary>
    private static bool IsDate(TaskTables tables, string id) =>
        tables.Train.Find(id) is { } train && tables.Test.Find(id) is { } test && DateCells.FormatOf(train, test) is not null;

    /// <summary>Images with many rows each are groups: test shows others.</summary>
    private static bool Repeats(Column images) => images.Count > 0 && !images.HasMoreDistinctThan(images.Count / 2);

    /// <summary>Columns of other files: stated, or found where each row's id names a file.</summary>
    private IReadOnlyList<string> Others(TaskFiles files, DerivedTables derived, ColumnRoles roles)
    {
        if (stated.Files is not null)
            return stated.Files;
        return location.Layout != TaskLayout.Package && Directory.EnumerateDirectories(files.Public).Any() && derived.AddFilePaths(roles.Ids) is { } added ? [added] : [];
    }

    private string WriteAnswers(Table labels, string folder) => Path.Combine(
        cache.Folder($"answers\n{folder}", made => TableWriter.Write(Path.Combine(made, "answers.csv"), labels)), "answers.csv");

    private static string? TitleOf(string? description) => description is null
        ? null
        : File.ReadLines(description).Take(20).FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim();

    private static string Slug(string name)
    {
        var slug = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-')).Trim('-', '.');
        return slug.Length == 0 ? "task" : slug[..Math.Min(slug.Length, 100)];
    }
}
