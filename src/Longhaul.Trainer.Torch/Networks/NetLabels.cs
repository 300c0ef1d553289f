using Longhaul.Trainer.State;
using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Networks;

/// <summary>Labels as a network sees them, and its outputs as the trainer wants them.</summary>
/// <param name="Classes">0: numbers.</param>
/// <param name="Mean">Of the numbers.</param>
/// <param name="Deviation">Of the numbers.</param>
internal sealed record NetLabels(int Classes, double Mean, double Deviation)
{
    /// <summary>Learns the scale of numbers.</summary>
    public static NetLabels Fit(double[] labels, int classes)
    {
        if (classes > 0)
            return new NetLabels(classes, 0, 1);
        var mean = labels.Average();
        var deviation = Math.Sqrt(labels.Average(label => (label - mean) * (label - mean)));
        return new NetLabels(0, mean, deviation > 0 ? deviation : 1);
    }

    public static NetLabels Load(StateReader from) => new(from.Whole("classes", 0, 100_000), from.Number("mean"), from.Number("deviation"));

    public void Save(StateWriter to)
    {
        to.Set("classes", Classes);
        to.Set("mean", Mean);
        to.Set("deviation", Deviation);
    }

    /// <summary>Outputs of the network's last layer.</summary>
    public int Outputs => Math.Max(1, Classes);

    /// <summary>int64 classes, or standardised float32 numbers.</summary>
    public Tensor ToTensor(double[] labels) => Classes > 0
        ? tensor(Array.ConvertAll(labels, label => (long)label))
        : tensor(Array.ConvertAll(labels, label => (float)((label - Mean) / Deviation)));

    /// <summary>Weights per class, the inverse of their frequency, of mean 1 over rows.</summary>
    public Tensor Balance(double[] labels)
    {
        var counts = new double[Classes];
        foreach (var label in labels)
            counts[(int)label]++;
        var shown = counts.Count(count => count > 0);
        return tensor(Array.ConvertAll(counts, count => count > 0 ? (float)(labels.Length / count / shown) : 0f));
    }

    /// <summary>Probabilities, or standardised numbers, from the last layer's outputs [rows, outputs].</summary>
    public Tensor Link(Tensor outputs) => Classes > 0 ? nn.functional.softmax(outputs, 1) : outputs;

    /// <summary>[output][row] as the trainer wants it, from what <see cref="Link"/> gave.</summary>
    /// <param name="values">Row by row; a row may hold other targets' as well.</param>
    /// <param name="start">Where this target's begin in a row.</param>
    /// <param name="width">Values a row.</param>
    public double[][] ToOutputs(float[] values, int start, int width)
    {
        if (Classes == 2)
            return [Column(values, start + 1, width)];
        var columns = Enumerable.Range(0, Outputs).Select(k => Column(values, start + k, width)).ToArray();
        return Classes > 0 ? columns : [Array.ConvertAll(columns[0], value => value * Deviation + Mean)];
    }

    private static double[] Column(float[] values, int at, int width)
    {
        var column = new double[values.Length / width];
        for (var row = 0; row < column.Length; row++)
            column[row] = values[row * width + at];
        return column;
    }
}
