using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Schema;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Portfolio;

/// <summary>
/// Declared work of a pipeline: about the seconds it takes on two plain cores. It stands for time where no clock may be looked at, and finished
/// candidates tell how far the machine is from it.
/// </summary>
/// <param name="folds">Fits: scored folds and their repeats.</param>
/// <param name="trainingRows">Rows that a fold trains on, on average.</param>
/// <param name="isTime">Whether the folds follow time: then each chooses anew, and on one inner fold.</param>
public sealed class WorkEstimate(DataProfile profile, Problem problem, int folds, double trainingRows, bool isTime = false)
{
    // Boosting ends after so many rounds by the learning rate, measured on a dozen tasks (3 to 40): trees of few leaves or random thresholds need more.
    private const double StepsPerLearningRate = 10;
    private const double UsualLeaves = 31;
    private const double StepsOfRandomThresholds = 2.2;

    // Fewer rows than these choose the rounds on four inner folds, others on one (InnerFolds).
    private const int FewRows = 5000;

    private const double LinearIterations = 60;
    private const double MultinomialIterations = 150;

    // Networks learn many classes in more passes, and begin with libtorch.
    private const int ManyOutputs = 5;
    private const double NetworkStart = 4;

    /// <summary>The estimate for a plan of folds.</summary>
    public static WorkEstimate For(DataProfile profile, Problem problem, FoldPlan plan)
    {
        var rows = Enumerable.Range(0, plan.Folds).Sum(fold => (double)plan.FoldOf.Count(of => plan.Split == SplitKind.Time ? of < fold : of != fold));
        return new WorkEstimate(profile, problem, plan.Fits, rows / Math.Max(1, plan.Folds), plan.Split == SplitKind.Time);
    }

    /// <summary>Columns of numbers that are one value nearly everywhere: boosting skips them, and a forest finds each constant once on every way down.</summary>
    private readonly Lazy<HashSet<string>> _idle = new(() =>
        [.. profile.Usable(ColumnKind.Number).Where(column => column.Numbers is { IsMostlyOne: true }).Select(column => column.Name)]);

    private int Idle(Pipeline pipeline) => pipeline.Features.Where(step => step.Kind == "numbers").Sum(step => pipeline.ColumnsOf(step).Count(_idle.Value.Contains));

    private double Rows(Pipeline pipeline) => trainingRows * pipeline.Rows;

    /// <summary>How often a pipeline is fitted.</summary>
    public int Folds => folds;

    private double Outputs => problem.Targets.Sum(target => (double)target.Outputs.Count);

    /// <summary>The work, at least 0.1.</summary>
    public double Of(Pipeline pipeline) => Math.Max(0.1, Features(pipeline) + pipeline.Model.Kind switch
    {
        "constant" => 0,
        "lightgbm" => LightGbm(pipeline),
        "linear" => Summands(pipeline) * Outputs * (Outputs > problem.Targets.Count ? MultinomialIterations : LinearIterations) * LinearRows(pipeline) * (pipeline.Model.Params.Number("l1_ratio") > 0 ? 4e-9 : 1.5e-9),
        "neighbours" => Rows(pipeline) * (profile.Rows + (folds * (double)profile.TestRows)) * Distance(pipeline),
        "nb-svm" => Filled(pipeline) * Outputs * LinearIterations * LinearRows(pipeline) * 1.8e-9,
        "svm" => Machine(pipeline),
        "discriminant" => Discriminant(pipeline),
        "gaussian-process" => Process(pipeline),
        "seasonal-naive" or "exponential-smoothing" => Rows(pipeline) * folds * 8e-6 * problem.Targets.Count,
        "mlp" => Mlp(pipeline),
        "cnn" => Cnn(pipeline),
        _ => Forest(pipeline),
    });

    // Sums of squares are solved through their dual where features are more than rows.
    private double Summands(Pipeline pipeline) => Outputs > problem.Targets.Count || problem.Targets[0].Kind == TargetKind.Class || pipeline.Model.Params.Number("l1_ratio") > 0
        ? Filled(pipeline)
        : Math.Min(Filled(pipeline), Rows(pipeline));

    // Rows of all solutions: a fold each, and a walk of eight penalties where one is chosen, on at most 20,000 rows.
    private double LinearRows(Pipeline pipeline) =>
        (Rows(pipeline) * folds) + (pipeline.Model.Params.Number("c") > 0 ? 0 : 8 * Math.Min(20_000, Rows(pipeline)));

    // Rows lie in panels of vectors, but those of texts as their filled features.
    private static bool IsOfTexts(Pipeline pipeline) => pipeline.Features.Any(step => step.Kind == "tfidf" && step.Options.Integer("svd") == 0);

    private double Distance(Pipeline pipeline) => IsOfTexts(pipeline) ? Width(pipeline) * 0.4e-9 : 1e-9 + (Width(pipeline) * 0.03e-9);

