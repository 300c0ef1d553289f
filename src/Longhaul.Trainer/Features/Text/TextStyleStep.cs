using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features.Numbers;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Text;

/// <summary>How a text is written rather than what it says: lengths, and shares of kinds of characters.</summary>
public sealed class TextStyleStep(IReadOnlyList<string> columns, bool standardise) : IFeatureStep
{
    private static IReadOnlyList<string> Names => TextMeasures.Names;

    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        var measures = columns.Select(name => Measures(frame, name)).ToList();
        StandardScale[][] scales = standardise
            ? [.. measures.Select(columnsOf => columnsOf.Select(values => StandardScale.Fit(FeatureMatrix.Gather(values, rows))).ToArray())]
            : [];
        return FittedStep.Of(new Fitted(columns, scales), frame, rows);
    }

    public IFittedStep Load(StateReader from)
    {
        if (!standardise)
            return new Fitted(columns, []);
        var (means, deviations) = (from.Numbers("means", columns.Count * Names.Count), from.Numbers("deviations", columns.Count * Names.Count));
        return new Fitted(columns, [.. means.Zip(deviations, (mean, deviation) => new StandardScale(mean, deviation)).Chunk(Names.Count)]);
    }

    private static float[][] Measures(Frame frame, string column) => frame.Once(("text style", column), () =>
    {
        var rows = frame.Column<TextColumn>(column).Texts.AsParallel().AsOrdered().Select(TextMeasures.Of).ToList();
        return Enumerable.Range(0, Names.Count).Select(i => rows.Select(row => row[i]).ToArray()).ToArray();
    });

    private sealed record Fitted(IReadOnlyList<string> Columns, StandardScale[][] Scales) : IFittedStep
    {
        public void Save(StateWriter to)
        {
            to.Set("means", [.. Scales.SelectMany(scales => scales).Select(scale => scale.Mean)]);
            to.Set("deviations", [.. Scales.SelectMany(scales => scales).Select(scale => scale.Deviation)]);
        }

        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            List<float[]> dense = [];
            List<Feature> features = [];
            for (var c = 0; c < Columns.Count; c++)
            {
                var measures = Measures(frame, Columns[c]);
                for (var i = 0; i < Names.Count; i++)
                {
                    var values = FeatureMatrix.Gather(measures[i], rows);
                    dense.Add(Scales.Length == 0 ? values : Array.ConvertAll(values, Scales[c][i].Apply));
                    features.Add(new Feature($"{Columns[c]} {Names[i]}"));
                }
            }

            return FeatureMatrix.Of(rows.Length, [.. dense], features);
        }
    }
}
