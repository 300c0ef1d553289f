using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Series;

/// <summary>What a season adds at each phase: a value per bin of the period, in between by lines.</summary>
/// <param name="Period">Days.</param>
/// <param name="Bins">Values, the first one at phase 0.</param>
internal sealed record SeasonTable(double Period, double[] Bins)
{
    private const double Bandwidth = 6;

    /// <summary>The periods that a series of this span and spacing can show.</summary>
    /// <param name="span">Days from the first to the last row.</param>
    /// <param name="spacing">Days between neighbours.</param>
    public static IReadOnlyList<double> Periods(double span, double spacing) =>
    [
        .. span >= 2 * 365.25 && spacing <= 93 ? [365.25] : Array.Empty<double>(),
        .. span >= 28 && spacing <= 1.01 ? [7.0] : Array.Empty<double>(),
        .. span >= 4 && spacing <= 0.34 ? [1.0] : Array.Empty<double>(),
    ];

    /// <summary>
    /// The weighted mean of values by phase, less their overall mean. A year is smoothed by a bell of some days' width, as one day of the year is seen
    /// only once in it.
    /// </summary>
    public static SeasonTable Of(double period, double spacing, double[] times, double[] values, double[] weights)
    {
        var count = Math.Clamp((int)Math.Round(period / Math.Max(spacing, period / 366)), 4, 366);
        double[] sums = new double[count], totals = new double[count];
        for (var i = 0; i < times.Length; i++)
        {
            var bin = (int)Math.Round(Phase(times[i], period) * count) % count;
            sums[bin] += weights[i] * values[i];
            totals[bin] += weights[i];
        }

        var width = period > 300 ? Bandwidth * count / 366 : 0.01;
        double[] bins = [.. Enumerable.Range(0, count).Select(bin => Smooth(sums, totals, bin, Math.Max(width, 0.01)))];
        var mean = bins.Average();
        return new SeasonTable(period, Array.ConvertAll(bins, value => value - mean));
    }

    /// <summary>What the season adds at a time.</summary>
    public double At(double time)
    {
        var place = Phase(time, Period) * Bins.Length;
        var below = (int)place % Bins.Length;
        var share = place - Math.Floor(place);
        return ((1 - share) * Bins[below]) + (share * Bins[(below + 1) % Bins.Length]);
    }

    public void Save(StateWriter to)
    {
        to.Set("period", Period);
        to.Set("bins", Bins);
    }

    public static SeasonTable Load(StateReader from) =>
        from.Numbers("bins") is { Length: > 0 } bins ? new SeasonTable(from.Number("period"), bins) : throw from.Wrong("a season has no values");

    private static double Phase(double time, double period) => (time / period) - Math.Floor(time / period);

    // Empty bins borrow from ever further neighbours.
    private static double Smooth(double[] sums, double[] totals, int bin, double width)
    {
        for (; width < sums.Length; width *= 2)
        {
            var (sum, total, reach) = (0.0, 0.0, (int)Math.Min(Math.Ceiling(3 * width), sums.Length / 2));
            for (var offset = -reach; offset <= reach; offset++)
            {
                var at = (((bin + offset) % sums.Length) + sums.Length) % sums.Length;
                var bell = Math.Exp(-0.5 * offset * offset / (width * width));
                sum += bell * sums[at];
                total += bell * totals[at];
            }

            if (total > 1e-9)
                return sum / total;
        }

        return 0;
    }
}
