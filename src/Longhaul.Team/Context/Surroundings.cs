namespace Longhaul.Team.Context;

/// <summary>What a prompt is made of besides the exchanges: texts as they stand in the files now.</summary>
public sealed record Surroundings
{
    /// <summary>The role's charter and the rules of the house: never changes within a session.</summary>
    public required string Charter { get; init; }

    /// <summary>The task's description.</summary>
    public required string Task { get; init; }

    /// <summary>What the role was asked to do.</summary>
    public required string Brief { get; init; }

    /// <summary><c>map.md</c>; empty: the role sees none.</summary>
    public required string Map { get; init; }

    /// <summary>Where the role's own notes stand; null: it has none.</summary>
    public string? NotesPath { get; init; } = "notes";

    /// <summary>The role's own notes; empty where it has none.</summary>
    public required string Notes { get; init; }

    /// <summary>Opened files: path and content.</summary>
    public IReadOnlyList<(string Path, string Text)> Files { get; init; } = [];

    /// <summary>Time, money, scores: what the journal says now.</summary>
    public required string State { get; init; }

    /// <summary>A word of the machine's, or null.</summary>
    public string? Nudge { get; init; }

    /// <summary>The same without what stands in files: for runs that show what the bus is worth.</summary>
    public Surroundings WithoutBus() => this with { Map = "(switched off)", Notes = "", Files = [] };
}
