using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks;

/// <summary>
/// Labels that say yes and no in train where the sample submission holds 1 and 0: whoever grades it compares with those. Where a task has a grader
/// of its own, its answers say how labels are spelled, and they stay as they are.
/// </summary>
public static class ZeroOneLabels
{
    /// <summary>Words for yes, each with its word for no, in lower case.</summary>
    public static IReadOnlyList<string[]> YesAndNo { get; } = [["true", "false"], ["yes", "no"], ["t", "f"], ["y", "n"]];

    /// <summary>How the submission spells each of train's two labels; null where it spells them as train does.</summary>
    public static IReadOnlyDictionary<string, string>? Of(TaskPackage task, Table train, Table sample)
    {
        if (task is not { Grader: null, Targets: [var target], Submission.Columns: [var column] } || MetricNames.All[task.Metric.Name].Kind != PredictionKind.Labels)
            return null;
        // An empty cell is no label.
        if (train[target].HasMoreDistinctThan(3) || sample[column].HasMoreDistinctThan(2) || !sample[column].All(cell => cell is "0" or "1"))
            return null;
        string[] labels = [.. train[target].Distinct().Where(label => label.Length > 0)];
        var pair = YesAndNo.FirstOrDefault(pair => labels.Length == 2 && pair.All(word => labels.Contains(word, StringComparer.OrdinalIgnoreCase)));
        return pair is null ? null : labels.ToDictionary(label => label, label => label.Equals(pair[0], StringComparison.OrdinalIgnoreCase) ? "1" : "0", StringComparer.Ordinal);
    }
}
