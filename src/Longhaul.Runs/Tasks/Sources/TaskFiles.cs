using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks.Inference;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>The files of a task's public part, as paths relative to it.</summary>
/// <param name="Public">The public folder, archives unpacked.</param>
/// <param name="Train">The table of labelled rows.</param>
/// <param name="Test">The table of rows to predict; null where there is none, and the sample's ids stand for it.</param>
/// <param name="Sample">The sample submission.</param>
/// <param name="Description">The description; null where there is none.</param>
internal sealed record TaskFiles(string Public, string Train, string? Test, string Sample, string? Description)
{
    /// <summary>Finds the files by their names; null where a required question is open.</summary>
    /// <exception cref="TaskPackageException">There is nothing like a train or sample file.</exception>
    public static TaskFiles? Find(TaskLocation location, AnswerBook book, UnpackCache cache)
    {
        var folder = new FolderView(location.Public) { Unpack = location.Layout != TaskLayout.Package || !HasTables(location.Public) }.Make(cache);
        folder = WithoutJson(folder, book).Make(cache);
        folder = ImageTables.Of(folder, book).Make(cache);
        string[] files = [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file))];
        var train = Choose(location, book, files, FileRole.Train, "train", "labelled rows (train.csv)");
        var sample = Choose(location, book, files, FileRole.Sample, "sample", "a sample submission (sample_submission.csv)");
        var test = FileRoles.Best(files.Where(file => file != train && file != sample), FileRole.Test).Count == 0 && book.Given("test") is null
            ? null
            : Choose(location, book, files, FileRole.Test, "test", "rows to predict (test.csv)");
        if (book.IsStuck)
            return null;
        return new TaskFiles(folder, train!, test, sample!, FileRoles.Best(files, FileRole.Description) is [var description, ..] ? description : null);
    }

    /// <summary>The absolute path of one of the files.</summary>
    public string At(string file) => Path.Combine(Public, file);

    /// <summary>The folder with <c>train.json</c> and <c>test.json</c> as CSV, where there are no such tables.</summary>
    private static FolderView WithoutJson(string folder, AnswerBook book)
    {
        string[] files = [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file))];
        string[] json = [.. files.Where(file => Path.GetExtension(file).ToLowerInvariant() is ".json" or ".jsonl"
            && Array.Exists([FileRole.Train, FileRole.Test], role =>
                FileRoles.Fit(Path.ChangeExtension(file, ".csv"), role) > 0 && FileRoles.Best(files, role).Count == 0))];
        foreach (var file in json)
            book.Infer($"{Path.ChangeExtension(file, ".csv")}: the rows of {file}");
        return new FolderView(folder)
        {
            Hidden = json,
            Written = [.. json.Select(file => (Path.ChangeExtension(file, ".csv"), file, Csv(Path.Combine(folder, file))))],
        };
    }

    private static Action<string> Csv(string json) => path => TableWriter.Write(path, JsonTable.Read(json));

    private static bool HasTables(string folder)
    {
        string[] files = [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file))];
        return new[] { FileRole.Train, FileRole.Test, FileRole.Sample }.All(role => FileRoles.Best(files, role).Count > 0);
    }

    private static string? Choose(TaskLocation location, AnswerBook book, string[] files, FileRole role, string key, string what)
    {
        if (book.Given(key) is { } given)
        {
            return files.Contains(given, StringComparer.Ordinal) ? given
                : throw new TaskPackageException(location.Public, $"there is no file '{given}'.{NearestName.Hint(given, files)}");
        }

        var best = FileRoles.Best(files, role);
        string[] tables = [.. files.Where(file => Path.GetExtension(file).ToLowerInvariant() is ".csv" or ".tsv").Order(StringComparer.Ordinal)];
        return best.Count switch
        {
            1 => Found(book, key, best[0]),
            0 when tables.Length == 0 => throw new TaskPackageException(
                location.Public, $"there are no tables here: a task needs {what}, as CSV, and has {Listed(files)}."),
            0 when role == FileRole.Sample => throw new TaskPackageException(
                location.Public, $"there is no file for {what}; here are {Listed(files)}. It shows which rows and columns to predict."),
            0 => book.Ask(new TaskQuestion(key, $"Which file holds the {what}?") { Options = tables }),
            _ => book.Ask(new TaskQuestion(key, $"Which of these files holds the {what}?") { Options = best }),
        };
    }

    private static string Found(AnswerBook book, string key, string file)
    {
        if (Path.GetFileNameWithoutExtension(file) is not ("train" or "test" or "sample_submission"))
            book.Infer($"{key}: {file} (by its name)");
        return file;
    }

    private static string Listed(string[] files) =>
        files.Length == 0 ? "no files" : string.Join(", ", files.Order(StringComparer.Ordinal).Take(10)) + (files.Length > 10 ? ", …" : "");
}
