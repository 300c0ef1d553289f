using static Longhaul.Pipelines.Schema.OptionSpec;

namespace Longhaul.Pipelines.Schema;

/// <summary>The kinds of models.</summary>
public static class ModelCatalogue
{
    /// <summary>Kind → schema, in the order docs show them.</summary>
    public static IReadOnlyDictionary<string, ComponentSchema> All { get; } = new[]
    {
        Constant, LightGbm, Linear, ExtraTrees, RandomForest, Neighbours, Svm, NbSvm, Discriminant, GaussianProcess, SeasonalNaive, ExponentialSmoothing, Mlp, Cnn,
    }.ToDictionary(schema => schema.Kind, StringComparer.Ordinal);

    /// <summary>Kinds that need libtorch, and so the trainer that has it.</summary>
    public static IReadOnlySet<string> NeedLibTorch { get; } = new HashSet<string>(StringComparer.Ordinal) { Mlp.Kind, Cnn.Kind };

    private static ComponentSchema Constant => new("constant", "The same prediction for every row: class shares, or a mean.", [],
        [Choice("value", "for numbers; auto: what the metric asks for", "auto", "mean", "median", "log_mean")]);

    private static ComponentSchema LightGbm => new("lightgbm", "Gradient boosted trees (Ke et al. 2017), native LightGBM 4.", [],
    [
        Choice("objective", "auto: binary, multiclass or regression, as the target is",
            "auto", "binary", "multiclass", "multiclassova", "cross_entropy", "regression", "regression_l1", "huber", "quantile", "poisson", "tweedie", "gamma", "mape"),
        Integer("rounds", 2000, "trees (per class); the most that early stopping may use", 1, 100000),
        Integer("early_stopping", 50, "rounds without gain on an inner validation part before the search for rounds ends; 0: use all rounds", 0, 10000),
        Choice("boosting", "how trees are added", "gbdt", "dart", "rf"),
        Number("learning_rate", 0.1, "step length", 1e-6, 10),
        Integer("num_leaves", 31, "leaves per tree", 2, 131072),
        Integer("max_depth", -1, "−1: no limit", -1, 200),
        Integer("min_data_in_leaf", 20, "rows per leaf at least", 0),
        Number("min_sum_hessian_in_leaf", 0.001, "sum of second derivatives per leaf at least", 0),
        Number("feature_fraction", 1, "share of features per tree", 0.001, 1),
        Number("feature_fraction_bynode", 1, "share of features per split", 0.001, 1),
        Number("bagging_fraction", 1, "share of rows per bag", 0.001, 1),
        Integer("bagging_freq", 0, "draw a new bag every so many rounds; 0: no bagging", 0),
        Number("lambda_l1", 0, "L1 penalty", 0),
        Number("lambda_l2", 0, "L2 penalty", 0),
        Number("min_gain_to_split", 0, "gain of a split at least", 0),
        Number("path_smooth", 0, "smooth leaves towards their parents", 0),
        Integer("max_bin", 255, "bins per feature", 2, 65535),
        Flag("extra_trees", false, "random thresholds"),
        Flag("linear_tree", false, "linear models in leaves"),
        Number("cat_smooth", 10, "smoothing of category statistics", 0),
        Number("cat_l2", 10, "L2 penalty in categorical splits", 0),
        Integer("max_cat_threshold", 32, "categories on one side of a split at most", 1),
        Integer("max_cat_to_onehot", 4, "one-against-rest splits up to so many categories", 1),
        Integer("min_data_per_group", 100, "rows per group of categories at least", 1),
        Number("alpha", 0.9, "huber: errors beyond it count as they are, not squared, in the target's unit; quantile: which one, below 1", 0),
        Number("tweedie_variance_power", 1.5, "1: Poisson … 2: gamma", 1, 2),
        Flag("is_unbalance", false, "weigh the rarer class up (binary)"),
        Number("max_delta_step", 0, "limit of a leaf's output; 0: none", 0),
        Number("drop_rate", 0.1, "for dart", 0, 1),
    ]);

    private static ComponentSchema Linear => new(
        "linear", "Logistic or multinomial regression (L-BFGS), or ridge regression, with an L2 penalty, or an L1 one that drops features.", [],
    [
        Number("c", 0, "inverse strength of the penalty, as scikit-learn's C; 0: chosen from a grid on inner validation folds", 0),
        Number("c_min", 0.001, "lower end of that grid", 1e-9),
        Number("c_max", 1000, "upper end of that grid", 1e-9),
        Integer("max_iterations", 300, "L-BFGS steps at most", 1, 100000),
        Number("l1_ratio", 0, "share of L1 in the penalty: 1 is the lasso, between is an elastic net (for numbers c then counts in the target's deviation)", 0, 1),
    ]);

    private static ComponentSchema ExtraTrees => new("extra-trees", "Extremely randomised trees (Geurts et al. 2006).", [],
        [Integer("trees", 300, "number of trees", 1, 20000), .. TreeOptions(Flag("bootstrap", false, "each tree sees a bootstrap sample"))]);

    private static ComponentSchema RandomForest => new("random-forest", "Random forest (Breiman 2001).", [],
        [Integer("trees", 300, "number of trees", 1, 20000), .. TreeOptions(Flag("bootstrap", true, "each tree sees a bootstrap sample"))]);

    private static OptionSpec[] TreeOptions(OptionSpec bootstrap) =>
    [
        Number("max_features", 0, "share of features tried per split; 0: √features for classes, all for numbers", 0, 1),
        Integer("min_leaf", 1, "rows per leaf at least", 1),
        Integer("min_split", 2, "rows of a node that is split at least", 2),
        Integer("max_depth", 0, "0: no limit", 0, 1000),
        Number("samples", 1, "share of the rows each tree sees", 0.001, 1),
        bootstrap,
    ];

