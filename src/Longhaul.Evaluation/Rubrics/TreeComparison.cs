namespace Longhaul.Evaluation.Rubrics;

/// <summary>How a graded tree differs from the rubric that it is held against.</summary>
/// <param name="Missing">Ids of the rubric that the tree lacks.</param>
/// <param name="Unknown">Ids of the tree that the rubric lacks.</param>
/// <param name="Reweighted">Ids whose weights differ.</param>
/// <param name="Recategorised">Ids that ask for another thing: of another category, or a leaf here and a node with parts there.</param>
public sealed record TreeComparison(
    IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown, IReadOnlyList<string> Reweighted, IReadOnlyList<string> Recategorised)
{
    /// <summary>Whether they are the same tree.</summary>
    public bool Same => Missing.Count + Unknown.Count + Reweighted.Count + Recategorised.Count == 0;

    /// <summary>
    /// Compares by ids. Trees of another version of the same rubric differ in some (PaperBench's human grades do in four of five), so that is told and no
    /// fault; a tree of another paper is one.
    /// </summary>
    /// <exception cref="RubricException">The tree is another paper's: another root, or not a leaf in common.</exception>
    public static TreeComparison Of(Rubric rubric, GradedTree tree, string rubricPath, string treePath)
    {
        var wanted = rubric.Root.Nodes().ToDictionary(node => node.Id, StringComparer.Ordinal);
        var given = tree.Root.Nodes().ToDictionary(node => node.Node.Id, node => node.Node, StringComparer.Ordinal);
        if (rubric.Root.Id != tree.Root.Node.Id)
        {
            throw new RubricException(treePath,
                $"this is a tree of another rubric: its root is '{tree.Root.Node.Id}', that of {rubricPath} is '{rubric.Root.Id}'. Give the tree that was graded by this rubric.");
        }

        if (!tree.Leaves.Any(leaf => wanted.ContainsKey(leaf.Node.Id)))
            throw new RubricException(treePath, $"none of its leaves is in {rubricPath}. Give the tree that was graded by this rubric.");
        var common = wanted.Keys.Where(given.ContainsKey).ToList();
        var leaves = tree.Leaves.Select(leaf => leaf.Node.Id).ToHashSet(StringComparer.Ordinal);
        return new TreeComparison(
            [.. wanted.Keys.Where(id => !given.ContainsKey(id))],
            [.. given.Keys.Where(id => !wanted.ContainsKey(id))],
            [.. common.Where(id => wanted[id].Weight != given[id].Weight)],
            [.. common.Where(id => wanted[id].Category != given[id].Category || wanted[id].IsLeaf != leaves.Contains(id))]);
    }

    /// <summary>The differences for people, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        if (Missing.Count > 0)
            yield return $"{Nodes(Missing)} of the rubric not in the tree: {Some(Missing)}";
        if (Unknown.Count > 0)
            yield return $"{Nodes(Unknown)} of the tree not in the rubric: {Some(Unknown)}";
        if (Reweighted.Count > 0)
            yield return $"{Nodes(Reweighted)} with another weight than in the rubric: {Some(Reweighted)}";
        if (Recategorised.Count > 0)
            yield return $"{Nodes(Recategorised)} of another kind than in the rubric: {Some(Recategorised)}";
    }

    private static string Nodes(IReadOnlyList<string> ids) => ids.Count == 1 ? "1 node" : $"{ids.Count} nodes";

    private static string Some(IReadOnlyList<string> ids) => string.Join(", ", ids.Take(3)) + (ids.Count > 3 ? ", …" : "");
}
