namespace Longhaul.Evaluation.Rubrics;

/// <summary>A tree of weighted requirements, in PaperBench's form (<c>rubric.json</c>).</summary>
/// <param name="Root">The whole reproduction.</param>
public sealed record Rubric(RubricNode Root)
{
    /// <summary>What is judged, in the order of the file.</summary>
    public IReadOnlyList<RubricNode> Leaves { get; } = [.. Root.Nodes().Where(node => node.IsLeaf)];

    /// <summary>Reads a file.</summary>
    /// <exception cref="RubricException">It can't be read, or isn't a rubric: line, column and what to do.</exception>
    public static Rubric Read(string path) => RubricFile.Read(path).ToRubric();

    /// <summary>
    /// The leaves of one category alone, and the nodes above them with their weights; null where there is no such leaf. Of
    /// <see cref="RubricCategory.CodeDevelopment"/> this is PaperBench's Code-Dev variant.
    /// </summary>
    public Rubric? Only(RubricCategory category) => Pruned(Root, category) is { } root ? new Rubric(root) : null;

    /// <summary>The share of the whole that each leaf is worth, by id: the product of its weight and those above it over their siblings' sums.</summary>
    public IReadOnlyDictionary<string, double> Shares()
    {
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);
        Share(Root, 1, shares);
        return shares;
    }

    /// <summary>The nodes above one, from the root down.</summary>
    /// <exception cref="KeyNotFoundException">No node has this id.</exception>
    public IReadOnlyList<RubricNode> Above(string id) => Path(Root, id) ?? throw new KeyNotFoundException(id);

    private static RubricNode? Pruned(RubricNode node, RubricCategory category)
    {
        if (node.IsLeaf)
            return node.Category == category ? node : null;
        var parts = node.Parts.Select(part => Pruned(part, category)).OfType<RubricNode>().ToList();
        return parts.Count == 0 ? null : node with { Parts = parts };
    }

    private static void Share(RubricNode node, double share, Dictionary<string, double> shares)
    {
        if (node.IsLeaf)
            shares[node.Id] = share;
        var total = node.Parts.Sum(part => part.Weight);
        foreach (var part in node.Parts)
            Share(part, total > 0 ? share * part.Weight / total : 0, shares);
    }

    private static List<RubricNode>? Path(RubricNode node, string id)
    {
        if (node.Id == id)
            return [];
        foreach (var part in node.Parts)
        {
            if (Path(part, id) is { } below)
                return [node, .. below];
        }

        return null;
    }
}
