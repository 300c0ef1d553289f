using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Networks;

/// <summary>What a network minimises. Numbers are standardised first, so that losses and learning rates are of one size.</summary>
/// <param name="Kind"><c>mse</c>, <c>mae</c>, <c>huber</c> or <c>quantile</c>, for numbers; classes have the log loss.</param>
/// <param name="Alpha">For <c>quantile</c>.</param>
/// <param name="Smoothing">Share of a class label that is spread over all classes.</param>
internal sealed record TargetLoss(string Kind, double Alpha = 0.5, double Smoothing = 0)
{
    /// <summary>The option, or for <c>auto</c> what the metric asks for.</summary>
    public static string Choose(string option, MetricSpec metric) => (option, metric.Name) switch
    {
        ("auto", "mae" or "median_ae" or "mape" or "smape") => "mae",
        ("auto", "pinball") => "quantile",
        ("auto", _) => "mse",
        _ => option,
    };

    /// <summary>The quantile that the metric asks for; the middle where it asks for none.</summary>
    public static double QuantileOf(MetricSpec metric) =>
        metric.Name == "pinball" ? double.Parse(metric.Options.GetValueOrDefault("alpha", "0.5"), System.Globalization.CultureInfo.InvariantCulture) : 0.5;

    /// <summary>The mean loss over rows.</summary>
    /// <param name="outputs">[rows, outputs]: logits, or numbers.</param>
    /// <param name="labels">[rows]: classes (int64), or numbers.</param>
    /// <param name="classWeights">Per class, or null.</param>
    public Tensor Of(Tensor outputs, Tensor labels, Tensor? classWeights)
    {
        if (labels.dtype == ScalarType.Int64)
            return nn.functional.cross_entropy(outputs, labels, classWeights, label_smoothing: Smoothing);
        var values = outputs.squeeze(1);
        return Kind switch
        {
            "mae" => nn.functional.l1_loss(values, labels),
            "huber" => nn.functional.smooth_l1_loss(values, labels),
            "quantile" => Pinball(labels - values),
            "mse" => nn.functional.mse_loss(values, labels),
            _ => throw new PipelineException($"loss '{Kind}' is not built"),
        };
    }

    private Tensor Pinball(Tensor missing) => maximum(missing * Alpha, missing * (Alpha - 1)).mean();
}
