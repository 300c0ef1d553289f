using Longhaul.Pipelines;
using Longhaul.Pipelines.Schema;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.State;
using Longhaul.Trainer.Torch.Networks;
using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Images;

/// <summary>A trained network. A prediction is the mean over several changed copies of an image, the first of them the image itself.</summary>
internal sealed class FittedCnn(
    ImageNet net, CnnOptions options, int size, int channels, float[] scales, NetTargets form, int threads, int seed, Tuning tuning) : IFittedModel, IDisposable
{
    private const int PredictedImages = 256;

    public Tuning Tuning => tuning;

    /// <summary>Brings back what <see cref="Save"/> wrote.</summary>
    public static FittedCnn Load(Options settings, StateReader from)
    {
        var options = CnnOptions.From(settings, new("rmse", Runs.Tasks.Direction.Minimize));
        var (size, channels) = (from.Whole("size", 1, 256), from.Whole("channels", 1, 3));
        var form = NetTargets.Load(from);
        var net = new ImageNet(size, channels, options.Width, form.Outputs, seed: 0);
        net.Weights.Set(from.Floats("weights", net.Weights.Count));
        net.SetRunning(from.Floats("running", net.Running.Sum(part => (int)part.NumberOfElements)));
        return new FittedCnn(net, options, size, channels, from.Floats("scales", 2 * channels), form, from.Whole("threads", 1), from.Whole("seed", int.MinValue), Tuning.None);
    }

    public void Save(StateWriter to)
    {
        to.Set("size", size);
        to.Set("channels", channels);
        to.Set("scales", scales);
        // Sums depend in their last bits on how they are divided among threads.
        to.Set("threads", threads);
        to.Set("seed", seed);
        form.Save(to);
        to.Set("weights", net.Weights.ToArray());
        to.Set("running", (float[])[.. net.Running.SelectMany(part => part.data<float>().ToArray())]);
    }

    public double[][] Predict(FeatureMatrix matrix)
    {
        var images = matrix.Images ?? throw new PipelineException("cnn looks at images: list the step image-array");
        if (images.Size != size || images.Channels != channels)
            throw new PipelineException($"the network was trained on images of {size} pixels and {channels} channels, these have {images.Size} and {images.Channels}");
        Backend.Use(threads);
        var batches = ImageBatches.Of(images, scales, threads);
        var values = new float[images.Rows.Length * form.Outputs];
        using var _ = no_grad();
        foreach (var rows in Enumerable.Range(0, images.Rows.Length).Chunk(PredictedImages))
        {
            using var scope = NewDisposeScope();
            var sum = View(batches, rows, Array.ConvertAll(rows, _ => DrawnChange.None));
            // The same changes for every image, so that a row's prediction doesn't depend on the rows beside it.
            var random = new Rng(seed, stream: 113);
            for (var view = 1; view < options.Views; view++)
            {
                var change = options.Change.Milder.Draw(random, size, channels > 1) with { FlipX = view % 2 == 1 && Mirrors };
                sum = sum + View(batches, rows, Array.ConvertAll(rows, _ => change));
            }

            (sum / options.Views).contiguous().data<float>().ToArray().CopyTo(values, rows[0] * form.Outputs);
        }

        return form.ToOutputs(values);
    }

    public void Dispose() => net.Dispose();

    private bool Mirrors => options.Change.Flip is "horizontal" or "both" || (options.Change.Flip == "auto" && channels > 1);

    private Tensor View(ImageBatches batches, int[] rows, DrawnChange[] changes) => form.Link(net.Forward(batches.Make(rows, changes), training: false, 0, null));
}
