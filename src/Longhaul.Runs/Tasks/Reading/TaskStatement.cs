using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Runs.Tasks.Reading;

/// <summary>What a task.yaml (or a person's answers) states; null where it is silent. Nothing in here has been held against the files yet.</summary>
internal sealed record TaskStatement
{
    public static IReadOnlyList<string> Tracks { get; } = ["mle", "paper", "evolve"];

    public string? Id { get; init; }
    public string? Title { get; init; }
    public string? Track { get; init; }
    public string? Description { get; init; }
    public MetricSpec? Metric { get; init; }
    public IReadOnlyList<string>? Targets { get; init; }
    public SplitKind? Split { get; init; }
    public string? Group { get; init; }
    public string? Time { get; init; }
    public IReadOnlyList<string>? Images { get; init; }
    public IReadOnlyList<string>? Files { get; init; }
    public string? SubmissionFile { get; init; }
    public IReadOnlyList<string>? SubmissionId { get; init; }
    public IReadOnlyList<string>? SubmissionColumns { get; init; }
    public GraderSpec? Grader { get; init; }
    public MedalSpec? Medals { get; init; }
    public TimeSpan? Budget { get; init; }
    public ResourceSpec Resources { get; init; } = new();
    public string? Source { get; init; }
    public string? License { get; init; }

    /// <summary>Where it was stated, for messages; null for a bare folder.</summary>
    public YamlMap? Yaml { get; init; }

    /// <summary>An exception that blames the key where it stands in task.yaml, or else the folder.</summary>
    public TaskPackageException Wrong(string folder, string key, string problem)
    {
        if (Yaml is null)
            return new TaskPackageException(folder, problem);
        var parts = key.Split('.');
        var map = parts.Length == 2 && Yaml.IsMap(parts[0]) ? Yaml.Map(parts[0])! : Yaml;
        return map.Wrong(map == Yaml ? parts[0] : parts[1], problem);
    }
}
