using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Metrics;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>
/// Columns that are a mean of the target over groups of rows, the row itself among them. Two signs: the column agrees with the mean of its own
/// rows better than chance allows an honest estimate; or it goes with the noise in the means of a column's values, which only these rows' own
/// targets could tell.
/// </summary>
internal static class EncodingCheck
{
    private const int MostRows = 300_000, MostClasses = 10, FewestGroups = 10;
    private const double MeanApart = 0.1, TooGood = 0.5, Significant = -3.5, NoiseKnown = 0.1;

    public static IEnumerable<Alarm> Run(AuditedData data)
    {
        if (data.Train.RowCount > MostRows || data.Train.RowCount < 50)
            yield break;
        var all = Enumerable.Range(0, data.Train.RowCount).ToArray();
        var groups = new Lazy<Bins[]>(() => [.. data.Profile.Columns.Where(IsGroup).Select(column => Bins.Levels(data.Train[column.Name]))]);
        foreach (var target in data.Targets)
        {
            var answer = Answer.Of(target, data.Train[target.Name], all);
            for (var i = answer.IsClass ? 0 : 1; i < Math.Min(answer.Outputs.Length, MostClasses); i++)
            {
                foreach (var column in data.Features.Where(column => column.Kind == ColumnKind.Number && column.Distinct >= FewestGroups))
                {
                    if (Check(data.Train[column.Name].Numbers(), answer.Outputs[i], groups) is var (figure, measure))
                    {
                        var label = answer.IsClass ? $"`{answer.Name}` = `{answer.Labels[i]}`" : $"`{answer.Name}`";
                        yield return new Alarm(
                            AlarmKind.TargetEncoding, $"`{column.Name}` looks like a mean of the target {label} over rows that it belongs to itself (a target encoding): it leaks the label.",
                            [column.Name], figure, measure, "Encode on other rows alone (a step `target-encoding` of a pipeline does), and drop the column.", AlarmAction.Kept);
                    }
                }
            }
        }
    }

    private static bool IsGroup(ColumnProfile column) =>
        column.Kind is ColumnKind.Category or ColumnKind.Text or ColumnKind.Id or ColumnKind.Date || column is { Kind: ColumnKind.Number, Numbers.Whole: true };

    private static (double Figure, string Measure)? Check(double[] column, double[] target, Lazy<Bins[]> groups)
    {
        double mean = target.Average(), deviation = Math.Sqrt(target.Average(value => (value - mean) * (value - mean)));
        var known = column.Where(double.IsFinite).ToArray();
        if (known.Length < column.Length * 0.9 || deviation == 0 || Math.Abs(known.Average() - mean) > MeanApart * deviation || known.Min() < target.Min() - deviation || known.Max() > target.Max() + deviation)
            return null;
        if (OwnMean(column, target) is var (ratio, significance) && ratio < TooGood && significance < Significant)
            return (ratio, "the squared distance between the column and the mean target of the rows that share its value, over what chance would give an honest estimate (1)");
        foreach (var bins in groups.Value)
        {
            if (KnownNoise(column, target, bins) is { } excess && excess > NoiseKnown)
                return (excess, "how much more of the halves' mean targets it explains (squared correlation) than one half explains of the other; an honest column stays below zero");
        }

        return null;
    }

    /// <summary>Σ n (ȳ − x)² over values with at least two rows, over its expectation (groups × variance within) for an honest, calibrated column; and how many deviations of chance it lies from 1 (Wilson and Hilferty's cube root, 1931). Null where there is nothing to tell.</summary>
    internal static (double Ratio, double Significance)? OwnMean(double[] column, double[] target)
    {
        double between = 0, within = 0;
        int groups = 0, freedom = 0;
        foreach (var group in Enumerable.Range(0, column.Length).Where(row => double.IsFinite(column[row])).GroupBy(row => Math.Round(column[row], 9)))
        {
            var rows = group.ToArray();
            if (rows.Length < 2)
                continue;
            var mean = rows.Average(row => target[row]);
            var spread = rows.Sum(row => Math.Pow(target[row] - mean, 2));
            if (spread < 1e-9)
                continue;
            between += rows.Length * Math.Pow(mean - group.Key, 2);
            within += spread;
            groups++;
            freedom += rows.Length - 1;
        }

        if (groups < FewestGroups || within <= 0)
            return null;
        var (ratio, variance) = (between / (groups * within / freedom), 2.0 / (9 * groups));
        return (ratio, (Math.Cbrt(ratio) - (1 - variance)) / Math.Sqrt(variance));
    }

    /// <summary>
    /// Where the column has one value per group: the mean of its squared correlations with the mean targets of two halves of each group, less the
    /// correlation of the halves. By Spearman's correction for attenuation (1904), a column that doesn't know these rows stays below zero.
    /// </summary>
    internal static double? KnownNoise(double[] column, double[] target, Bins groups)
    {
        var (sums, counts, values) = (new double[2 * groups.Count], new int[2 * groups.Count], new double[groups.Count]);
        Array.Fill(values, double.NaN);
        for (var row = 0; row < column.Length; row++)
        {
            var group = groups.Of[row];
            if (double.IsNaN(values[group]))
                values[group] = column[row];
            if (!(Math.Abs(values[group] - column[row]) < 1e-9))
                return null;
            var half = 2 * group + ((counts[2 * group] + counts[2 * group + 1]) & 1);
            sums[half] += target[row];
            counts[half]++;
        }

        int[] both = [.. Enumerable.Range(0, groups.Count).Where(group => counts[2 * group + 1] > 0)];
        if (both.Length < 3 * FewestGroups)
            return null;
        double[] first = Array.ConvertAll(both, group => sums[2 * group] / counts[2 * group]), second = Array.ConvertAll(both, group => sums[2 * group + 1] / counts[2 * group + 1]);
        double[] of = Array.ConvertAll(both, group => values[group]);
        double a = CorrelationMetrics.Pearson(of, first), b = CorrelationMetrics.Pearson(of, second), halves = CorrelationMetrics.Pearson(first, second);
        return double.IsFinite(a) && double.IsFinite(b) ? (a * a + b * b) / 2 - Math.Max(0, halves) - 2 / Math.Sqrt(both.Length) * (1 - Math.Max(0, halves)) : null;
    }
}