    // Fits grow with the square of the rows, whatever the number of classes; numbers and noisy pairs of classes need more steps. Where cost and width
    // are chosen, six paths of six costs on at most 4,000 rows come first.
    private double Machine(Pipeline pipeline)
    {
        var (rows, options) = (Rows(pipeline), pipeline.Model.Params);
        var steps = problem.Targets[0].Kind == TargetKind.Number ? 8.0 : Outputs <= 2 ? 4 : 1;
        double Fit(double count) => count * count * ((Width(pipeline) * 0.15e-9) + (6e-9 * steps));
        var predictions = rows * 0.6 * (profile.Rows + (folds * (double)profile.TestRows)) * ((Width(pipeline) * 0.15e-9) + 3e-9 + (Outputs * 0.3e-9));
        var trials = (options.Number("c") > 0 ? 1.0 : 4) * (options.Number("gamma") > 0 ? 1 : 6);
        return problem.Targets.Count * 0.7 * ((folds * Fit(rows)) + predictions + (trials > 1 ? trials * Fit(Math.Min(4000, rows)) : 0));
    }

    // A scatter per fold and per setting, and factors of the classes' covariances.
    private double Discriminant(Pipeline pipeline)
    {
        var (rows, width) = (Rows(pipeline), Width(pipeline));
        var settings = pipeline.Model.Params.Number("pooling") >= 0 || width > 250 ? 0 : 6;
        var scatter = (rows + ((profile.Rows + (folds * (double)profile.TestRows)) / Math.Max(1, folds))) * width * width * 0.4e-9;
        return ((folds + settings) * scatter) + ((folds + (settings * Outputs)) * width * width * width * 0.2e-9) + (rows * width * Outputs * folds * 1e-9);
    }

    // Forty looks at the likelihood on 500 rows, then a factorisation per fold.
    private double Process(Pipeline pipeline)
    {
        var (rows, width) = (Rows(pipeline), Width(pipeline));
        var few = Math.Min(500, rows);
        var likelihood = 40 * ((few * few * few * 0.8e-9) + (few * few * width * 1.5e-9));
        return problem.Targets.Count * (likelihood + (folds * rows * rows * ((rows * 0.1e-9) + (width * 1e-9) + 6e-9)) + (rows * (profile.Rows + (folds * (double)profile.TestRows)) * ((width * 0.5e-9) + 8e-9)));
    }

    // Multiplications per row of all members, forward and backward, over the epochs that early stopping comes to; as in MlpOptions.For. Several targets
    // share one network.
    private double Mlp(Pipeline pipeline)
    {
        var options = pipeline.Model.Params;
        var rows = Rows(pipeline);
        var few = rows <= 5000;
        double Or(string name, double otherwise) => options.Integer(name) is > 0 and var set ? set : otherwise;
        var (members, width) = (Or("members", rows <= 50_000 ? 8 : 4), options.Integer("width"));
        var input = Math.Min(1536, Width(pipeline) * Math.Max(1, options.Integer("embedding")));
        var perRow = members * width * (input + ((options.Integer("blocks") - 1) * width) + Outputs);
        var epochs = Math.Min(options.Integer("epochs"), (few ? 35 : 14) * (Outputs > ManyOutputs ? 2.5 : 1));
        return NetworkStart + (epochs * rows * (folds + (few ? 4 : 1.3)) * ((perRow * 2.2e-10) + 8e-6));
    }

    // Pictures of about 30 pixels: larger ones are brought to that size by the first layer. Several targets share one network.
    private double Cnn(Pipeline pipeline)
    {
        var options = pipeline.Model.Params;
        var epochs = options.Integer("epochs") is > 0 and var set ? set : (int)Math.Clamp(33_000 / Math.Max(1, Rows(pipeline)), 5, 20);
        var perImage = Math.Pow(options.Integer("width") / 16.0, 1.8) * 7e-4;
        var predicted = options.Integer("views") * (profile.Rows + (folds * (double)profile.TestRows)) / 4;
        return perImage * ((epochs * Rows(pipeline) * folds) + predicted);
    }

