using Longhaul.Evaluation.Views;
using Longhaul.Execution.Sandbox;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Training;

/// <summary>Writes what our trainer is given (<see cref="TrainingView"/>): the labelled rows with their folds, and the rows to predict (the vault's, then the test rows) without labels.</summary>
public static class TrainerView
{
    /// <summary>Writes the view's files, those that are missing, and gives their hashes by path below the run's folder.</summary>
    public static IReadOnlyDictionary<string, string> Write(RunFolder run, TaskData data)
    {
        Write(run.TrainerData, data);
        return new[] { "train.arrow", "test.arrow", "view.json" }.Select(name => Path.Combine(run.TrainerData, name))
            .ToDictionary(path => Path.GetRelativePath(run.Root, path), path => ContentHash.OfFile(path).Value, StringComparer.Ordinal);
    }

    /// <summary>How a written view is mounted for the trainer: <c>data/</c>, and the task's public files below it where its columns name files.</summary>
    public static IEnumerable<Mount> Mounts(string view, TaskPackage task) =>
        [new Mount(view, "data"), .. task.Images.Count + task.Files.Count == 0 ? Array.Empty<Mount>() : [new Mount(task.PublicFolder, "data/files")]];

    /// <summary>Writes the view's files into a folder, those that are missing.</summary>
    public static void Write(string folder, TaskData data)
    {
        Directory.CreateDirectory(folder);
        // The place where the images are mounted.
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        var train = Path.Combine(folder, "train.arrow");
        var test = Path.Combine(folder, "test.arrow");
        var view = Path.Combine(folder, "view.json");
        // view.json comes last: where it stands, the others are whole.
        if (!File.Exists(view))
        {
            var numeric = Numeric(data);
            var folds = data.Folds.FoldOf;
            var repeats = data.Folds.Repeats.Select((dealt, repeat) => ArrowSource.Integers(TrainingView.RepeatColumn(repeat), row => dealt[row]));
            ArrowTable.Write(train, data.Train, numeric, [ArrowSource.Integers(TrainingView.FoldColumn, row => folds[row]), .. repeats]);
            ArrowTable.Write(test, data.Asked, numeric);
            AtomicFile.Write(view, Describe(data).ToJson());
        }
    }

    private static TrainingView Describe(TaskData data) => new()
    {
        Rows = data.Train.RowCount,
        TestRows = data.Asked.RowCount,
        Problem = data.Problem,
        Metric = data.Task.Metric,
        Split = data.Task.Split,
        Folds = data.Folds.Folds,
        Repeats = data.Folds.Repeats.Count,
        Horizon = data.Horizon,
        Id = data.Task.Submission.Id,
        Group = data.Task.Group,
        TimeColumn = data.Task.TimeColumn,
        Images = data.Task.Images,
        NumberForms = data.Task.NumberForms,
    };

    // A column is a number where no table has a text in it, though one may have nothing at all; the trainer reads texts in a column of numbers as
    // empty. Class labels keep their text.
    private static HashSet<string> Numeric(TaskData data) =>
    [
        .. data.Train.Columns
            .Where(column => column.IsNumeric && (data.Test.Find(column.Name) is not { } test || !HasText(test)) && !HasText(data.Vault.Rows[column.Name]))
            .Select(column => column.Name)
            .Except(data.Problem.Targets.Where(target => target.Kind == Runs.Tasks.TargetKind.Class).Select(target => target.Name), StringComparer.Ordinal),
    ];

    private static bool HasText(Runs.Tables.Column column) =>
        Enumerable.Range(0, column.Count).Any(row => double.IsNaN(column.Number(row)) && !column.IsMissing(row));
}
