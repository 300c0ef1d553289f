using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models;

/// <summary>Kinds of models that an executable adds to the trainer's own: those that need libtorch.</summary>
public interface IFurtherLearners
{
    /// <summary>The model's code; null where the kind is unknown here too.</summary>
    ILearner? Make(ModelSpec model, MetricSpec metric, TargetTransform transform);

    /// <summary>The fitted model that <see cref="IFittedModel.Save"/> wrote down; null where the kind is unknown here too.</summary>
    /// <exception cref="PipelineException">The state is not the model's, or is damaged.</exception>
    IFittedModel? Load(ModelSpec model, StateReader from);
}
