using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Trees;

/// <summary>
/// A node. An inner one sends values ≤ <see cref="Threshold"/> to node <see cref="Left"/>, others to the next one. A leaf has
/// <see cref="Feature"/> &lt; 0: its value is <see cref="Threshold"/> where there is one output, else the distribution that starts at
/// <c>Tree.Shares[Left]</c>, or for <see cref="Left"/> &lt; 0 all of class <c>~Left</c> (most leaves of a full tree: it saves their memory).
/// </summary>
public readonly record struct Node(int Feature, float Threshold, int Left);

/// <summary>A grown tree; node 0 is the root.</summary>
public sealed record Tree(Node[] Nodes, float[] Shares)
{
    /// <summary>The tree that was saved. Every path through it ends, and no leaf points outside its shares.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is no tree of so many features and outputs.</exception>
    public static Tree Load(StateReader from, int features, int outputs)
    {
        var shares = from.Floats("shares");
        var feature = from.Integers("features");
        var (threshold, left) = (from.Floats("thresholds", feature.Length), from.Integers("left", feature.Length, int.MinValue, int.MaxValue));
        Node[] nodes = [.. feature.Select((f, i) => new Node(f, threshold[i], left[i]))];
        for (var i = 0; i < nodes.Length; i++)
        {
            // Children stand behind their parent, so a walk down always moves on.
            var sound = nodes[i] is { Feature: >= 0 } inner
                ? inner.Feature < features && inner.Left > i && inner.Left < nodes.Length - 1
                : outputs == 1 || (left[i] < 0 ? ~left[i] < outputs : left[i] <= shares.Length - outputs);
            if (!sound)
                throw from.Wrong($"node {i} points nowhere");
        }

        return nodes.Length > 0 ? new Tree(nodes, shares) : throw from.Wrong("a tree has no node");
    }

    /// <summary>Writes down the nodes.</summary>
    public void Save(StateWriter to)
    {
        to.Set("features", Array.ConvertAll(Nodes, node => node.Feature));
        to.Set("thresholds", Array.ConvertAll(Nodes, node => node.Threshold));
        to.Set("left", Array.ConvertAll(Nodes, node => node.Left));
        to.Set("shares", Shares);
    }

    /// <summary>The leaf that a row ends in.</summary>
    public Node Leaf(ReadOnlySpan<float> row)
    {
        var nodes = Nodes;
        var node = nodes[0];
        while (node.Feature >= 0)
            node = nodes[row[node.Feature] <= node.Threshold ? node.Left : node.Left + 1];
        return node;
    }

    /// <summary>Adds the leaf's outputs for a row.</summary>
    public void AddTo(Span<double> outputs, ReadOnlySpan<float> row)
    {
        var leaf = Leaf(row);
        if (outputs.Length == 1)
        {
            outputs[0] += leaf.Threshold;
        }
        else if (leaf.Left < 0)
        {
            outputs[~leaf.Left] += 1;
        }
        else
        {
            for (var k = 0; k < outputs.Length; k++)
                outputs[k] += Shares[leaf.Left + k];
        }
    }
}
