using Longhaul.Trainer.Torch.Networks;
using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Tables;

/// <summary>A network in training on some rows: an epoch at a time, at a constant learning rate, with the mean of late weights as the result.</summary>
internal sealed class TableTraining : IDisposable
{
    // Steps over which the learning rate rises.
    private const int WarmUp = 20;

    // Where errors decide, the loss only parts ties: a network that grows too sure may still get better.
    private const double LossBesideErrors = 0.02;

    // Rows that are predicted at once.
    private const int PredictedRows = 2048;

    private readonly MlpOptions _options;
    private readonly TableRows _rows;
    private readonly NetLabelTensors _labels;
    private readonly int[] _order;
    private readonly Rng _random;
    private readonly Generator _dropout;
    private readonly AdamW _optimiser;
    private int _steps;

    /// <param name="rows">All rows that this training or its validation looks at.</param>
    /// <param name="chosen">The rows to learn from.</param>
    public TableTraining(TableNet net, MlpOptions options, TableRows rows, NetLabelTensors labels, int[] chosen, int seed)
    {
        (Net, _options, _rows, _labels, _order) = (net, options, rows, labels, [.. chosen]);
        _random = new Rng(seed, stream: 103);
        _dropout = new Generator((ulong)_random.Next() >> 1);
        _optimiser = new AdamW(net.Weights, options.WeightDecay, Math.Clamp(1.5 * Steps, 20, 500));
    }

    public TableNet Net { get; }

    private int Steps => Math.Max(1, _order.Length / _options.Batch);

    /// <summary>One pass over the rows in a new order.</summary>
    public void Epoch()
    {
        _random.Shuffle(_order);
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            // The last step takes what is left over.
            var batch = _order[(step * _options.Batch)..(step == Steps - 1 ? _order.Length : (step + 1) * _options.Batch)];
            var indices = tensor(Array.ConvertAll(batch, row => (long)row));
            var outputs = Net.Forward(_rows.Take(indices), _dropout);
            var members = outputs.shape[0];
            _labels.Mean(outputs.view(-1, outputs.shape[2]), indices, (target, output, label) => _options.Loss.Of(output, label.repeat(members), _labels.ClassWeights[target])).backward();
            _optimiser.Step(_options.LearningRate * Math.Min(1, ++_steps / (double)WarmUp));
        }
    }

    /// <summary>The mean loss of the ensemble's prediction on other rows, with the mean weights.</summary>
    public double Loss(int[] others)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return WithMean(() =>
        {
            var sum = 0.0;
            foreach (var batch in others.Chunk(PredictedRows))
            {
                using var inner = NewDisposeScope();
                var indices = tensor(Array.ConvertAll(batch, row => (long)row));
                var predicted = Ensemble(Net.Forward(_rows.Take(indices), null), _labels.Form);
                sum += _labels.Mean(predicted, indices, Loss).item<float>() * batch.Length;
            }

            return sum / others.Length;
        });
    }

    private Tensor Loss(int target, Tensor predicted, Tensor labels)
    {
        if (_labels.Form.Each[target].Classes == 0)
            return _options.Loss.Of(predicted, labels, null);
        var loss = nn.functional.nll_loss(predicted.clamp_min(1e-7).log(), labels, _labels.ClassWeights[target]);
        return _options.ByErrors ? predicted.argmax(1).ne(labels).to(ScalarType.Float32).mean() + (LossBesideErrors * loss) : loss;
    }

    /// <summary>The mean weights become the network's.</summary>
    public void Finish()
    {
        using var _ = no_grad();
        Net.Weights.Flat.copy_(_optimiser.Mean!);
    }

    /// <summary>[rows, outputs]: the mean over members of probabilities or numbers.</summary>
    public static Tensor Ensemble(Tensor outputs, NetTargets form) =>
        form.Link(outputs.view(-1, outputs.shape[2])).view(outputs.shape[0], outputs.shape[1], outputs.shape[2]).mean([0L]);

    /// <summary>Predicts rows, a stretch at a time.</summary>
    public static float[] Predict(TableNet net, TableRows rows, NetTargets form)
    {
        var values = new float[rows.Rows * form.Outputs];
        using var _ = no_grad();
        for (var start = 0; start < rows.Rows; start += PredictedRows)
        {
            using var scope = NewDisposeScope();
            var part = Ensemble(net.Forward(rows.Slice(start, Math.Min(PredictedRows, rows.Rows - start)), null), form);
            part.contiguous().data<float>().ToArray().CopyTo(values, start * form.Outputs);
        }

        return values;
    }

    public void Dispose()
    {
        _optimiser.Dispose();
        _dropout.Dispose();
    }

    private T WithMean<T>(Func<T> work)
    {
        using var current = Net.Weights.Flat.clone();
        Net.Weights.Flat.copy_(_optimiser.Mean!);
        var result = work();
        Net.Weights.Flat.copy_(current);
        return result;
    }
}
