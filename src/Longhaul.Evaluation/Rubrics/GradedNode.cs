namespace Longhaul.Evaluation.Rubrics;

/// <summary>A node of a rubric with its score.</summary>
public sealed record GradedNode
{
    private GradedNode(RubricNode node, double score) => (Node, Score) = (node, score);

    /// <summary>The requirement.</summary>
    public RubricNode Node { get; }

    /// <summary>From 0 to 1.</summary>
    public double Score { get; }

    /// <summary>What the judge said of a leaf; null on every other node.</summary>
    public LeafVerdict? Verdict { get; private init; }

    /// <summary>The parts in the order of the file; none on a leaf.</summary>
    public IReadOnlyList<GradedNode> Parts { get; private init; } = [];

    /// <summary>A leaf with its verdict; one that could not be judged counts 0, whatever score stands beside it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The score is not from 0 to 1.</exception>
    public static GradedNode Leaf(RubricNode node, LeafVerdict verdict) => verdict.Score is >= 0 and <= 1
        ? new GradedNode(node, verdict.Judged ? verdict.Score : 0) { Verdict = verdict }
        : throw new ArgumentOutOfRangeException(nameof(verdict), verdict.Score, "A score is from 0 to 1.");

    /// <summary>
    /// A node whose score is Σ(weight · score) / Σ weight over its parts, in their order, in doubles: PaperBench's rule, to the last digit. Parts that
    /// weigh nothing together give 0.
    /// </summary>
    public static GradedNode Inner(RubricNode node, IReadOnlyList<GradedNode> parts)
    {
        double sum = 0, weights = 0;
        foreach (var part in parts)
        {
            sum += part.Node.Weight * part.Score;
            weights += part.Node.Weight;
        }

        return new GradedNode(node, weights > 0 ? sum / weights : 0) { Parts = parts };
    }

    /// <summary>The node and all below it, each before its parts.</summary>
    public IEnumerable<GradedNode> Nodes() => [this, .. Parts.SelectMany(part => part.Nodes())];
}
