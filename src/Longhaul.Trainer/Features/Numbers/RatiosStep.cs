using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Numbers;

/// <summary>
/// Quotients: numbers by hours between two dates (a speed, a price per day), and numbers by each other. A tree can only come near a quotient, by many
/// cuts along both axes. Where the divisor is zero the cell is empty.
/// </summary>
/// <param name="numbers">Columns of numbers.</param>
/// <param name="dates">Columns of dates.</param>
/// <param name="byHours">Whether each number is divided by the hours between each pair of dates.</param>
/// <param name="byNumbers">Whether each number is divided by each later one.</param>
/// <param name="treatment">What becomes of the quotients.</param>
public sealed class RatiosStep(IReadOnlyList<string> numbers, IReadOnlyList<string> dates, bool byHours, bool byNumbers, NumbersOptions treatment) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        NumberTreatment[] treatments = [.. Quotients(frame, rows).Select(quotient => NumberTreatment.Fit(quotient.Name, quotient.Values, treatment))];
        return FittedStep.Of(new Fitted(this, treatments), frame, rows);
    }

    public IFittedStep Load(StateReader from) => new Fitted(this, [.. Names().Select((name, i) => NumberTreatment.Load(name, treatment, from.Part($"{i}")))]);

    private IEnumerable<string> Names() => [.. ByHours().Select(by => $"{by.Number} per hour between {by.From} and {by.To}"), .. ByNumbers().Select(by => $"{by.Number} / {by.Divisor}")];

    private IEnumerable<(string Name, float[] Values)> Quotients(Frame frame, int[] rows) => Names().Zip(
    [
        .. ByHours().Select(by => Divide(frame, by.Number, row => Math.Abs(frame.Column<DateColumn>(by.To).Days[row] - frame.Column<DateColumn>(by.From).Days[row]) * 24, rows)),
        .. ByNumbers().Select(by => Divide(frame, by.Number, row => frame.Column<NumberColumn>(by.Divisor).Values[row], rows)),
    ]);

    private IEnumerable<(string Number, string From, string To)> ByHours() => byHours
        ? from number in numbers from i in Enumerable.Range(0, dates.Count) from j in Enumerable.Range(i + 1, dates.Count - i - 1) select (number, dates[i], dates[j])
        : [];

    private IEnumerable<(string Number, string Divisor)> ByNumbers() => byNumbers
        ? from i in Enumerable.Range(0, numbers.Count) from j in Enumerable.Range(i + 1, numbers.Count - i - 1) select (numbers[i], numbers[j])
        : [];

    private static float[] Divide(Frame frame, string number, Func<int, double> divisor, int[] rows)
    {
        var values = frame.Column<NumberColumn>(number).Values;
        return Array.ConvertAll(rows, row => divisor(row) is not 0 and var by ? (float)(values[row] / by) : float.NaN);
    }

    private sealed record Fitted(RatiosStep Step, IReadOnlyList<NumberTreatment> Treatments) : IFittedStep
    {
        public void Save(StateWriter to)
        {
            for (var i = 0; i < Treatments.Count; i++)
                Treatments[i].Save(to.Part($"{i}"));
        }

        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            float[][] dense = [.. Step.Quotients(frame, rows).Select(quotient => quotient.Values)];
            for (var i = 0; i < dense.Length; i++)
                Treatments[i].Apply(dense[i]);
            return FeatureMatrix.Of(rows.Length, dense, [.. Treatments.Select(quotient => new Feature(quotient.Name))]);
        }
    }
}
