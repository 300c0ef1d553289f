using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Series;

/// <summary>How a series is continued.</summary>
/// <param name="Memory">Half-life of a row's weight, in longest periods; for <paramref name="Window"/> the number of periods that count.</param>
/// <param name="Window">Only the newest periods count, all the same; else the weight fades.</param>
/// <param name="Damping">Longest periods after which a trend has spent most of its force; 0: no trend.</param>
internal readonly record struct SeriesShape(double Memory, bool Window, double Damping);

/// <summary>How the last rows' deviation from level, trend and season goes on.</summary>
/// <param name="Memory">Half-life of a row's weight in it, in longest periods.</param>
/// <param name="Fading">Longest periods in which it fades; 0: it is forgotten at once.</param>
internal readonly record struct SeriesEcho(double Memory, double Fading);

/// <summary>One series continued: level, damped trend, seasons, and an echo of how the last rows deviate from them.</summary>
/// <param name="Last">Time of the last row, in days.</param>
/// <param name="Slope">Per day at the last row.</param>
/// <param name="Damping">Days; 0: no trend.</param>
/// <param name="Echo">The last rows' deviation.</param>
/// <param name="Fading">Days; 0: none.</param>
internal sealed record SeriesForecast(double Last, double Level, double Slope, double Damping, double Echo, double Fading, SeasonTable[] Seasons)
{
    private const int Rounds = 2;

    /// <summary>Fits to rows in the order of time; a forecast per echo.</summary>
    public static SeriesForecast[] Of(double[] times, double[] values, SeriesShape shape, IReadOnlyList<SeriesEcho> echoes)
    {
        var (last, span) = (times[^1], times[^1] - times[0]);
        var spacing = Spacing(times);
        var periods = SeasonTable.Periods(span, spacing);
        var unit = periods.Count > 0 ? periods[0] : Math.Max(span / 4, spacing);
        var weights = Array.ConvertAll(times, time => Weight(last - time, unit, shape));
        var (level, slope, seasons) = (0.0, 0.0, Array.Empty<SeasonTable>());
        for (var round = 0; round < Rounds; round++)
        {
            (level, slope) = Line(times, [.. values.Select((value, i) => value - seasons.Sum(season => season.At(times[i])))], weights, last, shape.Damping > 0);
            double[] rest = [.. values.Select((value, i) => value - level - (slope * (times[i] - last)))];
            List<SeasonTable> found = [];
            foreach (var period in periods)
            {
                var season = SeasonTable.Of(period, spacing, times, rest, weights);
                rest = [.. rest.Select((value, i) => value - season.At(times[i]))];
                found.Add(season);
            }

            seasons = [.. found];
        }

        var plain = new SeriesForecast(last, level, slope, shape.Damping * unit, 0, 0, seasons);
        double[] deviations = [.. times.Select((time, i) => values[i] - plain.At(time))];
        return [.. echoes.Select(echo => echo.Fading <= 0 ? plain : plain with
        {
            Echo = Deviation(times, deviations, Math.Max(echo.Memory * unit, spacing)), Fading = echo.Fading * unit,
        })];
    }

    /// <summary>The value at a time, as a rule after the last row.</summary>
    public double At(double time)
    {
        var ahead = time - Last;
        var trend = Damping <= 0 ? 0 : ahead <= 0 ? Slope * ahead : Slope * Damping * (1 - Math.Exp(-ahead / Damping));
        var echo = Fading > 0 && ahead >= 0 ? Echo * Math.Exp(-ahead / Fading) : 0;
        return Level + trend + Seasons.Sum(season => season.At(time)) + echo;
    }

    public void Save(StateWriter to)
    {
        to.Set("line", [Last, Level, Slope, Damping, Echo, Fading]);
        to.Set("seasons", Seasons.Length);
        for (var i = 0; i < Seasons.Length; i++)
            Seasons[i].Save(to.Part($"{i}"));
    }

    public static SeriesForecast Load(StateReader from)
    {
        var line = from.Numbers("line", 6);
        return new SeriesForecast(
            line[0], line[1], line[2], line[3], line[4], line[5], [.. Enumerable.Range(0, from.Whole("seasons", 0, 10)).Select(i => SeasonTable.Load(from.Part($"{i}")))]);
    }

    private static double Deviation(double[] times, double[] deviations, double halfLife)
    {
        var (sum, total, last) = (0.0, 0.0, times[^1]);
        for (var i = times.Length - 1; i >= 0 && last - times[i] < 8 * halfLife; i--)
        {
            var weight = Math.Pow(0.5, (last - times[i]) / halfLife);
            sum += weight * deviations[i];
            total += weight;
        }

        return sum / total;
    }

    private static double Weight(double age, double unit, SeriesShape shape) => shape.Window
        ? age < (shape.Memory + 1e-6) * unit ? 1 : 1e-9
        : Math.Max(1e-9, Math.Pow(0.5, age / (shape.Memory * unit)));

    private static double Spacing(double[] times)
    {
        double[] gaps = [.. times.Zip(times.Skip(1), (one, next) => next - one).Where(gap => gap > 1e-6).Order()];
        return gaps.Length == 0 ? 1 : gaps[gaps.Length / 2];
    }

    private static (double Level, double Slope) Line(double[] times, double[] values, double[] weights, double last, bool sloped)
    {
        double w = 0, wt = 0, wtt = 0, wy = 0, wty = 0;
        for (var i = 0; i < times.Length; i++)
        {
            var t = times[i] - last;
            w += weights[i];
            wt += weights[i] * t;
            wtt += weights[i] * t * t;
            wy += weights[i] * values[i];
            wty += weights[i] * t * values[i];
        }

        var determinant = (w * wtt) - (wt * wt);
        if (!sloped || determinant <= 1e-9 * w * wtt)
            return (wy / w, 0);
        var slope = ((w * wty) - (wt * wy)) / determinant;
        return ((wy - (slope * wt)) / w, slope);
    }
}
