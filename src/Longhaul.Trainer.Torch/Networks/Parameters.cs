using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Networks;

/// <summary>
/// A network's weights in one stretch of memory, and their gradients in another: an optimiser's step is then a handful of operations whatever the
/// number of layers, and a copy of the weights is one array.
/// </summary>
internal sealed class Parameters : IDisposable
{
    private readonly List<(float[] Values, long[] Shape, bool Decays)> _declared = [];
    private readonly List<Tensor> _views = [];

    /// <summary>All weights, in the order they were added.</summary>
    public Tensor Flat { get; private set; } = null!;

    /// <summary>Their gradients: a step adds to them.</summary>
    public Tensor Gradient { get; private set; } = null!;

    /// <summary>1 where weight decay applies: not on biases and scales.</summary>
    public Tensor Decays { get; private set; } = null!;

    public Tensor this[int index] => _views[index];

    /// <summary>Adds a weight; gives its index.</summary>
    public int Add(float[] values, bool decays, params long[] shape)
    {
        _declared.Add((values, shape, decays));
        return _declared.Count - 1;
    }

    /// <summary>Normal draws of a deviation.</summary>
    public int Normal(Rng random, double deviation, bool decays, params long[] shape) => Add(Draw(shape, () => (float)(deviation * random.Normal())), decays, shape);

    /// <summary>Uniform draws within ±<paramref name="bound"/>.</summary>
    public int Uniform(Rng random, double bound, bool decays, params long[] shape) => Add(Draw(shape, () => (float)(bound * (2 * random.Uniform() - 1))), decays, shape);

    /// <summary>The same value everywhere; without decay.</summary>
    public int Constant(float value, params long[] shape) => Add(Draw(shape, () => value), false, shape);

    /// <summary>Allocates what was added.</summary>
    public void Allocate()
    {
        using var outer = NewDisposeScope();
        Flat = tensor((float[])[.. _declared.SelectMany(weight => weight.Values)]);
        Gradient = zeros_like(Flat);
        Decays = tensor((float[])[.. _declared.SelectMany(weight => Enumerable.Repeat(weight.Decays ? 1f : 0f, weight.Values.Length))]);
        long start = 0;
        foreach (var (values, shape, _) in _declared)
        {
            var view = Flat.narrow(0, start, values.Length).view(shape).detach().requires_grad_();
            view.grad = Gradient.narrow(0, start, values.Length).view(shape);
            _views.Add(view.MoveToOuterDisposeScope().DetachFromDisposeScope());
            start += values.Length;
        }

        _declared.Clear();
        foreach (var kept in new[] { Flat, Gradient, Decays })
            kept.DetachFromDisposeScope();
    }

    /// <summary>All weights as numbers.</summary>
    public float[] ToArray() => Flat.data<float>().ToArray();

    /// <summary>How many weights there are.</summary>
    public int Count => (int)Flat.NumberOfElements;

    /// <summary>Takes the weights of <see cref="ToArray"/> over.</summary>
    public void Set(float[] values)
    {
        using var source = tensor(values);
        using var _ = no_grad();
        Flat.copy_(source);
    }

    public void Dispose()
    {
        foreach (var view in _views)
            view.Dispose();
        Flat?.Dispose();
        Gradient?.Dispose();
        Decays?.Dispose();
    }

    private static float[] Draw(long[] shape, Func<float> draw)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
            values[i] = draw();
        return values;
    }
}
