using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks.Inference;
using Longhaul.Runs.Tasks.Sources;

namespace Longhaul.Runs.Tasks.Reading;

/// <summary>Holds a package's columns against its files; <see cref="RowValidator"/> does the rows.</summary>
internal sealed class TaskValidator(TaskLocation location, TaskStatement stated, AnswerBook book, TaskPackage package, TaskTables tables)
{
    private const int ImageProbe = 20;

    /// <exception cref="TaskPackageException">A column or a file that is named isn't there, or ids don't fit together.</exception>
    public void Validate()
    {
        MedalSection.CheckOrder(stated, package.Metric.Direction);
        CheckColumns();
        CheckUses();
        foreach (var image in package.Images)
            CheckImages(image);
        CheckFeatures();
        new RowValidator(location, stated, book, package, tables).Validate();
        foreach (var (file, table) in new[] { (package.TrainFile, tables.Train), (package.TestFile, tables.Test), (package.SampleFile, tables.Sample) })
        {
            foreach (var note in table.Format.Notes)
                book.Note($"{Path.GetFileName(file)}: {note}");
        }
    }

    /// <summary>Every column that is named stands in its file.</summary>
    private void CheckColumns()
    {
        var train = Table.ReadHeader(package.TrainFile);
        (string Key, string? Column)[] named = [.. package.Targets.Select(target => ("target", (string?)target)), ("group", stated.Group), ("time", stated.Time)];
        foreach (var (key, column) in named)
        {
            if (column is not null)
                Require(key, column, train, package.TrainFile);
        }

        foreach (var id in package.Submission.Id)
        {
            Require("submission.id", id, tables.Sample.Names, package.SampleFile);
            Require("submission.id", id, tables.Test.Names, package.TestFile);
        }

        foreach (var column in package.Submission.Columns)
            Require("submission.columns", column, tables.Sample.Names, package.SampleFile);
    }

    /// <summary>Every column of the sample has one use, and the target isn't an id.</summary>
    private void CheckUses()
    {
        var (sample, ids, columns) = (Path.GetFileName(package.SampleFile), package.Submission.Id, package.Submission.Columns);
        if (columns.Count == 0)
            throw stated.Wrong(location.Folder, "submission.columns", $"{sample} has no column to predict beside its ids.");
        if (tables.Sample.Names.Except(columns).Except(ids).FirstOrDefault() is { } extra)
            throw stated.Wrong(location.Folder, "submission", $"{sample} has the further column '{extra}'; name it in 'id' or in 'columns'.");
        if (columns.Intersect(ids, StringComparer.Ordinal).FirstOrDefault() is { } both)
            throw stated.Wrong(location.Folder, "submission.columns", $"'{both}' stands in 'id' and in 'columns'.");
        if (package.Targets.Intersect(ids, StringComparer.Ordinal).FirstOrDefault() is { } identifier)
            throw stated.Wrong(location.Folder, "target", $"'{identifier}' is an id and can't be the target.");
    }

    /// <summary>Says so when there is nothing to predict from: a program may still find something in other files, the built-in researcher doesn't.</summary>
    private void CheckFeatures()
    {
        string[] shared = [.. Table.ReadHeader(package.TrainFile).Where(tables.Test.Has).Except(package.Targets)];
        if (package.Images.Count + package.Files.Count == 0 && package.TimeColumn is null && shared.All(name => package.Submission.Id.Contains(name) && !HasTexts(tables.Test[name]) && DateCells.FormatOf(tables.Test[name]) is null))
        {
            var (train, test) = (Path.GetFileName(package.TrainFile), Path.GetFileName(package.TestFile));
            book.Warn($"{train} and {test} share no column to predict from{(shared.Length > 0 ? $" beside {string.Join(", ", shared)}" : "")}: every row would be predicted alike.");
        }
    }

    /// <summary>Whether ids are texts that say something themselves.</summary>
    private static bool HasTexts(Column column) => column.Take(100).Count(cell => cell.Split(' ', 4).Length > 3) > Math.Min(column.Count, 100) / 2;

    private void CheckImages(string column)
    {
        foreach (var (file, table) in new[] { (package.TrainFile, tables.Train), (package.TestFile, tables.Test) })
        {
            Require("images", column, table.Names, file);
            foreach (var (row, cell) in table[column].Take(ImageProbe).Index().Where(image => image.Item.Length > 0))
            {
                var path = SafePath.Below(package.PublicFolder, cell, out var problem)
                    ?? throw new TaskPackageException(file, $"the image of row {row + 1} is refused: {problem}.");
                if (!File.Exists(path))
                    throw new TaskPackageException(file, $"the image '{cell}' of row {row + 1} is not below {package.PublicFolder}.");
            }
        }
    }

    private void Require(string key, string column, IReadOnlyCollection<string> names, string file) =>
        ColumnRequirement.Check(location, stated, key, column, names, file);
}
