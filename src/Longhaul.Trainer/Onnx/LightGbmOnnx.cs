using System.Globalization;

namespace Longhaul.Trainer.Onnx;

/// <summary>
/// A LightGBM model's text as ONNX. Its thresholds are doubles and features floats: x ≤ t is x ≤ t rounded down to a float. A split on
/// categories looks at one more feature, 1 where the row's category is in the split's set, which is looked up in a table per category feature.
/// </summary>
internal sealed class LightGbmOnnx
{
    private const int Categorical = 1;
    private const int DefaultLeft = 2;
    private const int MissingMask = 12;
    private const int MissingZero = 4;
    private const int MissingNaN = 8;

    private readonly Dictionary<string, string> _header;
    private readonly List<Dictionary<string, string>> _trees = [];
    private readonly int _features;

    // Category feature → the sets that its splits ask about.
    private readonly SortedDictionary<int, List<HashSet<int>>> _sets = [];

    public LightGbmOnnx(string text, int features)
    {
        _features = features;
        _header = new(StringComparer.Ordinal);
        var block = _header;
        foreach (var line in text.Split('\n'))
        {
            if (line == "end of trees")
                break;
            if (line.StartsWith("Tree=", StringComparison.Ordinal))
                _trees.Add(block = new(StringComparer.Ordinal));
            var cut = line.IndexOf('=', StringComparison.Ordinal);
            if (cut > 0)
                block[line[..cut]] = line[(cut + 1)..];
            else if (line.Length > 0)
                block[line] = "";
        }
    }

    /// <summary>Adds the model; float [rows, outputs], converted as its objective says.</summary>
    public string AddTo(OnnxGraph graph, string features, int outputs)
    {
        var perRound = int.Parse(_header["num_tree_per_iteration"], CultureInfo.InvariantCulture);
        CollectSets();
        var trees = new OnnxTrees();
        for (var t = 0; t < _trees.Count; t++)
            AddTree(trees, _trees[t], t % perRound);
        var sum = trees.AddTo(graph, WithSets(graph, features), perRound);
        if (_header.ContainsKey("average_output"))
            sum = graph.Node("Div", [sum, graph.Floats([_trees.Count / perRound])]);
        var converted = Converted(graph, sum);
        return outputs == 1 && perRound == 2 ? graph.Node("Gather", [converted, graph.Integers([1], 1)], new OnnxAttribute("axis", 1L)) : converted;
    }

    private string Converted(OnnxGraph graph, string sum) => _header["objective"].Split(' ')[0] switch
    {
        "binary" or "cross_entropy" or "multiclassova" => graph.Node("Sigmoid", [sum]),
        "multiclass" => graph.Node("Softmax", [sum], new OnnxAttribute("axis", 1L)),
        "poisson" or "gamma" or "tweedie" => graph.Node("Exp", [sum]),
        "regression" or "regression_l1" or "huber" or "quantile" or "mape" or "fair" => sum,
        var other => throw new NoOnnxException($"the objective '{other}' has no form in it"),
    };

    private void AddTree(OnnxTrees trees, Dictionary<string, string> tree, int target)
    {
        if (tree.GetValueOrDefault("is_linear") == "1")
            throw new NoOnnxException("linear models in leaves have no form in it");
        trees.Begin();
        var weights = Doubles(tree["leaf_value"]);
        var splits = weights.Length - 1;
        if (splits > 0)
            AddBranches(trees, tree, splits);
        for (var leaf = 0; leaf < weights.Length; leaf++)
            trees.Leaf(splits + leaf, (target, (float)weights[leaf]));
    }

    private void AddBranches(OnnxTrees trees, Dictionary<string, string> tree, int splits)
    {
        int[] feature = Integers(tree["split_feature"]), kind = Integers(tree["decision_type"]), left = Integers(tree["left_child"]), right = Integers(tree["right_child"]);
        var threshold = Doubles(tree["threshold"]);
        int Place(int child) => child >= 0 ? child : splits + ~child;
        for (var node = 0; node < splits; node++)
        {
            var (small, large) = (Place(left[node]), Place(right[node]));
            if ((kind[node] & Categorical) != 0)
            {
                // 1, in the set, is the large value, and LightGBM sends it left.
                trees.Branch(node, PlaceOf(feature[node], SetOf(tree, (int)threshold[node])), 0.5f, large, small, missing: true);
                continue;
            }

            if ((kind[node] & MissingMask) == MissingZero)
                throw new NoOnnxException("zeros that count as missing have no form in it");
            var missing = (kind[node] & MissingMask) == MissingNaN ? (kind[node] & DefaultLeft) != 0 : threshold[node] >= 0;
            trees.Branch(node, feature[node], RoundedDown(threshold[node]), small, large, missing);
        }
    }

    private void CollectSets()
    {
        foreach (var tree in _trees.Where(tree => tree.GetValueOrDefault("num_cat", "0") != "0"))
        {
            int[] feature = Integers(tree["split_feature"]), kind = Integers(tree["decision_type"]);
            var threshold = Doubles(tree["threshold"]);
            for (var node = 0; node < feature.Length; node++)
            {
                if ((kind[node] & Categorical) == 0)
                    continue;
                if (!_sets.TryGetValue(feature[node], out var sets))
                    _sets.Add(feature[node], sets = []);
                var set = SetOf(tree, (int)threshold[node]);
                if (!sets.Exists(set.SetEquals))
                    sets.Add(set);
            }
        }
    }

    private int PlaceOf(int feature, HashSet<int> set) =>
        _features + _sets.TakeWhile(entry => entry.Key != feature).Sum(entry => entry.Value.Count) + _sets[feature].FindIndex(set.SetEquals);

    // The features, then for each category feature a 0/1 feature per set.
    private string WithSets(OnnxGraph graph, string features)
    {
        List<string> parts = [features];
        foreach (var (feature, sets) in _sets)
        {
            // One row per code, and a last one for no category or an unknown one.
            var codes = sets.Max(set => set.Max()) + 1;
            var table = new float[(codes + 1) * sets.Count];
            for (var i = 0; i < sets.Count; i++)
            {
                foreach (var code in sets[i])
                    table[code * sets.Count + i] = 1;
            }

            var column = graph.Node("Gather", [features, graph.Integers([feature])], new OnnxAttribute("axis", 1L));
            var unknown = graph.Node("Not", [graph.Node("And", [graph.Node("GreaterOrEqual", [column, graph.Floats([0])]), graph.Node("Less", [column, graph.Floats([codes])])])]);
            var index = graph.ToInteger(graph.Node("Where", [unknown, graph.Floats([codes]), column]));
            parts.Add(graph.Node("Gather", [graph.Floats(table, codes + 1, sets.Count), index], new OnnxAttribute("axis", 0L)));
        }

        return graph.Beside(parts);
    }

    private static HashSet<int> SetOf(Dictionary<string, string> tree, int split)
    {
        var bounds = Integers(tree["cat_boundaries"]);
        uint[] bits = [.. tree["cat_threshold"].Split(' ').Select(word => uint.Parse(word, CultureInfo.InvariantCulture))];
        return [.. Enumerable.Range(0, (bounds[split + 1] - bounds[split]) * 32).Where(code => (bits[bounds[split] + code / 32] >> (code % 32) & 1) != 0)];
    }

    private static float RoundedDown(double value)
    {
        var near = (float)value;
        return near > value ? MathF.BitDecrement(near) : near;
    }

    private static int[] Integers(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => int.Parse(word, CultureInfo.InvariantCulture))];

    private static double[] Doubles(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(word, CultureInfo.InvariantCulture),
    })];
}
