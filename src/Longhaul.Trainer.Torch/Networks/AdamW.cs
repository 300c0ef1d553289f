using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Networks;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), β = (0.9, 0.999), and a mean of the weights of late steps.</summary>
internal sealed class AdamW : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly Parameters _weights;
    private readonly double _decay;
    private readonly double _horizon;
    private readonly Tensor _first;
    private readonly Tensor _second;
    private int _steps;

    /// <param name="horizon">Steps over which <see cref="Mean"/> reaches back; 0: keep none.</param>
    public AdamW(Parameters weights, double weightDecay, double horizon = 0)
    {
        using var scope = NewDisposeScope();
        (_weights, _decay, _horizon) = (weights, weightDecay, horizon);
        _first = zeros_like(weights.Flat).DetachFromDisposeScope();
        _second = zeros_like(weights.Flat).DetachFromDisposeScope();
        Mean = horizon > 0 ? weights.Flat.clone().DetachFromDisposeScope() : null;
    }

    /// <summary>The exponential moving average of the weights: better than the last ones where the learning rate does not fall.</summary>
    public Tensor? Mean { get; }

    /// <summary>One step along the gradients, which are then zero again.</summary>
    public void Step(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _steps++;
        var gradient = _weights.Gradient;
        _first.mul_(Beta1).add_(gradient, alpha: 1 - Beta1);
        _second.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
        if (_decay > 0)
            _weights.Flat.addcmul_(_weights.Flat, _weights.Decays, -learningRate * _decay);
        var correction = Math.Sqrt(1 - Math.Pow(Beta2, _steps));
        var size = learningRate * correction / (1 - Math.Pow(Beta1, _steps));
        _weights.Flat.addcdiv_(_first, _second.sqrt().add_(Epsilon * correction), -size);
        gradient.zero_();
        Mean?.lerp_(_weights.Flat, Math.Max(1 / _horizon, 1.0 / (1 + _steps)));
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        Mean?.Dispose();
    }
}
