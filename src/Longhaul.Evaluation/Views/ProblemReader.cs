using System.Globalization;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Submissions;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Views;

/// <summary>Finds out what has to be predicted: numbers or classes, from the metric, the labels in train and the submission's columns.</summary>
public static class ProblemReader
{
    private const string Ordinal = "qwk";

    private static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase) { "nan", "na", "n/a", "null" };

    /// <summary>
    /// The problem as the labelled rows show it (<see cref="LabelledRows"/>). A metric of numbers makes numbers; one of classes makes classes, two
    /// of them with the positive one second; <c>qwk</c> makes an ordinal number, that is a number with its possible values as classes; for a
    /// metric that is not known, numbers with more than 20 values are numbers.
    /// </summary>
    /// <exception cref="TaskPackageException">No labels, one class only, text where the metric needs numbers, more classes than the metric can take.</exception>
    public static Problem Read(TaskPackage task, Table train)
    {
        var rows = LabelledRows(task, train);
        return new Problem([.. task.Targets.Select(name => ReadTarget(task, train[name], rows))]);
    }

    /// <summary>The 0-based rows of train that have a value in every target column; the others can't be learnt from.</summary>
    public static int[] LabelledRows(TaskPackage task, Table train)
    {
        Column[] targets = [.. task.Targets.Select(name => train[name])];
        return [.. Enumerable.Range(0, train.RowCount).Where(row => Array.TrueForAll(targets, target => !IsMissing(target, row)))];
    }

    /// <summary>What a person should know about the labels: rows that are left out because a target is empty. Null where there is nothing to say.</summary>
    public static string? Note(TaskPackage task, Table train)
    {
        var left = train.RowCount - LabelledRows(task, train).Length;
        return left == 0
            ? null
            : $"{left} of {train.RowCount} rows of {Path.GetFileName(task.TrainFile)} have no {string.Join(" or ", task.Targets)} and are left out of training";
    }

    private static bool IsMissing(Column target, int row) => target.IsEmpty(row) || Missing.Contains(target[row]);

    private static Target ReadTarget(TaskPackage task, Column column, int[] rows)
    {
        if (rows.Length == 0)
            throw Fault(task, $"the target '{column.Name}' is empty in every row; name another with 'target:' in task.yaml");
        return MetricCatalog.Find(task.Metric.Name) switch
        {
            { Id: Ordinal } or { Takes: PredictionKinds.Values } => ReadNumber(task, column, rows),
            { } => ReadClasses(task, column, rows),
            null => LooksLikeNumbers(column, rows) ? ReadNumber(task, column, rows) : ReadClasses(task, column, rows),
        };
    }

    private static bool LooksLikeNumbers(Column column, int[] rows) =>
        rows.All(row => double.IsFinite(column.Number(row))) && rows.Select(row => column.Number(row)).Distinct().Take(21).Count() > 20;

    private static Target ReadNumber(TaskPackage task, Column column, int[] rows)
    {
        var lowest = MetricCatalog.Find(task.Metric.Name)?.LowestPrediction ?? double.NegativeInfinity;
        foreach (var row in rows)
        {
            var value = column.Number(row);
            if (!double.IsFinite(value))
                throw Fault(task, $"the target '{column.Name}' is '{column[row]}' in row {row + 1}: no number, and {task.Metric.Name} needs numbers");
            if (value < lowest)
                throw Fault(task, $"the target '{column.Name}' is {column[row]} in row {row + 1}: {task.Metric.Name} is not defined below {lowest}");
        }

        if (task.Metric.Name != Ordinal)
            return new Target(column.Name, TargetKind.Number, []);
        var values = Labels(column, rows);
        return values.Count > 1
            ? new Target(column.Name, TargetKind.Number, Sorted(values))
            : throw OneClass(task, column, values);
    }

    private static Target ReadClasses(TaskPackage task, Column column, int[] rows)
    {
        var labels = Labels(column, rows);
        if (labels.Count < 2)
            throw OneClass(task, column, labels);
        if (labels.Count > 100 && labels.Count > rows.Length / 2)
            throw Fault(task, $"the target '{column.Name}' has {labels.Count} different values in {rows.Length} rows: too many for the classes that {task.Metric.Name} needs");
        if (labels.Count > 2 && TakesTwo(task))
            throw Fault(task, $"the target '{column.Name}' has {labels.Count} classes, but {task.Metric.Name} takes two; see 'metric:' in task.yaml (roc_auc_ovr, macro_f1 …)");
        return new Target(column.Name, TargetKind.Class, WithPositiveLast(task, column, Sorted(labels)));
    }

    private static bool TakesTwo(TaskPackage task) =>
        MetricCatalog.Find(task.Metric.Name) is { } metric &&
        (metric.Id == "f1" && !task.Metric.Options.ContainsKey("positive") ||
         metric.Takes.HasFlag(PredictionKinds.Scores) && task.Submission.Columns.Count == task.Targets.Count);

    private static HashSet<string> Labels(Column column, int[] rows) => new(rows.Select(row => column[row]), StringComparer.Ordinal);

    private static string[] Sorted(HashSet<string> labels) =>
        labels.All(label => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? [.. labels.OrderBy(label => double.Parse(label, CultureInfo.InvariantCulture)).ThenBy(label => label, StringComparer.Ordinal)]
            : [.. labels.Order(StringComparer.Ordinal)];

    /// <summary>Of two labels the positive one last: the one the metric asks for, else 1, true or yes (<see cref="LabelSet.Positive"/>).</summary>
    private static string[] WithPositiveLast(TaskPackage task, Column column, string[] labels)
    {
        var asked = task.Metric.Options.GetValueOrDefault("positive", "");
        var set = LabelSet.Of(labels);
        if (asked.Length > 0 && set.Code(asked) < 0)
            throw Fault(task, $"the positive class '{asked}' does not occur in '{column.Name}', which holds {string.Join(", ", labels.Take(5).Select(label => $"'{label}'"))}");
        if (labels.Length != 2)
            return labels;
        return set.Positive(asked) == set.Code(labels[0]) ? [labels[1], labels[0]] : labels;
    }

    private static TaskPackageException OneClass(TaskPackage task, Column column, HashSet<string> labels) =>
        Fault(task, $"the target '{column.Name}' is '{labels.First()}' in every row: there is nothing to tell apart");

    private static TaskPackageException Fault(TaskPackage task, string problem) => new(task.TrainFile, problem);
}
