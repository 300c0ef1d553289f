namespace Longhaul.Trainer.Onnx;

/// <summary>Trees for a TreeEnsembleRegressor, node by node; a tree's nodes are numbered from 0, its root being 0.</summary>
internal sealed class OnnxTrees
{
    // More nodes than this, or weights of leaves, make a file of more than some hundred megabytes.
    private const int MostNodes = 2_000_000;

    private readonly List<long> _tree = [], _node = [], _feature = [], _true = [], _false = [], _missing = [];
    private readonly List<long> _leafTree = [], _leafNode = [], _leafTarget = [];
    private readonly List<float> _threshold = [], _leafWeight = [];
    private readonly List<string> _mode = [];
    private int _trees = -1;

    /// <summary>Begins a tree.</summary>
    public void Begin() => _trees++;

    /// <summary>A node that sends values ≤ threshold to one node, others to another.</summary>
    /// <param name="missing">Whether NaN goes where small values go.</param>
    public void Branch(int node, int feature, float threshold, int small, int large, bool missing) => Add(node, "BRANCH_LEQ", feature, threshold, small, large, missing);

    /// <summary>A leaf.</summary>
    public void Leaf(int node, params IReadOnlyList<(int Target, float Weight)> weights)
    {
        Add(node, "LEAF", 0, 0, 0, 0, missing: false);
        // What adds nothing is left out: of many classes a leaf shows few.
        foreach (var (target, weight) in weights.Where(entry => entry.Weight != 0).DefaultIfEmpty())
        {
            if (_leafWeight.Count >= MostNodes)
                throw new NoOnnxException($"the leaves of its trees have more than {MostNodes:N0} weights");
            _leafTree.Add(_trees);
            _leafNode.Add(node);
            _leafTarget.Add(target);
            _leafWeight.Add(weight);
        }
    }

    /// <summary>The sum over trees, float [rows, targets].</summary>
    public string AddTo(OnnxGraph graph, string features, int targets) => graph.Node(
        "TreeEnsembleRegressor",
        [features],
        new OnnxAttribute("n_targets", (long)targets),
        new OnnxAttribute("aggregate_function", "SUM"),
        new OnnxAttribute("post_transform", "NONE"),
        new OnnxAttribute("nodes_treeids", _tree),
        new OnnxAttribute("nodes_nodeids", _node),
        new OnnxAttribute("nodes_featureids", _feature),
        new OnnxAttribute("nodes_modes", _mode),
        new OnnxAttribute("nodes_values", _threshold),
        new OnnxAttribute("nodes_truenodeids", _true),
        new OnnxAttribute("nodes_falsenodeids", _false),
        new OnnxAttribute("nodes_missing_value_tracks_true", _missing),
        new OnnxAttribute("target_treeids", _leafTree),
        new OnnxAttribute("target_nodeids", _leafNode),
        new OnnxAttribute("target_ids", _leafTarget),
        new OnnxAttribute("target_weights", _leafWeight));

    private void Add(int node, string mode, int feature, float threshold, int small, int large, bool missing)
    {
        if (_node.Count >= MostNodes)
            throw new NoOnnxException($"its trees have more than {MostNodes:N0} nodes");
        _tree.Add(_trees);
        _node.Add(node);
        _mode.Add(mode);
        _feature.Add(feature);
        _threshold.Add(threshold);
        _true.Add(small);
        _false.Add(large);
        _missing.Add(missing ? 1 : 0);
    }
}
