using System.Globalization;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Numbers;

/// <summary>What <see cref="CurveStep"/> does, in this order.</summary>
/// <param name="Normalise">Each row minus its mean, divided by its deviation (standard normal variate, Barnes et al. 1989).</param>
/// <param name="Smooth">Moving average over so many neighbours, odd; 1: none.</param>
/// <param name="Derivative">How often neighbours' differences are taken.</param>
/// <param name="Every">So many neighbours become their mean.</param>
public sealed record CurveOptions(bool Normalise, int Smooth, int Derivative, int Every);

/// <summary>Columns that are one curve, in its order: a spectrum, a profile, a series per row. Nothing is learnt from other rows.</summary>
public sealed class CurveStep(IReadOnlyList<string> columns, CurveOptions options) : IFeatureStep, IFittedStep
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
        var width = Math.Max(0, columns.Count - options.Derivative) / options.Every;
        float[][] dense = [.. Enumerable.Range(0, width).Select(_ => new float[rows.Length])];
        Parallel.For(0, rows.Length, i =>
        {
            var curve = Treat(Array.ConvertAll(values, column => (double)column[rows[i]]));
            for (var j = 0; j < width; j++)
                dense[j][i] = (float)curve[j];
        });
        return FeatureMatrix.Of(rows.Length, dense, [.. Enumerable.Range(0, width).Select(Named)]);
    }

    private double[] Treat(double[] curve)
    {
        if (options.Normalise)
            curve = Normalised(curve);
        if (options.Smooth > 1)
            curve = Smoothed(curve, options.Smooth / 2);
        for (var k = 0; k < options.Derivative; k++)
            curve = [.. curve.Zip(curve.Skip(1), (one, next) => next - one)];
        return options.Every == 1 ? curve : [.. curve.Chunk(options.Every).Select(chunk => chunk.Average())];
    }

    private static double[] Normalised(double[] curve)
    {
        double[] known = [.. curve.Where(double.IsFinite)];
        if (known.Length == 0)
            return curve;
        var mean = known.Average();
        var deviation = Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(curve, value => (value - mean) / (deviation > 0 ? deviation : 1));
    }

    // By sums over all points before: a window costs the same however wide it is.
    private static double[] Smoothed(double[] curve, int reach)
    {
        var (sums, counts) = (new double[curve.Length + 1], new int[curve.Length + 1]);
        for (var i = 0; i < curve.Length; i++)
        {
            var known = double.IsFinite(curve[i]);
            (sums[i + 1], counts[i + 1]) = (sums[i] + (known ? curve[i] : 0), counts[i] + (known ? 1 : 0));
        }

        var smooth = new double[curve.Length];
        for (var i = 0; i < curve.Length; i++)
        {
            var (from, to) = (Math.Max(0, i - reach), Math.Min(curve.Length, i + reach + 1));
            smooth[i] = counts[to] > counts[from] ? (sums[to] - sums[from]) / (counts[to] - counts[from]) : double.NaN;
        }

        return smooth;
    }

    private Feature Named(int i) => new(string.Create(CultureInfo.InvariantCulture, $"{columns[i * options.Every]} curve{new string('\'', options.Derivative)}"));
}
