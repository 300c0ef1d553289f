using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Linear;
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
    // Queries that look at a training row while it is in the cache.
    private const int BlockRows = 16;

    private readonly float[] _squares = [.. Enumerable.Range(0, training.Rows).Select(row => Squares(training, row))];
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
        var blocks = (matrix.Rows + BlockRows - 1) / BlockRows;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, block =>
        {
            var first = block * BlockRows;
            var nearest = Nearest(queries, first, Math.Min(BlockRows, matrix.Rows - first));
            for (var i = 0; i < nearest.Length; i++)
                Vote(nearest[i], predictions, first + i);
        });
        return predictions;
    }

    private NearestRows[] Nearest(LinearDesign queries, int first, int count)
    {
        NearestRows[] nearest = [.. Enumerable.Range(0, count).Select(_ => new NearestRows(k))];
        float[][] rows = [.. Enumerable.Range(first, count).Select(row => Spread(queries, row))];
        float[] squares = [.. Enumerable.Range(first, count).Select(row => Squares(queries, row))];
        for (var row = 0; row < training.Rows; row++)
        {
            var dense = training.Dense(row);
            var (indices, values) = training.Entries(row);
            for (var i = 0; i < count; i++)
            {
                var product = VectorMath.Dot(dense, rows[i].AsSpan(0, dense.Length)) + Dot(indices, values, rows[i].AsSpan(dense.Length));
                nearest[i].Offer(squares[i] + _squares[row] - 2 * product, row);
            }
        }

        return nearest;
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

    private static float[] Spread(LinearDesign design, int row)
    {
        var spread = new float[design.Features];
        design.Dense(row).CopyTo(spread);
        var (indices, values) = design.Entries(row);
        for (var i = 0; i < indices.Length; i++)
            spread[design.Width + indices[i]] = values[i];
        return spread;
    }

    private static float Squares(LinearDesign design, int row)
    {
        var sum = VectorMath.Dot(design.Dense(row), design.Dense(row));
        foreach (var value in design.Entries(row).Values)
            sum += value * value;
        return sum;
    }

    private static float Dot(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, ReadOnlySpan<float> spread)
    {
        var sum = 0f;
        for (var i = 0; i < indices.Length; i++)
            sum += values[i] * spread[indices[i]];
        return sum;
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

/// <summary>The k smallest distances offered so far, ascending; of equal ones the earlier offer stays.</summary>
internal sealed class NearestRows(int k)
{
    private readonly float[] _distances = new float[k];
    private readonly int[] _rows = new int[k];

    public int Count { get; private set; }

    public float Distance(int i) => _distances[i];

    public int Row(int i) => _rows[i];

    public void Offer(float distance, int row)
    {
        if (Count == k && distance >= _distances[k - 1])
            return;
        var at = Count < k ? Count++ : k - 1;
        for (; at > 0 && _distances[at - 1] > distance; at--)
            (_distances[at], _rows[at]) = (_distances[at - 1], _rows[at - 1]);
        (_distances[at], _rows[at]) = (distance, row);
    }
}
