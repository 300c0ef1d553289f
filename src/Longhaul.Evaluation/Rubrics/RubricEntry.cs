namespace Longhaul.Evaluation.Rubrics;

/// <summary>A node of a file as it stands there, before it is held against any rule; null where the file is silent.</summary>
/// <param name="At">The byte where it begins.</param>
internal sealed record RubricEntry(long At)
{
    public string? Id { get; init; }
    public string? Requirements { get; init; }
    public double? Weight { get; init; }
    public string? Category { get; init; }
    public string? FinerCategory { get; init; }
    public double? Score { get; init; }
    public bool Valid { get; init; } = true;
    public string Explanation { get; init; } = "";
    public IReadOnlyList<RubricEntry> Parts { get; init; } = [];
}