    private double LightGbm(Pipeline pipeline)
    {
        var options = pipeline.Model.Params;
        var leaves = Leaves(options);
        var drawn = options.Number("feature_fraction") * (options.Integer("bagging_freq") > 0 ? options.Number("bagging_fraction") : 1);
        // Each leaf looks through the histograms of the tree's features; where they are more than a cache holds, that takes longer by far.
        var histograms = options.Number("feature_fraction") * profile.Bins(options.Integer("max_bin"));
        var width = Width(pipeline) - (0.8 * Idle(pipeline));
        var tree = (Rows(pipeline) * Math.Log2(leaves) * (3e-8 + (width * drawn * 0.6e-9))) + (leaves * (1e-6 + (width * 1e-7) + (histograms * histograms / 1e5 * 1e-9))) + 2e-5;
        var (rounds, patience) = (Rounds(options, leaves), options.Integer("early_stopping"));
        var bins = Rows(pipeline) * Width(pipeline) * (folds + 1) * 3e-8;
        var answers = profile.TestRows * (double)(profile.TestRows > 2_000_000 ? 1 : folds) * rounds * Outputs * Math.Log2(leaves) * 3e-9;
        var inner = patience == 0 ? 0 : isTime ? 1.2 * folds : Rows(pipeline) < FewRows ? 4 : 1.5;
        return bins + answers + (Outputs * tree * ((rounds * (folds + inner)) + (patience * inner)));
    }

    private static double Leaves(Options options) =>
        Math.Max(2, options.Integer("max_depth") is > 0 and < 20 and var depth ? Math.Min(options.Integer("num_leaves"), 1 << depth) : options.Integer("num_leaves"));

    private static double Rounds(Options options, double leaves)
    {
        if (options.Integer("early_stopping") == 0)
            return options.Integer("rounds");
        var steps = StepsPerLearningRate * Math.Pow(UsualLeaves / Math.Min(UsualLeaves, leaves), 0.75) * (options.Flag("extra_trees") ? StepsOfRandomThresholds : 1);
        return Math.Min(options.Integer("rounds"), steps / options.Number("learning_rate"));
    }

    private double Forest(Pipeline pipeline)
    {
        var options = pipeline.Model.Params;
        var share = options.Number("max_features");
        var tried = share > 0 ? share * Width(pipeline) : problem.Targets[0].Kind == TargetKind.Class ? Math.Sqrt(Width(pipeline)) : Width(pipeline);
        var perCut = pipeline.Model.Kind == "extra-trees" ? 2.5e-9 : 6e-9;
        return options.Integer("trees") * Rows(pipeline) * ((Math.Log2(Math.Max(2, Rows(pipeline))) * (tried + 4)) + (2.0 * Idle(pipeline))) * folds * problem.Targets.Count * perCut;
    }

    /// <summary>Dense features.</summary>
    private double Width(Pipeline pipeline) => pipeline.Features.Sum(step => Width(pipeline, step));

    private double Width(Pipeline pipeline, FeatureStep step) => step.Kind switch
    {
        "pixels" or "hog" or "colours" => OfImages(step),
        "ratios" => Ratios(pipeline, step),
        "row-statistics" => step.Options.Words("statistics").Count,
        "curve" => pipeline.ColumnsOf(step).Count / (double)step.Options.Integer("every"),
        "pca" => Math.Min(step.Options.Integer("components"), pipeline.ColumnsOf(step).Count),
        "aggregates" => step.Options.Words("ways").Count * pipeline.ColumnsOf(step, ColumnRole.Number).Count * pipeline.ColumnsOf(step, ColumnRole.Category).Count,
        "tfidf" => step.Options.Integer("svd") is > 0 and var kept ? kept : Math.Min(3000, step.Options.Integer("max_features")) / 10.0,
        "text-style" => 39 * pipeline.ColumnsOf(step).Count,
        "date-parts" => 7 * pipeline.ColumnsOf(step).Count,
        "season" => 20,
        "season-by-level" => SeasonTerms(pipeline, step) * pipeline.ColumnsOf(step, ColumnRole.Category).Sum(name => Math.Min(Distinct(name), 50)),
        "windows" => Windows(pipeline, step),
        "group-relative" => step.Options.Words("ways").Count * pipeline.ColumnsOf(step, ColumnRole.Number).Count,
        "one-hot" => pipeline.ColumnsOf(step).Sum(name => Math.Min(Distinct(name), 50)),
        "hashing" => Math.Min(Math.Pow(2, step.Options.Integer("bits")), Hashed(pipeline, step) * 50),
        "neighbourhood" => 60,
        "geometry" => 150 * pipeline.ColumnsOf(step).Count,
        "json" or "list" or "characters" or "spelling" => (25 + (step.Options.Integer("max_items") / 10.0)) * pipeline.ColumnsOf(step).Count,
        _ => pipeline.ColumnsOf(step).Count,
    };

    private static double OfImages(FeatureStep step)
    {
        var options = step.Options;
        if (step.Kind == "colours")
            return (6 * Math.Pow(options.Integer("regions"), 2)) + (3 * options.Integer("bins")) + 6;
        var cells = step.Kind == "hog" ? Math.Max(2, options.Integer("size") / options.Integer("cell")) - 1 : 0;
        var width = step.Kind == "hog" ? cells * cells * 4 * options.Integer("bins") : Math.Pow(options.Integer("size"), 2) * (options.Flag("colour") ? 3 : 1);
        return options.Integer("pca") is > 0 and var kept ? Math.Min(kept, width) : width;
    }

