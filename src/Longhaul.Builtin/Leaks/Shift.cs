using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Leaks;

/// <summary>Finds that a column repeats the target of another row, a fixed number of rows away.</summary>
internal static class Shift
{
    private const int FarAway = 1009;
    private const double FewestOfNumbers = 0.3, Beyond = 5, OfClasses = 4;
    private static readonly int[] Steps = [1, -1, 2, -2, 3, -3, 7, -7, 12, -12, 24, -24];

    /// <summary>
    /// The number of rows (later ones positive) after which the target equals the column, and the share of rows where it does; null where chance, or
    /// a target that seldom changes, would do as well. Numbers need a share of 0.3 only: where rows were taken out for test, neighbours are missing.
    /// </summary>
    public static (int Steps, double Share)? Of(SeriesOrder order, Column column, Column target, bool isClass)
    {
        if (!isClass && !column.IsNumeric || order.Rows.Length < 60)
            return null;
        int[] ours, theirs;
        if (isClass)
        {
            var both = Bins.Levels(order.Rows.Select(row => column[row]).Concat(order.Rows.Select(row => target[row]))).Of;
            (ours, theirs) = (both[..order.Rows.Length], both[order.Rows.Length..]);
        }
        else
        {
            var codes = new Dictionary<double, int>();
            int Code(double number) => double.IsNaN(number) ? -1 : codes.TryGetValue(Math.Round(number, 6), out var code) ? code : codes[Math.Round(number, 6)] = codes.Count;
            (ours, theirs) = (Array.ConvertAll(order.Rows, row => Code(column.Number(row))), Array.ConvertAll(order.Rows, row => Code(target.Number(row))));
        }

        var same = Share(ours, theirs, 0);
        var byChance = Share(ours, theirs, FarAway % (order.Rows.Length / 2));
        (int, double)? best = null;
        foreach (var steps in Steps)
        {
            var share = Share(ours, theirs, steps);
            var anyway = Math.Max(Math.Max(byChance, same), Share(theirs, theirs, steps));
            var tells = isClass ? (1 - share) * OfClasses <= 1 - anyway : share >= FewestOfNumbers && share >= Beyond * anyway;
            if (tells && share > (best?.Item2 ?? 0))
                best = (steps, share);
        }

        return best;
    }

    private static double Share(int[] ours, int[] theirs, int steps)
    {
        int hits = 0, pairs = 0;
        for (var i = Math.Max(0, -steps); i < ours.Length - Math.Max(0, steps); i++)
        {
            pairs++;
            hits += ours[i] >= 0 && ours[i] == theirs[i + steps] ? 1 : 0;
        }

        return pairs == 0 ? 0 : (double)hits / pairs;
    }
}
