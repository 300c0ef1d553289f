namespace Longhaul.Evaluation.Rubrics;

/// <summary>What a judge said of a leaf.</summary>
/// <param name="Leaf">The leaf's id.</param>
/// <param name="Score">From 0 to 1; PaperBench's judges give 0 or 1.</param>
/// <param name="Reasons">Why, in a few sentences.</param>
public sealed record LeafVerdict(string Leaf, double Score, string Reasons)
{
    /// <summary>The files that it looked at, relative to the repository.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>False where nobody could judge: the leaf counts 0 in the sum, and is told apart from one that failed.</summary>
    public bool Judged { get; init; } = true;

    /// <summary>A leaf that could not be judged.</summary>
    public static LeafVerdict Unjudged(string leaf, string reason) => new(leaf, 0, reason) { Judged = false };
}
