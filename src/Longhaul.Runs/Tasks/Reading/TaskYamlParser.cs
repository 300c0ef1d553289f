using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Runs.Tasks.Reading;

/// <summary>task.yaml → <see cref="TaskStatement"/>: form only (keys, types, words), nothing that needs the data files.</summary>
internal static class TaskYamlParser
{
    private static readonly string[] Known =
    [
        "id", "title", "track", "description", "metric", "target", "split", "group", "time", "images", "files", "submission", "grader", "medals",
        "budget", "resources", "source", "license",
    ];

    /// <exception cref="TaskPackageException">Unknown keys, wrong types, missing keys: each with line and column.</exception>
    public static TaskStatement Parse(YamlMap yaml)
    {
        yaml.Allow(Known);
        foreach (var key in new[] { "id", "track", "metric", "submission" })
        {
            if (!yaml.Has(key))
                throw yaml.Wrong(key, $"the required key '{key}' is missing. A task.yaml needs id, track, metric and submission.");
        }

        var submission = yaml.IsMap("submission") ? yaml.Map("submission") : null;
        submission?.Allow("file", "id", "columns");
        return new TaskStatement
        {
            Yaml = yaml,
            Id = Id(yaml),
            Title = yaml.Text("title"),
            Track = yaml.Word("track", TaskStatement.Tracks),
            Description = yaml.Text("description"),
            Metric = Metric(yaml),
            Targets = Names(yaml, "target"),
            Split = yaml.Word("split", "random", "group", "time") is { } split ? Enum.Parse<SplitKind>(split, ignoreCase: true) : null,
            Group = yaml.Text("group"),
            Time = yaml.Text("time"),
            Images = Names(yaml, "images"),
            Files = Names(yaml, "files"),
            SubmissionFile = FileName(yaml, submission),
            SubmissionId = submission is null ? null : Names(submission, "id"),
            SubmissionColumns = submission is null ? null : Names(submission, "columns"),
            Grader = GraderSection.Parse(yaml),
            Medals = MedalSection.Parse(yaml),
            Budget = Budget(yaml),
            Resources = ResourceSection.Parse(yaml),
            Source = yaml.Text("source"),
            License = yaml.Text("license"),
        };
    }

    /// <summary>The key <c>id</c>: a word that can name folders.</summary>
    public static string Id(YamlMap yaml)
    {
        var id = yaml.Text("id")!;
        return id.Length is > 0 and <= 100 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && id[0] is not ('.' or '-')
            ? id
            : throw yaml.Wrong("id", $"'id' must be made of letters, digits, '-', '_' and '.' (it names folders), but is '{id}'.");
    }

    private static string? FileName(YamlMap yaml, YamlMap? submission)
    {
        var file = submission is null ? yaml.Text("submission") : submission.Text("file");
        return file is null || (file.Length > 0 && file == Path.GetFileName(file) && file is not ("." or "..")) ? file
            : throw (submission ?? yaml).Wrong(submission is null ? "submission" : "file", $"'{file}' must be a file's name without a folder.");
    }

    private static MetricSpec Metric(YamlMap yaml)
    {
        var map = yaml.IsMap("metric") ? yaml.Map("metric") : null;
        if (map is not null && !map.Has("name"))
            throw map.Wrong("name", "'metric.name' is missing.");
        var name = map is null ? yaml.Text("metric")! : map.Text("name")!;
        if (!MetricNames.All.TryGetValue(name, out var usual))
        {
            throw (map ?? yaml).Wrong(map is null ? "metric" : "name",
                $"unknown metric '{name}'.{NearestName.Hint(name, MetricNames.All.Keys)} Known: {string.Join(", ", MetricNames.All.Keys)}.");
        }

        if (map is null)
            return MetricNames.Usual(name);
        var direction = map.Word("direction", "maximize", "minimize");
        return new MetricSpec(name, direction is null ? usual.Direction : Enum.Parse<Direction>(direction, ignoreCase: true))
        {
            Options = map.Keys.Where(key => key is not ("name" or "direction") && map.Has(key))
                .ToDictionary(key => key, key => string.Join(',', map.Texts(key)!), StringComparer.Ordinal),
        };
    }

    private static TimeSpan? Budget(YamlMap yaml)
    {
        if (yaml.Map("budget") is not { } budget)
            return null;
        budget.Allow("time");
        return budget.Text("time") is not { } text ? null
            : Durations.TryParse(text, out var span) ? span
            : throw budget.Wrong("time", $"'budget.time' must be a span such as 90s, 30m or 1h30m, but is '{text}'.");
    }

    private static IReadOnlyList<string>? Names(YamlMap map, string key)
    {
        var names = map.Texts(key);
        var doubled = names?.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return doubled is null ? names : throw map.Wrong(key, $"'{doubled}' stands twice in '{key}'.");
    }
}
