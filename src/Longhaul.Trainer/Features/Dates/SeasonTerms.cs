using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Dates;

/// <summary>What is made of a date: the trend's degree, pairs of sine and cosine per cycle, and whether the year's are multiplied by the trend as well.</summary>
public sealed record SeasonOptions(int Trend, int Yearly, int Weekly, int Daily, bool Interact)
{
    private const double DaysPerYear = 365.2425;

    /// <summary>The terms: each a function of the day and of the trend, which runs from −1 to 1 over the training rows.</summary>
    internal IEnumerable<(string Name, Func<double, double, double> Of)> Terms()
    {
        for (var degree = 1; degree <= Trend; degree++)
        {
            var power = degree;
            yield return ($"trend^{degree}", (_, trend) => Math.Pow(trend, power));
        }

        foreach (var (name, wave) in Waves("year", Yearly, DaysPerYear))
        {
            yield return (name, (day, _) => wave(day));
            if (Interact)
                yield return ($"{name} × trend", (day, trend) => wave(day) * trend);
        }

        foreach (var (name, wave) in Waves("week", Weekly, 7).Concat(Waves("day", Daily, 1)))
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

/// <summary>A column of dates, and the days that its training rows span.</summary>
internal sealed record SeasonSpan(string Name, double First, double Last)
{
    public static SeasonSpan Of(string name, Frame frame, int[] rows)
    {
        var days = frame.Column<DateColumn>(name).Days;
        double[] known = [.. rows.Select(row => days[row]).Where(double.IsFinite)];
        return known.Length == 0 ? new SeasonSpan(name, 0, 1) : new SeasonSpan(name, known.Min(), Math.Max(known.Max(), known.Min() + 1));
    }

    /// <summary>The spans that <see cref="Save"/> wrote down.</summary>
    public static IReadOnlyList<SeasonSpan> Load(IReadOnlyList<string> columns, StateReader from)
    {
        var (first, last) = (from.Numbers("first days", columns.Count), from.Numbers("last days", columns.Count));
        return [.. columns.Select((name, i) => new SeasonSpan(name, first[i], last[i]))];
    }

    public static void Save(IReadOnlyList<SeasonSpan> spans, StateWriter to)
    {
        to.Set("first days", [.. spans.Select(span => span.First)]);
        to.Set("last days", [.. spans.Select(span => span.Last)]);
    }

    /// <summary>Each row's day, and where it lies between the first (−1) and the last (1).</summary>
    public (double[] Days, double[] Trend) At(Frame frame, int[] rows)
    {
        var all = frame.Column<DateColumn>(Name).Days;
        var days = Array.ConvertAll(rows, row => all[row]);
        return (days, Array.ConvertAll(days, day => 2 * (day - First) / (Last - First) - 1));
    }
}
