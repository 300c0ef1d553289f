using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.State;
using Longhaul.Trainer.Torch.Images;
using Longhaul.Trainer.Torch.Tables;

namespace Longhaul.Trainer.Torch;

/// <summary>The kinds of models that need libtorch.</summary>
/// <param name="clock">Looked at only where a fit's time is limited.</param>
public sealed class TorchLearners(TimeProvider clock) : IFurtherLearners
{
    /// <inheritdoc/>
    public ILearner? Make(ModelSpec model, MetricSpec metric, TargetTransform transform) => model.Kind switch
    {
        "mlp" => new MlpLearner(MlpOptions.From(model.Params, metric), clock),
        "cnn" => new CnnLearner(CnnOptions.From(model.Params, metric), clock),
        _ => null,
    };

    /// <inheritdoc/>
    public IFittedModel? Load(ModelSpec model, StateReader from) => model.Kind switch
    {
        "mlp" => FittedMlp.Load(model.Params, from),
        "cnn" => FittedCnn.Load(model.Params, from),
        _ => null,
    };
}
