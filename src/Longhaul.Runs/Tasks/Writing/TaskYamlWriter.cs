using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Longhaul.Runs.Tasks.Writing;

/// <summary>Writes a task.yaml that a person can go on with: every key that applies, what was inferred as comments, the others commented out.</summary>
public static partial class TaskYamlWriter
{
    /// <summary>The task.yaml of a package; the package's files must lie in its folder.</summary>
    public static string Render(TaskPackage package)
    {
        var yaml = new StringBuilder();
        foreach (var line in package.Inferred)
            yaml.Append("# inferred: ").AppendLine(OneLine(line));
        if (package.Inferred.Count > 0)
            yaml.AppendLine("# Check the above; it stands below as if you had written it.");
        Line(yaml, "id", Text(package.Id));
        Line(yaml, "title", Text(package.Title));
        Line(yaml, "track", package.Track);
        Line(yaml, "description", package.DescriptionFile is { } description ? Text(Relative(package, description)) : null, "public/description.md");
        Line(yaml, "metric", Metric(package.Metric));
        Line(yaml, "target", package.Targets.Count == 1 ? Text(package.Targets[0]) : List(package.Targets));
        Line(yaml, "split", package.Split.ToString().ToLowerInvariant(), note: "random; group (with group: COLUMN); time (with time: COLUMN, else the order of rows)");
        Line(yaml, "group", package.Group is { } group ? Text(group) : null);
        Line(yaml, "time", package.TimeColumn is { } time ? Text(time) : null);
        Line(yaml, "images", package.Images.Count > 0 ? List(package.Images) : null);
        Line(yaml, "files", package.Files.Count > 0 ? List(package.Files) : null);
        Line(yaml, "submission", $"{{file: {Text(package.Submission.File)}, id: {List(package.Submission.Id)}, columns: {List(package.Submission.Columns)}}}");
        Line(yaml, "grader", Grader(package), "{kind: metric, answers: private/answers.csv}", "without answers nothing is graded");
        Line(yaml, "medals", Medals(package), "{bronze: 0.7, silver: 0.8, gold: 0.9}", "or {leaderboard: private/leaderboard.csv}, a CSV with a column score");
        Line(yaml, "budget", package.Budget is { } budget ? $"{{time: {Durations.Format(budget)}}}" : null, "{time: 30m}");
        Line(yaml, "resources", Resources(package.Resources), "{cpu: 2, memory: 8GiB, gpu: 0, network: none}");
        Line(yaml, "source", package.Source is { } source ? Text(source) : null, "where the data comes from");
        Line(yaml, "license", package.License is { } license ? Text(license) : null, "under which terms");
        return yaml.ToString();
    }

    private static void Line(StringBuilder yaml, string key, string? value, string? example = null, string? note = null)
    {
        if (value is null && example is null)
            return;
        yaml.Append(value is null ? "# " : "").Append(key).Append(": ").Append(value ?? example).AppendLine(note is null ? "" : $"   # {note}");
    }

    private static string Metric(MetricSpec metric)
    {
        var sorted = metric.Options.OrderBy(option => option.Key, StringComparer.Ordinal);
        var options = string.Concat(sorted.Select(option => $", {Text(option.Key)}: {Text(option.Value)}"));
        return $"{{name: {metric.Name}, direction: {metric.Direction.ToString().ToLowerInvariant()}{options}}}";
    }

    private static string? Grader(TaskPackage package)
    {
        if (package.Grader is not { } grader)
            return null;
        var answers = grader.Answers is { } path ? $", answers: {Text(Relative(package, path))}" : "";
        return $"{{kind: {grader.Kind}{answers}{(grader.Command.Count > 0 ? $", command: {List(grader.Command)}" : "")}}}";
    }

    private static string? Medals(TaskPackage package)
    {
        return package.Medals switch
        {
            null => null,
            { Leaderboard: { } leaderboard } => $"{{leaderboard: {Text(Relative(package, leaderboard))}}}",
            { Median: { } median } medals => $"{{{Thresholds(medals)}, median: {Number(median)}}}",
            var medals => $"{{{Thresholds(medals)}}}",
        };
    }

    private static string Thresholds(MedalSpec medals) =>
        $"bronze: {Number(medals.Bronze!.Value)}, silver: {Number(medals.Silver!.Value)}, gold: {Number(medals.Gold!.Value)}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string? Resources(ResourceSpec resources)
    {
        string?[] parts =
        [
            resources.Cpu is { } cpu ? $"cpu: {cpu}" : null,
            resources.Memory is { } memory ? $"memory: {memory.Value}" : null,
            resources.Gpu > 0 ? $"gpu: {resources.Gpu}" : null,
            resources.Hosts.Count > 0 ? $"network: {List(resources.Hosts)}" : null,
            resources.Packages.Count > 0 ? $"packages: {List(resources.Packages)}" : null,
        ];
        return Array.TrueForAll(parts, part => part is null) ? null : $"{{{string.Join(", ", parts.OfType<string>())}}}";
    }

    private static string Relative(TaskPackage package, string path) => Path.GetRelativePath(package.Folder, path);

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(Text))}]";

    /// <summary>Plain where YAML takes it for nothing but a text, else quoted as JSON, which YAML reads.</summary>
    private static string Text(string value) => Plain().IsMatch(value) && value is not ("null" or "true" or "false" or "yes" or "no")
        ? value
        : $"\"{JsonEncodedText.Encode(value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
