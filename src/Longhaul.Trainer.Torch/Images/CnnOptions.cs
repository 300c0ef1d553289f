using Longhaul.Pipelines.Schema;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Torch.Networks;

namespace Longhaul.Trainer.Torch.Images;

/// <summary>Hyper-parameters of the convolutional network; see docs/pipeline.md.</summary>
/// <param name="Change">How images are changed while training.</param>
internal sealed record CnnOptions(
    TargetLoss Loss, int Width, int Epochs, int Batch, double LearningRate, double WeightDecay, double Dropout, ImageChange Change, int Views)
{
    // About 20 seconds per fold on two plain cores, at the usual width.
    private const double ImagesInAll = 33_000;

    public static CnnOptions From(Options options, MetricSpec metric) => new(
        new TargetLoss(TargetLoss.Choose(options.Text("loss"), metric), TargetLoss.QuantileOf(metric), Smoothing: options.Number("label_smoothing")),
        options.Integer("width"), options.Integer("epochs"), options.Integer("batch"), options.Number("learning_rate"), options.Number("weight_decay"),
        options.Number("dropout"),
        new ImageChange(options.Number("shift"), options.Number("rotate"), options.Number("zoom"), options.Number("cutout"), options.Text("flip")),
        options.Integer("views"));

    /// <summary>Passes over the images: 5 over many, 20 over few.</summary>
    public int EpochsFor(int images) => Epochs > 0 ? Epochs : (int)Math.Clamp(ImagesInAll / Math.Max(1, images), 5, 20);
}
