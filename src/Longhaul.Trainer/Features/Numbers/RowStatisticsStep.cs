using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Numbers;

/// <summary>Statistics over a row's own cells: for columns that are of one kind and unit, such as the values of a curve, counts or scores.</summary>
public sealed class RowStatisticsStep(IReadOnlyList<string> columns, IReadOnlyList<string> statistics) : IFeatureStep, IFittedStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels) => FittedStep.Of(this, frame, rows);

    public IFittedStep Load(StateReader from) => this;

    // Nothing is learnt.
    public void Save(StateWriter to)
    {
    }

    public FeatureMatrix Transform(Frame frame, int[] rows)
    {
        float[][] values = [.. columns.Select(name => frame.Column<NumberColumn>(name).Values)];
        float[][] dense = [.. statistics.Select(_ => new float[rows.Length])];
        Parallel.For(0, rows.Length, () => new float[values.Length], (i, _, cells) =>
        {
            for (var j = 0; j < values.Length; j++)
                cells[j] = values[j][rows[i]];
            var known = Array.FindAll(cells, float.IsFinite);
            for (var k = 0; k < dense.Length; k++)
                dense[k][i] = (float)Of(statistics[k], cells, known);
            return cells;
        }, _ => { });
        var of = columns.Count == 0 ? "nothing" : $"{columns[0]} … {columns[^1]}";
        return FeatureMatrix.Of(rows.Length, dense, [.. statistics.Select(statistic => new Feature($"{statistic} of {of}"))]);
    }

    private static double Of(string statistic, float[] cells, float[] known) => statistic switch
    {
        "missing" => cells.Length - known.Length,
        "zeros" => known.Count(value => value == 0),
        _ when known.Length == 0 => double.NaN,
        "sum" => known.Sum(value => (double)value),
        "mean" => known.Average(value => (double)value),
        "std" => Deviation(known),
        "min" => known.Min(),
        "max" => known.Max(),
        "median" => Quantiles.At([.. known.Order()], 0.5),
        "argmin" => Array.IndexOf(cells, known.Min()),
        "argmax" => Array.IndexOf(cells, known.Max()),
        "roughness" => cells.Zip(cells.Skip(1), (one, next) => Math.Abs((double)next - one)).Where(double.IsFinite).DefaultIfEmpty(0).Average(),
        _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "no statistic"),
    };

    private static double Deviation(float[] known)
    {
        var mean = known.Average(value => (double)value);
        return Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
    }
}
