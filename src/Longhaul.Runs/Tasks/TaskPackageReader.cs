using Longhaul.Runs.Tasks.Inference;
using Longhaul.Runs.Tasks.Reading;
using Longhaul.Runs.Tasks.Sources;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Runs.Tasks;

/// <summary>
/// Reads a task from wherever a person points to: a package with a task.yaml, a bare folder or zip of CSV files, a folder that MLE-bench
/// prepared. What isn't stated is inferred from the files, or asked for.
/// </summary>
public static class TaskPackageReader
{
    /// <summary>Reads the task at a path and holds it against its files.</summary>
    /// <exception cref="TaskPackageException">Something in the task is wrong: file, line and column where they are known, and what to do.</exception>
    /// <exception cref="Tables.TableException">One of its tables can't be read.</exception>
    /// <exception cref="Files.ArchiveException">An archive is damaged or refused.</exception>
    /// <exception cref="UserErrorException">An answer is none of the options; the cache can't be written.</exception>
    public static TaskReading Read(string path, TaskReaderOptions? options = null)
    {
        options ??= new TaskReaderOptions();
        try
        {
            return ReadLocated(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TaskPackageException(path, $"can't be read ({e.Message}).");
        }
    }

    private static TaskReading ReadLocated(string path, TaskReaderOptions options)
    {
        var cache = UnpackCache.At(options.UnpackFolder);
        var location = TaskLocation.Find(path, cache);
        var stated = location.Layout == TaskLayout.Package ? Stated(YamlDocument.Read(location.Yaml)) : new TaskStatement();
        var book = new AnswerBook(options.Answers);
        if (new TaskAssembly(location, stated, book, cache).Assemble() is not var (package, tables))
            return new TaskReading(null, book.Open, null);
        new TaskValidator(location, stated, book, package, tables).Validate();
        package = package with { Given = Path.GetFullPath(path), Inferred = book.Inferred, Notes = book.Notes, Warnings = book.Warnings };
        return new TaskReading(package, book.Open, tables);
    }

    private static TaskStatement Stated(YamlMap yaml) => yaml.Text("track") switch
    {
        "paper" => throw yaml.Wrong("track", "this is a paper (track paper), and tables were asked for (track mle)."),
        "evolve" => throw yaml.Wrong("track", "tasks of track 'evolve' can't be run yet; this release knows mle and paper."),
        _ => TaskYamlParser.Parse(yaml),
    };
}
