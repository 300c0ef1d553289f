using Longhaul.Trainer.Features;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Trees;

/// <summary>
/// A forest of independent trees, grown at once within the granted threads. Tree t draws from stream t of the seed, so the forest is the same
/// whatever the number of threads.
/// </summary>
public sealed class ForestLearner(TreeOptions options) : ILearner
{
    public bool IsRandom => true;

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        var fills = TreeData.Fills(set.Matrix);
        var data = TreeData.Of(set.Matrix, fills);
        if (options.Splits == SplitSearch.Random)
            data = data.ForDrawing(options.FeaturesPerSplit(data.Columns, set.Classes > 0));
        var labels = set.Classes > 0 ? Array.ConvertAll(set.Labels, label => (int)label) : [];
        RankedColumn[] ranked = options.Splits == SplitSearch.Best ? [.. data.Dense.AsParallel().AsOrdered().WithDegreeOfParallelism(set.Threads).Select(RankedColumn.Of)] : [];
        var trees = new Tree[options.Trees];
        var gains = new double[options.Trees][];
        Parallel.For(0, trees.Length, new ParallelOptions { MaxDegreeOfParallelism = set.Threads }, t =>
        {
            var random = new Rng(set.Seed, stream: t);
            var rows = Draw(set.Labels.Length, random);
            gains[t] = new double[data.Columns];
            ICriterion criterion = set.Classes > 0 ? new GiniCriterion(labels, set.Classes, rows.Length) : new VarianceCriterion(set.Labels, rows.Length);
            trees[t] = new TreeGrower(data, ranked, rows, criterion, options, set.Classes > 0, random, gains[t]).Grow();
        });
        double[] importance = [.. Enumerable.Range(0, data.Columns).Select(feature => gains.Sum(gain => gain[feature]))];
        return new FittedForest(trees, fills, set.Outputs, set.Threads, importance);
    }

    /// <summary>The model that was saved.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from)
    {
        var (fills, outputs) = (from.Floats("fills"), from.Whole("outputs", 1));
        Tree[] trees = [.. Enumerable.Range(0, from.Whole("trees", 1)).Select(t => Tree.Load(from.Part($"{t}"), fills.Length, outputs))];
        return new FittedForest(trees, fills, outputs, Environment.ProcessorCount, []);
    }

    private int[] Draw(int rows, Rng random)
    {
        var count = Math.Clamp((int)Math.Round(options.Samples * rows), 1, rows);
        if (options.Bootstrap)
        {
            var drawn = new int[count];
            for (var i = 0; i < count; i++)
                drawn[i] = random.Below(rows);
            return drawn;
        }

        int[] all = [.. Enumerable.Range(0, rows)];
        if (count == rows)
            return all;
        random.Shuffle(all);
        return all[..count];
    }
}

/// <summary>Grown trees: outputs are means over trees.</summary>
internal sealed record FittedForest(Tree[] Trees, float[] Fills, int Outputs, int Threads, IReadOnlyList<double> Importance) : IFittedModel, IOnnxModel
{
    // Rows that walk through a tree together: their features and the tree's top stay in the cache.
    private const int BlockRows = 256;
    private const int BlockCells = 1_000_000;

    IReadOnlyList<double>? IFittedModel.Importance => Importance.Count > 0 ? Importance : null;

    public string AddTo(OnnxGraph graph, string features)
    {
        var trees = new OnnxTrees();
        foreach (var tree in Trees)
        {
            trees.Begin();
            for (var i = 0; i < tree.Nodes.Length; i++)
            {
                var node = tree.Nodes[i];
                if (node.Feature >= 0)
                    trees.Branch(i, node.Feature, node.Threshold, node.Left, node.Left + 1, missing: false);
                else
                    trees.Leaf(i, Weights(tree, node));
            }
        }

        var filled = graph.Node("Where", [graph.IsEmpty(features), graph.Floats(Fills, 1, Fills.Length), features]);
        return graph.Node("Div", [trees.AddTo(graph, filled, Outputs), graph.Floats([Trees.Length])]);
    }

    private (int, float)[] Weights(Tree tree, Node leaf) => Outputs == 1
        ? [(0, leaf.Threshold)]
        : leaf.Left < 0 ? [(~leaf.Left, 1)] : [.. Enumerable.Range(0, Outputs).Select(k => (k, tree.Shares[leaf.Left + k]))];

    public void Save(StateWriter to)
    {
        to.Set("outputs", Outputs);
        to.Set("fills", Fills);
        to.Set("trees", Trees.Length);
        for (var t = 0; t < Trees.Length; t++)
            Trees[t].Save(to.Part($"{t}"));
    }

    public double[][] Predict(FeatureMatrix matrix)
    {
        var data = TreeData.Of(matrix, Fills);
        var width = data.Columns;
        double[][] predictions = [.. Enumerable.Range(0, Outputs).Select(_ => new double[matrix.Rows])];
        var most = Math.Clamp(BlockCells / Math.Max(1, width), 16, BlockRows);
        var blocks = (matrix.Rows + most - 1) / most;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = Threads }, block =>
        {
            var first = block * most;
            var count = Math.Min(most, matrix.Rows - first);
            var rows = new float[count * width];
            data.CopyRows(first, count, rows);
            var sums = new double[count * Outputs];
            foreach (var tree in Trees)
            {
                for (var i = 0; i < count; i++)
                    tree.AddTo(sums.AsSpan(i * Outputs, Outputs), rows.AsSpan(i * width, width));
            }

            for (var i = 0; i < sums.Length; i++)
                predictions[i % Outputs][first + i / Outputs] = sums[i] / Trees.Length;
        });
        return predictions;
    }
}
