using Longhaul.Builtin.Profile;

namespace Longhaul.Builtin.Leaks;

/// <summary>Rows of train one after the other: by time, by group and time, by number, or as they stand.</summary>
/// <param name="Name">In words.</param>
/// <param name="Rows">At most 20,000 rows, the last ones.</param>
/// <param name="Groups">The group of each of these rows.</param>
/// <param name="IsTime">Whether the order is known to be that of time.</param>
internal sealed record SeriesOrder(string Name, int[] Rows, int[] Groups, bool IsTime)
{
    private const int Most = 20_000, MostGroupings = 4, RowsInGroup = 20;

    /// <summary>The orders that rows may have.</summary>
    public static IReadOnlyList<SeriesOrder> Of(AuditedData data, TimeLine? line)
    {
        var all = Enumerable.Range(0, data.Train.RowCount).ToArray();
        List<SeriesOrder> orders = [];
        if (line is not null)
        {
            var known = Array.FindAll(all, row => double.IsFinite(line.Train[row]));
            orders.Add(Make($"by `{line.Column}`", known.OrderBy(row => line.Train[row]), isTime: true));
            var groupings = data.Profile.Columns.Where(column => column.Name != line.Column && IsGrouping(column, data.Train.RowCount)).OrderByDescending(column => column.Distinct).Take(MostGroupings);
            foreach (var column in groupings)
            {
                var groups = Bins.Levels(data.Train[column.Name]);
                orders.Add(Make($"by `{column.Name}` and `{line.Column}`", known.OrderBy(row => groups.Of[row]).ThenBy(row => line.Train[row]), isTime: true, groups));
            }
        }

        foreach (var column in data.Profile.Columns.Where(column => column.Kind == ColumnKind.Id && data.Train[column.Name].IsNumeric))
        {
            var ids = data.Train[column.Name].Numbers();
            orders.Add(Make($"by `{column.Name}`", all.OrderBy(row => ids[row]), isTime: false));
        }

        orders.Add(Make("in the file's order", all, isTime: line is null && data.Task.Split == Runs.Tasks.SplitKind.Time));
        return orders;
    }

    /// <summary>Values of these rows less their group's mean.</summary>
    public double[] WithoutGroups(double[] values)
    {
        var means = Groups.Zip(values).GroupBy(pair => pair.First).ToDictionary(group => group.Key, group => group.Average(pair => pair.Second));
        return [.. Groups.Zip(values, (group, value) => value - means[group])];
    }

    private static bool IsGrouping(ColumnProfile column, int rows) =>
        column.Distinct >= 2 && column.Distinct * RowsInGroup <= rows && (column.Kind == ColumnKind.Category || column is { Kind: ColumnKind.Number, Numbers.Whole: true, Distinct: >= 5 });

    private static SeriesOrder Make(string name, IEnumerable<int> rows, bool isTime, Bins? groups = null)
    {
        int[] last = [.. rows.TakeLast(Most)];
        return new SeriesOrder(name, last, groups is null ? new int[last.Length] : Array.ConvertAll(last, row => groups.Of[row]), isTime);
    }
}
