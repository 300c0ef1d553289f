using Longhaul.Pipelines;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Torch.Networks;
using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Images;

/// <summary>
/// A convolutional network, trained for a fixed number of epochs on changed copies of the images: the learning rate rises and falls once, so that
/// there is nothing to stop early. Where time is limited, the first epoch tells how many there may be, and later folds train as long.
/// </summary>
internal sealed class CnnLearner(CnnOptions options, TimeProvider clock) : ILearner
{
    private const double WarmUp = 0.25;

    public bool IsRandom => true;

    /// <summary>Not: libtorch has one number of threads for the process, and its fits side by side failed its own checks now and then.</summary>
    public bool FitsAbreast => false;

    public bool LearnsTogether => true;

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        var images = set.Matrix.Images ?? throw new PipelineException("cnn looks at images: list the step image-array");
        Backend.Use(set.Threads);
        var scales = ImageBatches.Scales(images);
        var form = NetTargets.Fit(set);
        var net = new ImageNet(images.Size, images.Channels, options.Width, form.Outputs, set.Seed);
        var epochs = tuning is null ? options.EpochsFor(set.Labels.Length) : (int)tuning.Values["epochs"];
        epochs = Train(net, ImageBatches.Of(images, scales, set.Threads), form, set, epochs, tuning is null ? set.Time : null);
        return new FittedCnn(net, options, images.Size, images.Channels, scales, form, set.Threads, set.Seed, tuning ?? Tuning.Of("epochs", epochs));
    }

    private int Train(ImageNet net, ImageBatches batches, NetTargets form, TrainingSet set, int epochs, TimeSpan? time)
    {
        using var labels = form.ToTensors(set, balanced: false);
        using var optimiser = new AdamW(net.Weights, options.WeightDecay);
        var random = new Rng(set.Seed, stream: 109);
        using var dropout = new Generator(random.Next() >> 1);
        int[] order = [.. Enumerable.Range(0, set.Labels.Length)];
        var batch = Math.Min(options.Batch, Math.Max(2, order.Length / 8));
        var steps = Math.Max(1, order.Length / batch);
        var started = clock.GetTimestamp();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            for (var step = 0; step < steps; step++)
            {
                using var scope = NewDisposeScope();
                var rows = order[(step * batch)..(step == steps - 1 ? order.Length : (step + 1) * batch)];
                var changes = Array.ConvertAll(rows, _ => options.Change.Draw(random, batches.Images.Size, batches.Images.Channels > 1));
                var outputs = net.Forward(batches.Make(rows, changes), training: true, options.Dropout, dropout);
                labels.Mean(outputs, tensor(Array.ConvertAll(rows, row => (long)row)), (_, output, label) => options.Loss.Of(output, label, null)).backward();
                optimiser.Step(options.LearningRate * Cycle((epoch + (step + 0.5) / steps) / epochs));
                if (time is { } most && epoch == 0 && step + 1 == Math.Max(1, steps / 2))
                    epochs = Affordable(epochs, clock.GetElapsedTime(started) * (steps / (step + 1.0)), most);
            }
        }

        return epochs;
    }

    private static int Affordable(int epochs, TimeSpan each, TimeSpan most) => Math.Clamp((int)(most / each), 1, epochs);

    /// <summary>The learning rate at a share of the way: up along a line for a quarter, down along a cosine (Smith and Topin 2018).</summary>
    private static double Cycle(double way) => way < WarmUp ? 0.04 + 0.96 * way / WarmUp : 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, (way - WarmUp) / (1 - WarmUp))));
}
