using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Dates;

/// <summary>
/// A polynomial trend and Fourier terms, the features of a dynamic harmonic regression (Hyndman &amp; Athanasopoulos, Forecasting: principles and
/// practice, §7.4): with a linear model they follow a series beyond its end, which trees can't.
/// </summary>
public sealed class SeasonStep(IReadOnlyList<string> columns, SeasonOptions options) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels) => FittedStep.Of(new Fitted([.. columns.Select(name => SeasonSpan.Of(name, frame, rows))], options), frame, rows);

    public IFittedStep Load(StateReader from) => new Fitted(SeasonSpan.Load(columns, from), options);

    private sealed record Fitted(IReadOnlyList<SeasonSpan> Spans, SeasonOptions Options) : IFittedStep
    {
        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            List<float[]> dense = [];
            List<Feature> features = [];
            foreach (var span in Spans)
            {
                var (days, trend) = span.At(frame, rows);
                foreach (var (name, term) in Options.Terms())
                {
                    var values = new float[rows.Length];
                    for (var i = 0; i < rows.Length; i++)
                        values[i] = (float)term(days[i], trend[i]);
                    dense.Add(values);
                    features.Add(new Feature($"{span.Name} {name}"));
                }
            }

            return FeatureMatrix.Of(rows.Length, [.. dense], features);
        }

        public void Save(StateWriter to) => SeasonSpan.Save(Spans, to);
    }
}
