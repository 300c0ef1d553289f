using System.Globalization;
using Longhaul.Pipelines;
using static Longhaul.Builtin.Research.Dimension;

namespace Longhaul.Builtin.Research;

/// <summary>Which hyper-parameters of which model are searched over, and within which bounds.</summary>
internal static class ModelSpace
{
    private static readonly Dimension[] Forest =
    [
        Count("trees", 100, 500, 300), Share("max_features", 0.05, 0.3), Count("min_leaf", 1, 30, 2), new Choice("bootstrap", "true", "false"),
    ];

    private static readonly Dictionary<string, Dimension[]> Kinds = new(StringComparer.Ordinal)
    {
        ["lightgbm"] =
        [
            Factor("learning_rate", 0.015, 0.2, 0.05), Count("num_leaves", 4, 200, 31), Count("min_data_in_leaf", 2, 200, 20),
            Share("feature_fraction", 0.2, 0.8), Share("bagging_fraction", 0.4, 0.8), Factor("lambda_l2", 0.01, 100, 1),
            Factor("lambda_l1", 0.001, 10, 0.01), Factor("path_smooth", 0.1, 100, 1), Factor("cat_smooth", 1, 200, 10),
            Share("feature_fraction_bynode", 0.3, 0.8), new Choice("max_depth", "-1", "4", "6", "8", "12"), new Choice("extra_trees", "true", "false"),
        ],
        ["linear"] = [Factor("c", 0.001, 1000, 1), new Choice("l1_ratio", "0", "0.5", "1")],
        ["nb-svm"] = [Factor("c", 0.01, 100, 1), Factor("smoothing", 0.05, 20, 1)],
        ["discriminant"] = [Share("pooling", 0, 0.5), Factor("shrinkage", 0.001, 1, 0.05)],
        ["gaussian-process"] = [new Choice("kernel", "matern", "radial")],
        ["extra-trees"] = Forest,
        ["random-forest"] = Forest,
        ["mlp"] =
        [
            Factor("learning_rate", 0.0005, 0.008, 0.002), Factor("weight_decay", 0.00001, 0.1, 0.0003), new Dimension.Range("dropout", 0, 0.5, Log: false, Whole: false, 0.1),
            new Choice("blocks", "1", "2", "3"), new Choice("width", "64", "128", "256"), new Choice("embedding", "0", "4", "8", "16"), new Choice("bins", "8", "24", "48"),
        ],
        ["cnn"] =
        [
            Factor("learning_rate", 0.002, 0.03, 0.008), Count("width", 8, 32, 16), Count("epochs", 6, 40, 20), new Dimension.Range("dropout", 0, 0.5, Log: false, Whole: false, 0.1),
            new Dimension.Range("rotate", 0, 30, Log: false, Whole: false, 12), new Dimension.Range("zoom", 0, 0.3, Log: false, Whole: false, 0.12), new Dimension.Range("shift", 0, 0.2, Log: false, Whole: false, 0.1),
            new Dimension.Range("cutout", 0, 0.5, Log: false, Whole: false, 0.25), new Choice("flip", "none", "horizontal", "both"), new Choice("label_smoothing", "0", "0.05", "0.1"),
        ],
        ["neighbours"] = [Count("k", 1, 60, 12), new Choice("weights", "distance", "uniform"), new Choice("scale", "standard", "none")],
        ["svm"] = [Factor("c", 0.1, 300, 5), Factor("gamma", 0.05, 16, 1), new Choice("scale", "standard", "none")],
    };

    /// <summary>Whether the model has anything to tune.</summary>
    public static bool Has(ModelSpec model) => Kinds.ContainsKey(model.Kind);

    /// <summary>What is searched over for a kind of model.</summary>
    public static IReadOnlyList<Dimension> Of(string kind) => Kinds.GetValueOrDefault(kind, []);

    /// <summary>The model with one to three parameters moved; the most rounds go with the learning rate.</summary>
    public static ModelSpec Move(ModelSpec model, Random random)
    {
        var dimensions = Kinds[model.Kind];
        var moves = Math.Min(1 + random.Next(3), dimensions.Length);
        var moved = dimensions.OrderBy(_ => random.Next()).Take(moves).Aggregate(model, (current, dimension) => dimension.Move(current, random));
        if (model.Kind != "lightgbm")
            return moved;
        if (moved.Params.Number("bagging_fraction") < 1 && moved.Params.Integer("bagging_freq") == 0)
            moved = moved.With("bagging_freq", "1");
        return moved.Params.Integer("early_stopping") > 0 && moved.Params.Text("learning_rate") != model.Params.Text("learning_rate")
            ? moved.With("rounds", Math.Clamp(Math.Round(150 / moved.Params.Number("learning_rate")), 300, 10_000))
            : moved;
    }

    /// <summary>What differs between two models of a kind: <c>k 12 → 7</c>.</summary>
    public static string Differences(ModelSpec from, ModelSpec to) => string.Join(", ", to.Schema.Options
        .Where(option => option.Name is not ("rounds" or "bagging_freq") && from.Params.Text(option.Name) != to.Params.Text(option.Name))
        .Select(option => string.Create(CultureInfo.InvariantCulture, $"{option.Name} {from.Params.Text(option.Name)} → {to.Params.Text(option.Name)}")));
}
