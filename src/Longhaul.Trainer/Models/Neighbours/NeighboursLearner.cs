using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Linear;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Neighbours;

/// <summary>
/// The k nearest training rows by Euclidean distance, dense features scaled to deviation 1 unless they are of one kind. Numbers are their weighted mean, classes their
/// weighted shares with one more neighbour that votes as the training rows do, so that no class is ever impossible.
/// </summary>
public sealed class NeighboursLearner(int k, bool byDistance, bool standardise = true) : ILearner
{
    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        ColumnScale[] scales = [.. set.Matrix.Dense.Select(ColumnScale.Fit).Select(scale => standardise ? scale : scale with { Deviation = 1 })];
        return new FittedNeighbours(LinearDesign.Of(set.Matrix, scales), scales, set.Labels, set.Classes, set.Threads, Math.Min(k, set.Labels.Length), byDistance);
    }

    /// <summary>The model that was saved.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from)
    {
        var (training, scales, labels) = (LinearDesign.Load(from.Part("rows")), ColumnScale.Load(from.Part("scales")), from.Numbers("labels"));
        var classes = from.Whole("classes");
        if (training.Rows != labels.Length || training.Width != scales.Length || (classes > 0 && Array.Exists(labels, label => !(label >= 0 && label < classes))))
            throw from.Wrong("rows, scales and labels don't fit together");
        return new FittedNeighbours(training, scales, labels, classes, Environment.ProcessorCount, from.Whole("k", 1, labels.Length), from.Whole("by distance", 0, 1) == 1);
    }
}

/// <summary>The training rows themselves.</summary>
internal sealed class FittedNeighbours(LinearDesign training, ColumnScale[] scales, double[] labels, int classes, int threads, int k, bool byDistance) : IFittedModel
{
    private readonly NearestSearch _search = new(training, k);
    private readonly double[] _prior = Prior(labels, classes);
    private readonly int _outputs = classes <= 2 ? 1 : classes;

    public void Save(StateWriter to)
    {
        to.Set("k", k);
        to.Set("by distance", byDistance ? 1 : 0);
        to.Set("classes", classes);
        to.Set("labels", labels);
        training.Save(to.Part("rows"));
        ColumnScale.Save(scales, to.Part("scales"));
    }

    public double[][] Predict(FeatureMatrix matrix)
    {
        var queries = LinearDesign.Of(matrix, scales);
        double[][] predictions = [.. Enumerable.Range(0, _outputs).Select(_ => new double[matrix.Rows])];
        var blocks = (matrix.Rows + NearestSearch.Queries - 1) / NearestSearch.Queries;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, block =>
        {
            var first = block * NearestSearch.Queries;
            var nearest = _search.Of(queries, first, Math.Min(NearestSearch.Queries, matrix.Rows - first));
            for (var i = 0; i < nearest.Length; i++)
                Vote(nearest[i], predictions, first + i);
        });
        return predictions;
    }

    private void Vote(NearestRows nearest, double[][] predictions, int row)
    {
        var votes = new double[Math.Max(1, classes)];
        var total = 0.0;
        for (var i = 0; i < nearest.Count; i++)
        {
            var weight = byDistance ? 1 / (1e-6 + Math.Sqrt(Math.Max(0, nearest.Distance(i)))) : 1;
            total += weight;
            if (classes == 0)
                votes[0] += weight * labels[nearest.Row(i)];
            else
                votes[(int)labels[nearest.Row(i)]] += weight;
        }

        if (classes == 0)
        {
            predictions[0][row] = votes[0] / total;
            return;
        }

        for (var output = 0; output < _outputs; output++)
        {
            var label = _outputs == 1 ? 1 : output;
            predictions[output][row] = (nearest.Count * votes[label] / total + _prior[label]) / (nearest.Count + 1);
        }
    }

    private static double[] Prior(double[] labels, int classes)
    {
        var shares = new double[classes];
        if (classes > 0)
        {
            foreach (var label in labels)
                shares[(int)label] += 1.0 / labels.Length;
        }

        return shares;
    }
}