    private static ComponentSchema Neighbours => new("neighbours", "k nearest neighbours by Euclidean distance.", [],
    [
        Integer("k", 15, "neighbours", 1, 1000),
        Choice("weights", "distance: closer ones count more", "distance", "uniform"),
        Choice("scale", "standard: each dense feature to deviation 1; none: as the steps leave it, for features of one kind such as pixels", "standard", "none"),
    ]);

    private static ComponentSchema Svm => new("svm", "Support vector machine with a radial kernel (Fan, Chen and Lin 2005), for up to 40,000 rows.", [],
    [
        Number("c", 0, "cost of errors; 0: chosen on inner validation folds", 0),
        Number("gamma", 0, "of the kernel exp(−gamma |x − y|²), in units of 1 / total variance (scikit-learn's scale); 0: chosen on inner validation folds", 0),
        Number("epsilon", 0.1, "for numbers: errors below this share of the target's deviation are free", 0, 10),
        Choice("scale", "standard: each dense feature to deviation 1; none: as the steps leave it, for features of one kind such as pixels", "standard", "none"),
    ]);

    private static ComponentSchema NbSvm => new("nb-svm", "Logistic regressions on sparse features weighted by naive Bayes ratios (Wang and Manning 2012), for classes of texts.", [],
    [
        Number("c", 0, "inverse strength of the penalty; 0: chosen on inner validation folds", 0),
        Number("smoothing", 1, "added to each feature's sum inside and outside a class", 1e-6),
        Integer("max_iterations", 200, "L-BFGS steps at most", 1, 100000),
    ]);

    private static ComponentSchema Discriminant => new("discriminant", "Linear, quadratic and regularised discriminant analysis (Friedman 1989), for classes.", [],
    [
        Number("pooling", -1, "1: one covariance for all classes (linear); 0: each its own (quadratic); −1: chosen on inner validation folds", -1, 1),
        Number("shrinkage", -1, "of covariances towards a sphere; −1: by Ledoit and Wolf (2004)", -1, 1),
    ]);

    private static ComponentSchema GaussianProcess => new("gaussian-process", "Gaussian process regression with lengths, noise and trend of the largest marginal likelihood, for numbers and up to 4,000 rows.", [],
        [Choice("kernel", "matern: Matérn 5/2; radial: smoother", "matern", "radial")]);

    private static ComponentSchema SeasonalNaive => new("seasonal-naive", "The mean of the last seasons, for series of numbers; needs the step date-parts with parts: [days]; category features tell series apart.", [], []);

    private static ComponentSchema ExponentialSmoothing => new(
        "exponential-smoothing", "Level, damped trend and season with fading memory, for series of numbers; needs the step date-parts with parts: [days]; category features tell series apart.", [], []);

    private static ComponentSchema Mlp => new(
        "mlp", "Feed-forward networks that share all but a thin layer (TabM, Gorishniy et al. 2024), on embedded numbers and categories; several targets share one. Needs libtorch.", [],
    [
        Choice("loss", "auto: log loss for classes, for numbers what the metric asks for", "auto", "mse", "mae", "huber", "quantile"),
        Number("alpha", 0.5, "for quantile", 0, 1),
        Flag("balanced", false, "weigh classes by the inverse of their frequency"),
        Integer("members", 0, "networks in the ensemble; 0: by the number of rows", 0, 64),
        Integer("blocks", 2, "hidden layers", 1, 8),
        Integer("width", 128, "units per hidden layer", 1, 1024),
        Integer("embedding", 8, "numbers and categories become so many each; 0: numbers stay as they are, standardised", 0, 64),
        Integer("bins", 24, "pieces of a number's piecewise linear embedding (Gorishniy et al. 2022)", 2, 128),
        Number("dropout", 0.1, "share of units that are left out at a step", 0, 0.9),
        Number("learning_rate", 0.002, "AdamW's step", 1e-6, 1),
        Number("weight_decay", 0.0003, "AdamW's decay", 0, 10),
        Integer("batch", 0, "rows per step; 0: by the number of rows", 0, 65536),
        Integer("epochs", 100, "the most that early stopping may use", 1, 10000),
    ]);

    private static ComponentSchema Cnn => new(
        "cnn", "A small residual convolutional network on the images of image-array, trained on changed copies of them; several targets share one. Needs libtorch.", [],
    [
        Choice("loss", "for numbers; auto: what the metric asks for", "auto", "mse", "mae", "huber"),
        Integer("width", 16, "channels of the first layer; they double with each halving of the image", 4, 256),
        Integer("epochs", 0, "passes over the images; 0: by their number", 0, 1000),
        Integer("batch", 64, "images per step", 2, 4096),
        Number("learning_rate", 0.008, "AdamW's largest step, of one cycle (Smith and Topin 2018)", 1e-6, 1),
        Number("weight_decay", 0.02, "AdamW's decay", 0, 10),
        Number("dropout", 0.1, "share of the last features that are left out at a step", 0, 0.9),
        Number("label_smoothing", 0.05, "share of a label that is spread over all classes", 0, 0.9),
        Number("shift", 0.1, "moved by up to this share of the size", 0, 0.5),
        Number("rotate", 12, "turned by up to so many degrees", 0, 180),
        Number("zoom", 0.12, "larger or smaller by up to this share", 0, 0.5),
        Choice("flip", "mirrored half of the time; auto: horizontally where images have colours", "auto", "none", "horizontal", "both"),
        Number("cutout", 0.25, "side of a square that is blanked, as a share of the size (DeVries and Taylor 2017)", 0, 1),
        Integer("views", 5, "changed copies whose mean is an image's prediction", 1, 64),
    ]);
}
