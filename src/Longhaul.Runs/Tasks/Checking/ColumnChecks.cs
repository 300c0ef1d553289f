using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks.Checking;

/// <summary>Columns that train and test don't share, or hold differently.</summary>
internal static class ColumnChecks
{
    public static IEnumerable<TaskFinding> Run(TaskPackage package, TaskTables tables)
    {
        var (train, test) = (Path.GetFileName(package.TrainFile), Path.GetFileName(package.TestFile));
        foreach (var note in tables.Train.Format.Notes)
            yield return TaskFinding.Info($"{train}: {note}.");
        var ids = package.Submission.Id;
        string[] lacking = [.. tables.Train.Names.Where(name => !tables.Test.Has(name)).Except(package.Targets).Except(ids)];
        if (lacking.Length > 0)
            yield return TaskFinding.Info($"{test} lacks {Listed(lacking)} of {train}: it can't be used for predictions.");
        string[] extra = [.. tables.Test.Names.Where(name => !tables.Train.Has(name)).Except(ids)];
        if (extra.Length > 0)
            yield return TaskFinding.Warning($"{train} lacks {Listed(extra)} of {test}.");
        Column[] features = [.. tables.Train.Columns.Where(column => tables.Test.Has(column.Name) && !ids.Contains(column.Name))];
        string[] constant = [.. features.Where(column => !column.HasMoreDistinctThan(1)).Select(column => column.Name)];
        if (constant.Length > 0)
            yield return TaskFinding.Info($"the same value in every row of {train}: {Listed(constant)}.");
        foreach (var finding in features.Select(column => Difference(column, train, tables.Test[column.Name], test)).OfType<TaskFinding>())
            yield return finding;
    }

    /// <summary>A column of numbers in one table that is text in the other.</summary>
    private static TaskFinding? Difference(Column train, string trainFile, Column test, string testFile)
    {
        if (train.IsNumeric == test.IsNumeric || IsEmpty(train) || IsEmpty(test))
            return null;
        var (text, textFile, numberFile) = train.IsNumeric ? (test, testFile, trainFile) : (train, trainFile, testFile);
        var row = Enumerable.Range(0, text.Count).First(at => !text.IsMissing(at) && double.IsNaN(text.Number(at)));
        return TaskFinding.Warning($"'{train.Name}' holds numbers in {numberFile}, but '{Short(text[row])}' in row {row + 1} of {textFile}.");
    }

    private static bool IsEmpty(Column column) => Enumerable.Range(0, column.Count).All(column.IsMissing);

    private static string Short(string cell) => cell.Length <= 40 ? cell : cell[..40] + "…";

    private static string Listed(string[] names) => string.Join(", ", names.Take(5)) + (names.Length > 5 ? $" and {names.Length - 5} more" : "");
}
