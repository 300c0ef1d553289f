using System.Globalization;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks.Inference;

namespace Longhaul.Runs.Tasks.Checking;

/// <summary>Labels that nothing can be learnt from, or that the metric can't take.</summary>
internal static class TargetChecks
{
    private const int MaxClasses = 100;
    private const int RareRows = 5;

    public static IEnumerable<TaskFinding> Run(TaskPackage package, TaskTables tables) =>
        package.Targets.SelectMany(name => Check(package, tables, tables.Train[name]));

    private static IEnumerable<TaskFinding> Check(TaskPackage package, TaskTables tables, Column target)
    {
        var what = $"{Path.GetFileName(package.TrainFile)}: the target '{target.Name}'";
        int[] labelled = [.. Enumerable.Range(0, target.Count).Where(row => !IsMissing(target, row))];
        if (labelled.Length == 0)
        {
            yield return TaskFinding.Error($"{what} is empty in every row.");
            yield break;
        }

        var missing = target.Count - labelled.Length;
        if (missing > 0)
            yield return TaskFinding.Warning($"{what} is empty in {missing} of {target.Count} rows; they are left out of training.");
        var needsNumbers = MetricNames.All[package.Metric.Name].Kind == PredictionKind.Numbers;
        var text = Array.FindIndex(labelled, row => !double.IsFinite(target.Number(row)));
        if (needsNumbers && text >= 0)
            yield return TaskFinding.Error($"{what} is '{target[labelled[text]]}' in row {labelled[text] + 1}, and {package.Metric.Name} needs numbers.");
        if (TargetShape.FewValues(target, MaxClasses) is not { } values)
            yield break;
        if (values.Count == 1)
            yield return TaskFinding.Error($"{what} is '{values[0]}' in every row; there is nothing to tell apart.");
        if (values.Count == 1 || needsNumbers)
            yield break;
        foreach (var finding in Classes(target, values).Concat(Submission(package, tables, target, values)))
            yield return finding;
    }

    // None may be a class, as scoring takes it.
    private static bool IsMissing(Column target, int row) => target.IsMissing(row) && !target[row].Equals("none", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<TaskFinding> Classes(Column target, IReadOnlyList<string> values)
    {
        var counts = target.Counts();
        string[] rare = [.. values.Where(value => counts[value] < RareRows)];
        if (rare.Length > 0)
        {
            yield return TaskFinding.Info(
                $"the target '{target.Name}' has {rare.Length} of {values.Count} classes in fewer than {RareRows} rows (such as '{rare[0]}').");
        }

        string[] alike = [.. values.GroupBy(value => value.Trim(), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).SelectMany(group => group)];
        if (alike.Length == 0)
            yield break;
        var shown = string.Join(", ", alike.Take(4).Select(value => $"'{value}'"));
        yield return TaskFinding.Info($"the target '{target.Name}' has classes that differ only in case or blanks ({shown}); they are kept apart.");
    }

    /// <summary>Whether a column bears the class's name, alone or behind a prefix that all have; numbers compare by value.</summary>
    private static bool HasColumn(IReadOnlyList<string> columns, string value)
    {
        var prefix = ClassPrefix.LengthOf(columns);
        return columns.Any(column => Matches(column, value) || Matches(column[prefix..], value));
    }

    private static bool Matches(string name, string value) => name == value
        || (double.TryParse(name, CultureInfo.InvariantCulture, out var one) && double.TryParse(value, CultureInfo.InvariantCulture, out var other) && one == other);

    private static IEnumerable<TaskFinding> Submission(TaskPackage package, TaskTables tables, Column target, IReadOnlyList<string> values)
    {
        if (package.Targets.Count > 1)
            yield break;
        var (file, columns) = (Path.GetFileName(package.SampleFile), package.Submission.Columns);
        if (columns.Count > 1 && values.FirstOrDefault(value => !HasColumn(columns, value)) is { } lacking)
            yield return TaskFinding.Error($"{file} has no column for the class '{lacking}' of '{target.Name}'.");
        if (columns.Count > 1 || MetricNames.All[package.Metric.Name].Kind != PredictionKind.Labels)
            yield break;
        if (ZeroOneLabels.Of(package, tables.Train, tables.Sample) is { } spelling)
        {
            yield return TaskFinding.Info($"the submission says {string.Join(" and ", spelling.OrderByDescending(label => label.Value).Select(label => $"{label.Value} for '{label.Key}'"))}, as {file} does.");
            yield break;
        }

        var known = target.Distinct().ToHashSet(StringComparer.Ordinal);
        if (tables.Sample[columns[0]].FirstOrDefault(cell => !known.Contains(cell)) is { } strange)
        {
            yield return TaskFinding.Warning(
                $"{file} holds '{strange}', which is no class of '{target.Name}'; {package.Metric.Name} compares labels as they are spelled.");
        }
    }
}
