using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Dates;

/// <summary>What <see cref="SeasonStep"/> makes of a date: the trend's degree, and pairs of sine and cosine per cycle.</summary>
public sealed record SeasonOptions(int Trend, int Yearly, int Weekly, int Daily, bool Interact);

/// <summary>
/// A polynomial trend and Fourier terms, the features of a dynamic harmonic regression (Hyndman &amp; Athanasopoulos, Forecasting: principles and
/// practice, §7.4): with a linear model they follow a series beyond its end, which trees can't. The trend runs from −1 to 1 over the training rows.
/// </summary>
public sealed class SeasonStep(IReadOnlyList<string> columns, SeasonOptions options) : IFeatureStep
{
    private const double DaysPerYear = 365.2425;

    public FittedStep Fit(Frame frame, int[] rows, Labels labels) => FittedStep.Of(new Fitted([.. columns.Select(name => Range(name, frame, rows))], options), frame, rows);

    public IFittedStep Load(StateReader from)
    {
        var (first, last) = (from.Numbers("first days", columns.Count), from.Numbers("last days", columns.Count));
        return new Fitted([.. columns.Select((name, i) => new Span(name, first[i], last[i]))], options);
    }

    private static Span Range(string name, Frame frame, int[] rows)
    {
        var days = frame.Column<DateColumn>(name).Days;
        double[] known = [.. rows.Select(row => days[row]).Where(double.IsFinite)];
        return known.Length == 0 ? new Span(name, 0, 1) : new Span(name, known.Min(), Math.Max(known.Max(), known.Min() + 1));
    }

    private sealed record Span(string Name, double First, double Last);

    private sealed record Fitted(IReadOnlyList<Span> Spans, SeasonOptions Options) : IFittedStep
    {
        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            List<float[]> dense = [];
            List<Feature> features = [];
            foreach (var span in Spans)
            {
                var days = Array.ConvertAll(rows, row => frame.Column<DateColumn>(span.Name).Days[row]);
                var trend = Array.ConvertAll(days, day => 2 * (day - span.First) / (span.Last - span.First) - 1);
                foreach (var (name, term) in Terms())
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

        public void Save(StateWriter to)
        {
            to.Set("first days", [.. Spans.Select(span => span.First)]);
            to.Set("last days", [.. Spans.Select(span => span.Last)]);
        }

        private IEnumerable<(string Name, Func<double, double, double> Of)> Terms()
        {
            for (var degree = 1; degree <= Options.Trend; degree++)
            {
                var power = degree;
                yield return ($"trend^{degree}", (_, trend) => Math.Pow(trend, power));
            }

            foreach (var (name, wave) in Waves("year", Options.Yearly, DaysPerYear))
            {
                yield return (name, (day, _) => wave(day));
                if (Options.Interact)
                    yield return ($"{name} × trend", (day, trend) => wave(day) * trend);
            }

            foreach (var (name, wave) in Waves("week", Options.Weekly, 7).Concat(Waves("day", Options.Daily, 1)))
                yield return (name, (day, _) => wave(day));
        }

        private static IEnumerable<(string Name, Func<double, double> Of)> Waves(string cycle, int pairs, double period)
        {
            for (var k = 1; k <= pairs; k++)
            {
                var frequency = 2 * Math.PI * k / period;
                yield return ($"{cycle} sin{k}", day => Math.Sin(frequency * day));
                yield return ($"{cycle} cos{k}", day => Math.Cos(frequency * day));
            }
        }
    }
}
