using Longhaul.Trainer.Torch.Networks;
using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Images;

/// <summary>
/// A residual network (He et al. 2016) cut down to what a processor trains in a minute: a first layer that brings any image to at most 32 × 32,
/// then stages that halve the image and double the channels, each with one residual layer, then the mean and the maximum over the image.
/// </summary>
internal sealed class ImageNet : IDisposable
{
    private const int LargestMap = 34;
    private const int SmallestMap = 8;

    private readonly List<Layer> _layers = [];
    private readonly (int Weight, int Bias) _last;
    private readonly List<Tensor> _running = [];

    public ImageNet(int size, int channels, int width, int outputs, int seed)
    {
        var random = new Rng(seed, stream: 107);
        var stride = 1;
        while (size / (double)stride > LargestMap)
            stride *= 2;
        _layers.Add(Convolution(random, channels, width, stride == 1 ? 3 : 2 * stride - 1, stride, false));
        var map = (size + stride - 1) / stride;
        do
        {
            _layers.Add(Convolution(random, width, 2 * width, 3, 2, false));
            (width, map) = (2 * width, (map + 1) / 2);
            _layers.Add(Convolution(random, width, width, 3, 1, true));
        }
        while (map > SmallestMap);
        _last = (Weights.Normal(random, Math.Sqrt(0.5 / width), true, outputs, 2 * width), Weights.Constant(0, outputs));
        Weights.Allocate();
    }

    public Parameters Weights { get; } = new();

    /// <summary>Running means and variances of the layers, two each.</summary>
    public IReadOnlyList<Tensor> Running => _running;

    /// <summary>Takes running means and variances over, one after the other.</summary>
    public void SetRunning(float[] values)
    {
        using var _ = no_grad();
        var at = 0;
        foreach (var part in _running)
        {
            using var source = tensor(values[at..(at += (int)part.NumberOfElements)]);
            part.copy_(source);
        }
    }

    /// <summary>Logits or numbers [images, outputs].</summary>
    /// <param name="training">Layers are normalised by the batch, and running means follow it.</param>
    public Tensor Forward(Tensor images, bool training, double dropout, Generator? generator)
    {
        var map = images;
        for (var i = 0; i < _layers.Count; i++)
        {
            var layer = _layers[i];
            var made = nn.functional.conv2d(map, Weights[layer.Weight], strides: [layer.Stride, layer.Stride], padding: [layer.Padding, layer.Padding]);
            made = nn.functional.batch_norm(made, _running[2 * i], _running[2 * i + 1], Weights[layer.Scale], Weights[layer.Shift], training);
            made = nn.functional.relu(made);
            map = layer.Residual ? map + made : made;
        }

        var features = cat([map.mean([2L, 3L]), map.amax([2L, 3L])], 1);
        if (training && dropout > 0)
            features = features * rand(features.shape, generator: generator).ge(dropout).to(ScalarType.Float32).mul_(1 / (1 - dropout));
        return nn.functional.linear(features, Weights[_last.Weight], Weights[_last.Bias]);
    }

    public void Dispose()
    {
        Weights.Dispose();
        _running.ForEach(tensor => tensor.Dispose());
    }

    private Layer Convolution(Rng random, int from, int to, int kernel, int stride, bool residual)
    {
        // He et al. 2015: variance 2 over the number of inputs.
        var weight = Weights.Normal(random, Math.Sqrt(2.0 / (from * kernel * kernel)), true, to, from, kernel, kernel);
        _running.Add(zeros(to).DetachFromDisposeScope());
        _running.Add(ones(to).DetachFromDisposeScope());
        return new Layer(weight, Weights.Constant(1, to), Weights.Constant(0, to), stride, kernel / 2, residual);
    }

    private readonly record struct Layer(int Weight, int Scale, int Shift, int Stride, int Padding, bool Residual);
}