    /// <summary>Columns, and pairs of the first six where those are asked for.</summary>
    private static int Hashed(Pipeline pipeline, FeatureStep step) =>
        pipeline.ColumnsOf(step, ColumnRole.Category).Count + (step.Options.Flag("pairs") && Math.Min(6, pipeline.ColumnsOf(step, ColumnRole.Category).Count) is var paired ? paired * (paired - 1) / 2 : 0);

    private static int SeasonTerms(Pipeline pipeline, FeatureStep step) =>
        pipeline.ColumnsOf(step, ColumnRole.Date).Count * (step.Options.Integer("trend") + (2 * (step.Options.Integer("yearly") + step.Options.Integer("weekly") + step.Options.Integer("daily"))));

    private double Characters(string column) => profile.Columns.First(known => known.Name == column).Texts?.Characters ?? 60;

    private static double Ratios(Pipeline pipeline, FeatureStep step)
    {
        var (numbers, dates, by) = (pipeline.ColumnsOf(step, ColumnRole.Number).Count, pipeline.ColumnsOf(step, ColumnRole.Date).Count, step.Options.Words("by"));
        return (by.Contains("hours") ? numbers * dates * (dates - 1) / 2.0 : 0) + (by.Contains("numbers") ? numbers * (numbers - 1) / 2.0 : 0);
    }

    private double Windows(Pipeline pipeline, FeatureStep step)
    {
        var windows = step.Options.Integers("spans").Count * step.Options.Words("sides").Count;
        var perNumber = (windows * step.Options.Words("statistics").Count) + (2 * step.Options.Integers("lags").Count);
        return (pipeline.ColumnsOf(step, ColumnRole.Number).Count * perNumber)
            + pipeline.ColumnsOf(step, ColumnRole.Category).Sum(name => 2 + (Distinct(name) <= 8 ? Distinct(name) * windows : 0));
    }

    /// <summary>Features that are not zero in a row.</summary>
    private double Filled(Pipeline pipeline) => pipeline.Features.Sum(step => step.Kind switch
    {
        "tfidf" => pipeline.ColumnsOf(step).Sum(name => Pieces(step, name)),
        "json" or "list" or "characters" or "spelling" => 30 * pipeline.ColumnsOf(step).Count,
        "one-hot" or "text-style" or "date-parts" or "neighbourhood" => pipeline.ColumnsOf(step).Count,
        "hashing" => Hashed(pipeline, step),
        "season-by-level" => SeasonTerms(pipeline, step) * Hashed(pipeline, step),
        _ => Width(pipeline, step),
    });

    private double Features(Pipeline pipeline) => pipeline.Features.Sum(step => step.Kind switch
    {
        "tfidf" => pipeline.ColumnsOf(step).Sum(name => Pieces(step, name)) * (profile.Rows + profile.TestRows) * folds * (1.5e-7 + (step.Options.Integer("svd") * 1e-8)),
        "windows" => (profile.Rows + profile.TestRows) * Windows(pipeline, step) * 1e-7,
        "group-relative" => (profile.Rows + profile.TestRows) * folds * pipeline.ColumnsOf(step).Count * 2e-7,
        "image-array" => (profile.Rows + profile.TestRows) * 2e-4,
        "neighbourhood" => (profile.Rows * 1.5e-5) + (profile.TestRows * 3e-6),
        "geometry" => (profile.Rows + profile.TestRows) * 3e-3 * pipeline.ColumnsOf(step).Count,
        "json" or "list" or "characters" or "spelling" => (profile.Rows + profile.TestRows) * pipeline.ColumnsOf(step).Count * 1e-5,
        "pixels" or "hog" or "colours" => (profile.Rows + profile.TestRows) * (4e-4 + (step.Kind != "colours" && step.Options.Integer("pca") > 0 ? folds * 1e-3 : 0)),
        "text-style" => pipeline.ColumnsOf(step).Sum(Characters) * (profile.Rows + profile.TestRows) * 3e-7,
        "aggregates" => (profile.Rows + profile.TestRows) * folds * pipeline.ColumnsOf(step).Count * 1e-6,
        _ => (profile.Rows + profile.TestRows) * folds * pipeline.ColumnsOf(step).Count * 5e-8,
    });

    private double Pieces(FeatureStep step, string column)
    {
        var texts = profile.Columns.First(known => known.Name == column).Texts;
        var orders = step.Options.Integer("max_n") - step.Options.Integer("min_n") + 1;
        return orders * (step.Options.Text("analyzer") == "word" ? texts?.Words ?? 10 : texts?.Characters ?? 60);
    }

    private int Distinct(string column) => profile.Columns.First(known => known.Name == column).Distinct;
}
