using System.Globalization;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Metrics;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>What rows know of their neighbours in time: columns that hold a later target, or means around it; test rows dealt among train rows of one series.</summary>
internal static class SeriesCheck
{
    private const int FewestRows = 60;
    private const double Interleaved = 0.8, Neighbourly = 0.5, Significant = 6;

    public static IEnumerable<Alarm> Run(AuditedData data)
    {
        if (data.Train.RowCount < FewestRows)
            return [];
        var line = TimeLine.Of(data);
        var orders = SeriesOrder.Of(data, line);
        return Columns(data, orders).Concat(line is null ? [] : Neighbours(data, line, orders));
    }

    private static Alarm[] Columns(AuditedData data, IReadOnlyList<SeriesOrder> orders) =>
    [
        .. data.Features.Where(column => column.Kind is ColumnKind.Number or ColumnKind.Category).AsParallel().AsOrdered()
            .Select(column => (from order in orders from target in data.Targets select Of(data, order, column, target)).FirstOrDefault(alarm => alarm is not null)).OfType<Alarm>(),
    ];

    private static Alarm? Of(AuditedData data, SeriesOrder order, ColumnProfile column, Target target)
    {
        Column cells = data.Train[column.Name], labels = data.Train[target.Name];
        if (Shift.Of(order, cells, labels, target.Kind == TargetKind.Class) is var (steps, share))
        {
            var when = $"{Math.Abs(steps)} {(Math.Abs(steps) == 1 ? "row" : "rows")} {(steps > 0 ? "later" : "earlier")}";
            var means = steps > 0 ? "it holds future values, a leak" : "where that row is one of test, its label leaks";
            return Describe(column.Name, $"`{column.Name}` repeats the target `{target.Name}` of {when} ({order.Name}): {means}.", share, "the share of rows where it does so exactly");
        }

        if (!order.IsTime || column.Kind != ColumnKind.Number || target.Kind == TargetKind.Class && target.Classes.Count > 2)
            return null;
        double[] values = Array.ConvertAll(order.Rows, row => cells.Number(row));
        double[] series = Array.ConvertAll(order.Rows, row => target.Kind == TargetKind.Class ? labels[row] == target.Classes[^1] ? 1 : 0 : labels.Number(row));
        return LeadFit.Of(values, series) is not { IsLeak: true } fit ? null : Describe(
            column.Name, $"`{column.Name}` is made of later values of the target `{target.Name}` ({order.Name}, mostly {fit.Strongest} {(fit.Strongest == 1 ? "row" : "rows")} later): it holds future values, a leak.", fit.WithLater,
            string.Create(CultureInfo.InvariantCulture, $"the share of it that the target from {LeadFit.Span} rows before to {LeadFit.Span} rows after explains; without later rows {fit.WithoutLater:0.###}"));
    }

    private static Alarm Describe(string column, string what, double figure, string measure) => new(
        AlarmKind.FutureValues, what, [column], figure, measure, "When the row is to be predicted nobody knows this yet: drop the column, or fill it as it would be filled then.", AlarmAction.Kept);

    // Test rows among train rows of one series are predicted by interpolation.
    private static IEnumerable<Alarm> Neighbours(AuditedData data, TimeLine line, IReadOnlyList<SeriesOrder> orders)
    {
        var known = line.Train.Where(double.IsFinite).ToArray();
        if (data.Task.Split != SplitKind.Random || known.Length == 0 || line.Test.Length == 0)
            yield break;
        double first = known.Min(), last = known.Max();
        if (line.Test.Count(moment => moment >= first && moment <= last) < Interleaved * line.Test.Length)
            yield break;
        foreach (var target in data.Targets)
        {
            foreach (var order in orders.Where(order => order.IsTime))
            {
                var likeness = Likeness(data, order, target);
                if (!(likeness >= Neighbourly && likeness * Math.Sqrt(order.Rows.Length) >= Significant))
                    continue;
                yield return new Alarm(
                    AlarmKind.NeighboursInTime, $"Test's rows lie between train's in `{line.Column}`, and neighbours have like `{target.Name}` ({order.Name}): predicting is filling gaps, which leaks the future.", [line.Column], likeness,
                    $"the correlation of the target with that of the row before it in time ({order.Rows.Length} rows), groups' means taken out",
                    "If later rows are to be predicted in use, state `split: time` and cut test from the end.", AlarmAction.None);
                break;
            }
        }
    }

    private static double Likeness(AuditedData data, SeriesOrder order, Target target)
    {
        var answer = Answer.Of(target, data.Train[target.Name], order.Rows);
        var outputs = answer.IsClass ? answer.Outputs : answer.Outputs[..1];
        return outputs.Max(output =>
        {
            var own = order.WithoutGroups(output);
            var r = own.Length < 3 ? double.NaN : CorrelationMetrics.Pearson(own.AsSpan(1), own.AsSpan(0, own.Length - 1));
            return double.IsFinite(r) ? r : 0;
        });
    }
}
