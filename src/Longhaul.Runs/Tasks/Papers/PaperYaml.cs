using Longhaul.Runs.Tasks.Reading;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Runs.Tasks.Papers;

/// <summary>What a task.yaml with <c>track: paper</c>, or PaperBench's config.yaml, states; null where it is silent.</summary>
internal sealed record PaperYaml
{
    private static readonly string[] Known =
        ["id", "title", "track", "paper", "addendum", "blacklist", "code", "grader", "budget", "reproduction", "resources", "source", "license"];

    public string? Id { get; init; }
    public string? Title { get; init; }

    /// <summary>The section <c>grader</c>, of kind rubric.</summary>
    public YamlMap? Grader { get; init; }

    public TimeSpan? Budget { get; init; }
    public TimeSpan? ReproductionTime { get; init; }
    public ResourceSpec Resources { get; init; } = new();
    public string? Source { get; init; }
    public string? License { get; init; }

    /// <exception cref="TaskPackageException">Unknown keys, wrong types, missing keys: each with line and column.</exception>
    public static PaperYaml OfTask(YamlMap yaml)
    {
        yaml.Allow(Known);
        if (!yaml.Has("id"))
            throw yaml.Wrong("id", "the required key 'id' is missing. A task.yaml of track paper needs id and track.");
        return new PaperYaml
        {
            Id = TaskYamlParser.Id(yaml),
            Title = yaml.Text("title"),
            Grader = Rubric(yaml),
            Budget = Span(yaml, "budget"),
            ReproductionTime = Span(yaml, "reproduction"),
            Resources = ResourceSection.Parse(yaml),
            Source = yaml.Text("source"),
            License = yaml.Text("license"),
        };
    }

    /// <summary>PaperBench's config.yaml: id and title.</summary>
    public static PaperYaml OfConfig(string path)
    {
        var yaml = YamlDocument.Read(path);
        return new PaperYaml { Id = yaml.Has("id") ? TaskYamlParser.Id(yaml) : null, Title = yaml.Text("title") };
    }

    private static YamlMap? Rubric(YamlMap yaml)
    {
        if (yaml.Map("grader") is not { } grader)
            return null;
        grader.Allow("kind", "answers");
        return grader.Word("kind", "rubric") is null || !grader.Has("answers")
            ? throw yaml.Wrong("grader", "a paper is graded by a rubric: grader: {kind: rubric, answers: private/rubric.json}.")
            : grader;
    }

    private static TimeSpan? Span(YamlMap yaml, string key)
    {
        if (yaml.Map(key) is not { } map)
            return null;
        map.Allow("time");
        return map.Text("time") is not { } text ? null
            : Durations.TryParse(text, out var span) ? span
            : throw map.Wrong("time", $"'{key}.time' must be a span such as 90s, 30m or 1h30m, but is '{text}'.");
    }
}
