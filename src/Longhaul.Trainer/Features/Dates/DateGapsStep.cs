using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Dates;

/// <summary>Hours from each date column to each later one in the list.</summary>
public sealed class DateGapsStep(IReadOnlyList<string> columns) : IFeatureStep, IFittedStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels) => FittedStep.Of(this, frame, rows);

    public IFittedStep Load(StateReader from) => this;

    public void Save(StateWriter to)
    {
        // Nothing was learnt.
    }

    public FeatureMatrix Transform(Frame frame, int[] rows)
    {
        List<float[]> dense = [];
        List<Feature> features = [];
        for (var i = 0; i < columns.Count; i++)
        {
            for (var j = i + 1; j < columns.Count; j++)
            {
                var (from, to) = (frame.Column<DateColumn>(columns[i]).Days, frame.Column<DateColumn>(columns[j]).Days);
                dense.Add(Array.ConvertAll(rows, row => (float)((to[row] - from[row]) * 24)));
                features.Add(new Feature($"hours from {columns[i]} to {columns[j]}"));
            }
        }

        return FeatureMatrix.Of(rows.Length, [.. dense], features);
    }
}
