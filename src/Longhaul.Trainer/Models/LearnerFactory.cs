using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models;

/// <summary>From a model's declaration to its code.</summary>
public static class LearnerFactory
{
    /// <summary>What another executable adds; it sets this once, before anything is trained.</summary>
    public static IFurtherLearners? Further { get; set; }

    /// <summary>The model's code.</summary>
    /// <exception cref="PipelineException">The kind is not known to this release.</exception>
    public static ILearner Make(ModelSpec model, MetricSpec metric, TargetTransform transform) => model.Kind switch
    {
        "constant" => new ConstantLearner(ConstantLearner.Choose(model.Params.Text("value"), metric, transform)),
        "lightgbm" => new LightGbm.LightGbmLearner(LightGbm.LightGbmOptions.From(model.Params), TimeProvider.System),
        "linear" => new Linear.LinearLearner(new Linear.LinearOptions(
            model.Params.Number("c"), model.Params.Number("c_min"), model.Params.Number("c_max"), model.Params.Integer("max_iterations"), model.Params.Number("l1_ratio"))),
        "nb-svm" => new Linear.NbSvmLearner(model.Params.Number("c"), model.Params.Number("smoothing"), model.Params.Integer("max_iterations")),
        "discriminant" => new Discriminant.DiscriminantLearner(model.Params.Number("pooling"), model.Params.Number("shrinkage")),
        "gaussian-process" => new Gaussian.GaussianProcessLearner(model.Params.Text("kernel") == "matern" ? Gaussian.KernelShape.Matern : Gaussian.KernelShape.Radial),
        "seasonal-naive" => new Series.SeriesLearner(naive: true),
        "exponential-smoothing" => new Series.SeriesLearner(naive: false),
        "extra-trees" => new Trees.ForestLearner(Trees.TreeOptions.From(model.Params, Trees.SplitSearch.Random)),
        "random-forest" => new Trees.ForestLearner(Trees.TreeOptions.From(model.Params, Trees.SplitSearch.Best)),
        "neighbours" => new Neighbours.NeighboursLearner(model.Params.Integer("k"), model.Params.Text("weights") == "distance", model.Params.Text("scale") == "standard"),
        "svm" => new Svm.SvmLearner(new Svm.SvmOptions(
            model.Params.Number("c"), model.Params.Number("gamma"), model.Params.Number("epsilon"), model.Params.Text("scale") == "standard", GoalOf(metric))),
        _ => Further?.Make(model, metric, transform) ?? throw new PipelineException($"model '{model.Kind}' is not built into this trainer"),
    };

    /// <summary>The fitted model that <see cref="IFittedModel.Save"/> wrote down.</summary>
    /// <exception cref="PipelineException">The state is not the model's, or is damaged.</exception>
    public static IFittedModel Load(ModelSpec model, StateReader from) => model.Kind switch
    {
        "constant" => ConstantLearner.Load(from),
        "lightgbm" => LightGbm.LightGbmLearner.Load(from),
        "linear" => Linear.LinearLearner.Load(from),
        "extra-trees" or "random-forest" => Trees.ForestLearner.Load(from),
        "neighbours" => Neighbours.NeighboursLearner.Load(from),
        "svm" => Svm.SvmLearner.Load(from),
        "nb-svm" => Linear.NbSvmLearner.Load(from),
        "discriminant" => Discriminant.DiscriminantLearner.Load(from),
        "gaussian-process" => Gaussian.GaussianProcessLearner.Load(from),
        "seasonal-naive" or "exponential-smoothing" => Series.SeriesLearner.Load(from),
        _ => Further?.Load(model, from) ?? throw new PipelineException($"model '{model.Kind}' can't be loaded by this trainer"),
    };

    private static Svm.SvmGoal GoalOf(MetricSpec metric) =>
        metric.Name is "accuracy" or "balanced_accuracy" or "f1" or "macro_f1" or "micro_f1" or "weighted_f1" or "mcc" or "kappa" or "mae" or "median_ae" or "mape" or "smape"
            ? Svm.SvmGoal.Labels
            : Svm.SvmGoal.Probabilities;
}
