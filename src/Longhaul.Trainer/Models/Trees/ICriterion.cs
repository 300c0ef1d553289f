namespace Longhaul.Trainer.Models.Trees;

/// <summary>
/// What a split is good for. It keeps a node's labels while the node is worked on. Scores are comparable within a node: the higher, the purer are
/// both sides.
/// </summary>
internal interface ICriterion
{
    /// <summary>Loads a node's rows; later calls refer to them by position.</summary>
    void Enter(ReadOnlySpan<int> rows);

    /// <summary>Whether all rows have the same label.</summary>
    bool IsPure { get; }

    /// <summary>The node's own score: what a split must exceed.</summary>
    double Score { get; }

    /// <summary>The score of sending values ≤ threshold to the left, and how many that are.</summary>
    (double Score, int Left) Split(ReadOnlySpan<float> values, float threshold);

    /// <summary>The score of parting the rows at these positions from all others.</summary>
    double SplitOff(ReadOnlySpan<int> side);

    /// <summary>The best score over all thresholds between positions of ascending values.</summary>
    /// <param name="order">Positions of the node's rows, ascending by value.</param>
    /// <param name="values">Values in that order.</param>
    /// <param name="minLeaf">Rows on either side at least.</param>
    /// <returns>The score, and the position in <paramref name="order"/> that is the last on the left; −1: no split.</returns>
    (double Score, int Last) BestSplit(ReadOnlySpan<int> order, ReadOnlySpan<float> values, int minLeaf);

    /// <summary>Makes the node's leaf.</summary>
    Node Leaf(List<float> shares);
}
