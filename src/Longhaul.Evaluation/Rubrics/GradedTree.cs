namespace Longhaul.Evaluation.Rubrics;

/// <summary>A rubric with a score on every node, summed from its leaves.</summary>
/// <param name="Root">The whole reproduction.</param>
public sealed record GradedTree(GradedNode Root)
{
    /// <summary>The replication score, from 0 to 1.</summary>
    public double Score => Root.Score;

    /// <summary>The leaves, in the order of the file.</summary>
    public IReadOnlyList<GradedNode> Leaves { get; } = [.. Root.Nodes().Where(node => node.Verdict is not null)];

    /// <summary>How many leaves nobody could judge; they count 0.</summary>
    public int Unjudged => Leaves.Count(leaf => !leaf.Verdict!.Judged);

    /// <summary>Reads a file in PaperBench's form. Scores of nodes that have parts are not looked at: they follow from the leaves.</summary>
    /// <exception cref="RubricException">It can't be read, or isn't a graded tree: line, column and what to do.</exception>
    public static GradedTree Read(string path) => RubricFile.Read(path).ToGradedTree();

    /// <summary>The rubric with these verdicts; leaves without one are unjudged.</summary>
    /// <exception cref="ArgumentException">Two verdicts for a leaf, or one for no leaf.</exception>
    public static GradedTree Of(Rubric rubric, IEnumerable<LeafVerdict> verdicts)
    {
        var byLeaf = verdicts.ToDictionary(verdict => verdict.Leaf, StringComparer.Ordinal);
        if (byLeaf.Keys.Except(rubric.Leaves.Select(leaf => leaf.Id)).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"'{unknown}' is no leaf of the rubric.", nameof(verdicts));
        return new GradedTree(Graded(rubric.Root));

        GradedNode Graded(RubricNode node) => !node.IsLeaf
            ? GradedNode.Inner(node, [.. node.Parts.Select(Graded)])
            : GradedNode.Leaf(node, byLeaf.GetValueOrDefault(node.Id) ?? LeafVerdict.Unjudged(node.Id, "Nobody has judged it."));
    }

    /// <summary>The tree of one category's leaves alone, as <see cref="Rubric.Only"/>; null where there is none.</summary>
    public GradedTree? Only(RubricCategory category)
    {
        return Pruned(Root) is { } root ? new GradedTree(root) : null;

        GradedNode? Pruned(GradedNode node)
        {
            if (node.Verdict is not null)
                return node.Node.Category == category ? node : null;
            var parts = node.Parts.Select(Pruned).OfType<GradedNode>().ToList();
            return parts.Count == 0 ? null : GradedNode.Inner(node.Node, parts);
        }
    }
}
