using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Runs.Tasks.Reading;

/// <summary>The section <c>grader</c>; its paths are still relative to the package.</summary>
internal static class GraderSection
{
    public static GraderSpec? Parse(YamlMap yaml)
    {
        if (yaml.Map("grader") is not { } map)
            return null;
        map.Allow("kind", "answers", "command");
        var kind = map.Word("kind", "metric", "program", "rubric", "judge") ?? "metric";
        var command = map.Texts("command") ?? [];
        if (kind == "program" && command.Count == 0)
            throw map.Wrong("kind", "a grader of kind 'program' needs 'command'.");
        if (kind == "metric" && !map.Has("answers"))
            throw map.Wrong("answers", "a grader of kind 'metric' needs 'answers', the path of the answers' CSV.");
        return new GraderSpec(kind) { Answers = map.Text("answers"), Command = command };
    }
}

/// <summary>The section <c>medals</c>.</summary>
internal static class MedalSection
{
    public static MedalSpec? Parse(YamlMap yaml)
    {
        if (yaml.Map("medals") is not { } map)
            return null;
        map.Allow("bronze", "silver", "gold", "median", "leaderboard");
        var medals = new MedalSpec
        {
            Bronze = map.Number("bronze"),
            Silver = map.Number("silver"),
            Gold = map.Number("gold"),
            Median = map.Number("median"),
            Leaderboard = map.Text("leaderboard"),
        };
        var given = new[] { medals.Bronze, medals.Silver, medals.Gold }.Count(threshold => threshold is not null);
        if (given is not 0 and not 3)
            throw yaml.Wrong("medals", "give bronze, silver and gold together, or a leaderboard.");
        if (given == 3 && medals.Leaderboard is not null)
            throw map.Wrong("leaderboard", "give bronze, silver and gold, or a leaderboard, not both.");
        return given == 0 && medals.Leaderboard is null ? throw yaml.Wrong("medals", "give bronze, silver and gold, or a leaderboard.") : medals;
    }

    /// <summary>Thresholds must get harder from bronze to gold.</summary>
    public static void CheckOrder(TaskStatement task, Direction direction)
    {
        if (task.Medals is not { Bronze: { } bronze, Silver: { } silver, Gold: { } gold })
            return;
        var sign = direction == Direction.Maximize ? 1 : -1;
        if (sign * bronze > sign * silver || sign * silver > sign * gold)
        {
            throw task.Wrong("", "medals", direction == Direction.Maximize
                ? "the thresholds must not fall from bronze to gold, as the metric is better when higher."
                : "the thresholds must not rise from bronze to gold, as the metric is better when lower.");
        }
    }
}

/// <summary>The section <c>resources</c>.</summary>
internal static class ResourceSection
{
    public static ResourceSpec Parse(YamlMap yaml)
    {
        if (yaml.Map("resources") is not { } map)
            return new ResourceSpec();
        map.Allow("cpu", "memory", "gpu", "network", "packages");
        return new ResourceSpec
        {
            Cpu = map.Whole("cpu", least: 1),
            Memory = Memory(map),
            Gpu = map.Whole("gpu", least: 0) ?? 0,
            Hosts = map.Texts("network") switch { null or ["none"] => [], var hosts => hosts },
            Packages = Packages(map),
        };
    }

    private static IReadOnlyList<string> Packages(YamlMap map)
    {
        var words = map.Texts("packages") switch { null or [PackageWords.None] => [], var some => some };
        return words.FirstOrDefault(word => !PackageWords.All.Contains(word, StringComparer.Ordinal)) is { } unknown
            ? throw map.Wrong("packages", $"'{unknown}' is nothing that 'resources.packages' may name: {string.Join(", ", PackageWords.All)}.")
            : words;
    }

    private static Bytes? Memory(YamlMap map) => map.Text("memory") is not { } text ? null
        : ByteAmounts.TryParse(text, out var amount) ? amount
        : throw map.Wrong("memory", $"'resources.memory' must be an amount such as 4GiB or 512MB, but is '{text}'.");
}
