using Longhaul.Trainer.Models;
using Longhaul.Trainer.State;
using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Networks;

/// <summary>The targets that one network learns: they share all of it but their outputs, which lie side by side in its last layer.</summary>
internal sealed record NetTargets(IReadOnlyList<NetLabels> Each)
{
    private const int Most = 10_000;

    /// <summary>Outputs of the network's last layer.</summary>
    public int Outputs => Each.Sum(form => form.Outputs);

    /// <summary>Learns the scales of numbers.</summary>
    public static NetTargets Fit(TrainingSet set) =>
        new([NetLabels.Fit(set.Labels, set.Classes), .. set.Further.Select(target => NetLabels.Fit(target.Labels, target.Classes))]);

    /// <summary>What <see cref="Save"/> wrote. A network that was saved before several could be learnt has one.</summary>
    public static NetTargets Load(StateReader from) =>
        new([.. Enumerable.Range(0, from.Has("targets") ? from.Whole("targets", 1, Most) : 1).Select(target => NetLabels.Load(from.Part(PartOf(target))))]);

    public void Save(StateWriter to)
    {
        to.Set("targets", Each.Count);
        for (var target = 0; target < Each.Count; target++)
            Each[target].Save(to.Part(PartOf(target)));
    }

    /// <summary>The labels as the network sees them.</summary>
    public NetLabelTensors ToTensors(TrainingSet set) =>
        new(this, [Each[0].ToTensor(set.Labels), .. set.Further.Select((target, i) => Each[i + 1].ToTensor(target.Labels))]);

    /// <summary>Probabilities, or standardised numbers, from the last layer's outputs [rows, outputs].</summary>
    public Tensor Link(Tensor outputs) => Each is [var only] ? only.Link(outputs) : cat([.. Each.Select((form, target) => form.Link(Part(outputs, target)))], 1);

    /// <summary>[output][row] as the trainer wants it, one target's after the other's, from what <see cref="Link"/> gave.</summary>
    public double[][] ToOutputs(float[] values) => [.. Each.SelectMany((form, target) => form.ToOutputs(values, Start(target), Outputs))];

    /// <summary>One target's outputs.</summary>
    public Tensor Part(Tensor outputs, int target) => Each.Count == 1 ? outputs : outputs.narrow(1, Start(target), Each[target].Outputs);

    private int Start(int target) => Each.Take(target).Sum(form => form.Outputs);

    private static string PartOf(int target) => target == 0 ? "labels" : $"labels {target}";
}

/// <summary>The labels of all rows.</summary>
/// <param name="Form">Whose they are.</param>
/// <param name="Each">Per target [rows].</param>
internal sealed record NetLabelTensors(NetTargets Form, IReadOnlyList<Tensor> Each) : IDisposable
{
    /// <summary>The mean over targets of the mean loss over rows: numbers are standardised, so none outweighs the others.</summary>
    /// <param name="loss">What is minimised.</param>
    /// <param name="outputs">Of the rows [rows, outputs].</param>
    /// <param name="rows">Which they are.</param>
    public Tensor Loss(TargetLoss loss, Tensor outputs, int[] rows)
    {
        var chosen = tensor(Array.ConvertAll(rows, row => (long)row));
        Tensor[] losses = [.. Each.Select((labels, target) => loss.Of(Form.Part(outputs, target), labels.index_select(0, chosen), null))];
        return losses is [var only] ? only : losses.Aggregate((sum, one) => sum + one) / losses.Length;
    }

    public void Dispose()
    {
        foreach (var labels in Each)
            labels.Dispose();
    }
}
