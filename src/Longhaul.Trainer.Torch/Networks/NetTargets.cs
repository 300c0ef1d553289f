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
    /// <param name="balanced">Whether classes count alike, however often they are.</param>
    public NetLabelTensors ToTensors(TrainingSet set, bool balanced)
    {
        double[][] labels = [set.Labels, .. set.Further.Select(target => target.Labels)];
        return new(
            this, [.. Each.Zip(labels, (form, values) => form.ToTensor(values))],
            [.. Each.Zip(labels, (form, values) => balanced && form.Classes > 0 ? form.Balance(values) : null)]);
    }

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
/// <param name="ClassWeights">Per target [classes]; null: all count alike.</param>
internal sealed record NetLabelTensors(NetTargets Form, IReadOnlyList<Tensor> Each, IReadOnlyList<Tensor?> ClassWeights) : IDisposable
{
    /// <summary>The mean over targets of what <paramref name="of"/> makes of a target's outputs and labels: numbers are standardised, so none outweighs the others.</summary>
    /// <param name="outputs">Of the rows [rows, outputs].</param>
    /// <param name="rows">Which they are, int64.</param>
    /// <param name="of">Gets the target, its outputs and its labels.</param>
    public Tensor Mean(Tensor outputs, Tensor rows, Func<int, Tensor, Tensor, Tensor> of)
    {
        Tensor[] losses = [.. Each.Select((labels, target) => of(target, Form.Part(outputs, target), labels.index_select(0, rows)))];
        return losses is [var only] ? only : losses.Aggregate((sum, one) => sum + one) / losses.Length;
    }

    public void Dispose()
    {
        foreach (var tensor in Each.Concat(ClassWeights))
            tensor?.Dispose();
    }
}
