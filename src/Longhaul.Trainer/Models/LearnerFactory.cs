using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models;

/// <summary>From a model's declaration to its code.</summary>
public static class LearnerFactory
{
    /// <summary>The model's code.</summary>
    /// <exception cref="PipelineException">The kind is not known to this release.</exception>
    public static ILearner Make(ModelSpec model, MetricSpec metric, TargetTransform transform) => model.Kind switch
    {
        "constant" => new ConstantLearner(ConstantLearner.Choose(model.Params.Text("value"), metric, transform)),
        "lightgbm" => new LightGbm.LightGbmLearner(LightGbm.LightGbmOptions.From(model.Params)),
        "linear" => new Linear.LinearLearner(new Linear.LinearOptions(
            model.Params.Number("c"), model.Params.Number("c_min"), model.Params.Number("c_max"), model.Params.Integer("max_iterations"))),
        "extra-trees" => new Trees.ForestLearner(Trees.TreeOptions.From(model.Params, Trees.SplitSearch.Random)),
        "random-forest" => new Trees.ForestLearner(Trees.TreeOptions.From(model.Params, Trees.SplitSearch.Best)),
        "neighbours" => new Neighbours.NeighboursLearner(model.Params.Integer("k"), model.Params.Text("weights") == "distance", model.Params.Text("scale") == "standard"),
        _ => throw new PipelineException($"model '{model.Kind}' is not built"),
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
        _ => throw new PipelineException($"model '{model.Kind}' can't be loaded by this release"),
    };
}
