using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Dates;

/// <summary>Parts of dates, some as sine and cosine too; empty cells stay empty. Days count from the oldest training row.</summary>
public sealed class DatePartsStep(IReadOnlyList<string> columns, IReadOnlyList<string> parts, IReadOnlyList<string> cycles) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        (string, double)[] firsts = [.. columns.Select(name => (name, First(frame.Column<DateColumn>(name).Days, rows)))];
        return FittedStep.Of(new Fitted(firsts, parts, cycles), frame, rows);
    }

    public IFittedStep Load(StateReader from) => new Fitted([.. columns.Zip(from.Numbers("first days", columns.Count))], parts, cycles);

    private static double First(double[] days, int[] rows) => rows.Select(row => days[row]).Where(double.IsFinite).DefaultIfEmpty(0).Min();

    private sealed record Fitted(IReadOnlyList<(string Name, double First)> Columns, IReadOnlyList<string> Parts, IReadOnlyList<string> Cycles) : IFittedStep
    {
        public void Save(StateWriter to) => to.Set("first days", [.. Columns.Select(column => column.First)]);

        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            List<float[]> dense = [];
            List<Feature> features = [];
            foreach (var (name, first) in Columns)
            {
                var days = Array.ConvertAll(rows, row => frame.Column<DateColumn>(name).Days[row]);
                var dates = Array.ConvertAll(days, day => double.IsNaN(day) ? DateTime.MinValue : Data.Dates.FromDays(day));
                float[] Make(Func<int, double> value) => [.. Enumerable.Range(0, rows.Length).Select(i => double.IsNaN(days[i]) ? float.NaN : (float)value(i))];
                foreach (var part in Parts)
                {
                    dense.Add(Make(part == "days" ? i => days[i] - first : i => DatePart.Of(part, dates[i])));
                    features.Add(new Feature($"{name} {part}"));
                }

                foreach (var cycle in Cycles)
                {
                    dense.Add(Make(i => Math.Sin(DatePart.Angle(cycle, dates[i]))));
                    dense.Add(Make(i => Math.Cos(DatePart.Angle(cycle, dates[i]))));
                    features.AddRange([new Feature($"{name} {cycle} sin"), new Feature($"{name} {cycle} cos")]);
                }
            }

            return FeatureMatrix.Of(rows.Length, [.. dense], features);
        }
    }
}
