namespace Longhaul.Evaluation.Rubrics;

/// <summary>A requirement of a rubric: a leaf that is judged, or a node whose score follows from its parts.</summary>
/// <param name="Id">Unique in its rubric.</param>
/// <param name="Requirements">What must hold, as a sentence.</param>
/// <param name="Weight">Its weight among its parent's parts, 0 or more.</param>
public sealed record RubricNode(string Id, string Requirements, double Weight)
{
    /// <summary>What a leaf asks for; null on every other node.</summary>
    public RubricCategory? Category { get; init; }

    /// <summary>PaperBench's finer category, as it is spelled; null where there is none.</summary>
    public string? FinerCategory { get; init; }

    /// <summary>The parts in the order of the file; none on a leaf.</summary>
    public IReadOnlyList<RubricNode> Parts { get; init; } = [];

    /// <summary>Whether it is judged itself.</summary>
    public bool IsLeaf => Parts.Count == 0;

    /// <summary>The node and all below it, each before its parts.</summary>
    public IEnumerable<RubricNode> Nodes() => [this, .. Parts.SelectMany(part => part.Nodes())];
}
