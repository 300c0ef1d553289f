namespace Longhaul.Team.Roles;

/// <summary>A specialist: data, read from <c>Roles/NAME.yaml</c> and its charter <c>Prompts/NAME.md</c>.</summary>
public sealed record Role
{
    public required string Name { get; init; }

    /// <summary>What it is for, in one line: what the orchestrator reads when it chooses.</summary>
    public required string Purpose { get; init; }

    /// <summary>Who it is and how it works: the beginning of every prompt of its own.</summary>
    public required string Charter { get; init; }

    /// <summary>Folders of the workspace that it may write. Its own notes it always may.</summary>
    public IReadOnlyList<string> Writes { get; init; } = [];

    /// <summary>Logs of the workspace that it may append to.</summary>
    public IReadOnlyList<string> Appends { get; init; } = [];

    /// <summary>Names of its tools.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>Roles that it may call.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>Files that stand in each of its prompts, besides the task, the map and its notes.</summary>
    public IReadOnlyList<string> Opens { get; init; } = [];

    /// <summary>The rules of the house that stand below its charter: <c>Prompts/RULES.md</c>.</summary>
    public string Rules { get; init; } = "rules";

    /// <summary>Whether it leads a team, so that nobody calls it.</summary>
    public bool Leads { get; init; }

    /// <summary>Whether it judges what a team left and is no part of it: what the team says of itself, in map, notes and state, is not in its prompts.</summary>
    public bool Judges { get; init; }

    /// <summary>Model calls of one session at most.</summary>
    public required int Steps { get; init; }

    /// <summary>The profile of the model that it uses; null: the run's.</summary>
    public string? Model { get; init; }

    /// <summary>Which of several that were asked at once it is, from 1.</summary>
    public int Copy { get; init; } = 1;

    /// <summary>Where its notes stand in the workspace.</summary>
    public string Notes => Copy == 1 ? $"notes/{Name}.md" : $"notes/{Name}-{Copy}.md";

    /// <summary>Whether it changes nothing but its notes, so that it can work beside others.</summary>
    public bool OnlyReads => Writes.Count == 0 && Appends.Count == 0 && Calls.Count == 0 && !Leads;
}
