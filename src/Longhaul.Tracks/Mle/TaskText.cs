using System.Globalization;
using System.Text;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;

namespace Longhaul.Tracks.Mle;

/// <summary>A competition as roles read it: the description, and what task.yaml says about metric and form.</summary>
internal static class TaskText
{
    private const int LongestDescription = 20_000;

    /// <param name="hasStarter">Whether code to start from came with the task.</param>
    public static string Of(TaskPackage task, bool hasStarter)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{task.Title}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- metric: {task.Metric.Name}{Options(task.Metric)}, to be {(task.Metric.Direction == Direction.Maximize ? "maximized" : "minimized")}\n");
        text.Append(CultureInfo.InvariantCulture, $"- target: {string.Join(", ", task.Targets)}; test differs from train by {Split(task)}\n");
        text.Append(CultureInfo.InvariantCulture, $"- predictions: columns {string.Join(", ", task.Submission.Id.Concat(task.Submission.Columns).Take(40))}\n");
        text.Append("- what you see as data/ is one fold's view: train.csv lacks the rows that are held out (a fold's, and where there are enough a vault's, which have the last word), and test.csv has them, without labels and with ids of their own where needed, beside the rows to submit; an experiment runs on every fold, and at the end the champion is fitted once more on all labelled rows\n");
        if (hasStarter)
            text.Append(CultureInfo.InvariantCulture, $"- {StarterCode.Place}/ holds code that came with the task, to start from\n");
        if (task.Images.Count + task.Files.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"- columns that hold paths below data/: {string.Join(", ", task.Images.Concat(task.Files))}\n");
        if (task.DescriptionFile is { } file && File.Exists(file))
            text.Append('\n').Append(TextBeginning.Of(file, LongestDescription));
        return Printable.Of(text.ToString());
    }

    private static string Options(MetricSpec metric) => metric.Options.Count == 0 ? "" : $" ({string.Join(", ", metric.Options.Select(option => $"{option.Key} {option.Value}"))})";

    private static string Split(TaskPackage task) => task.Split switch
    {
        SplitKind.Time => "time: its rows come later",
        SplitKind.Group => $"group: other values of {task.Group}",
        _ => "chance alone",
    };
}
