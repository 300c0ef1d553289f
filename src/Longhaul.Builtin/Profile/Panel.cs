using System.Runtime.InteropServices;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Profile;

/// <summary>
/// Several series in one table, such as the sales of many stores: a row for each series at each moment. Which columns tell the series apart can be
/// read off the rows: together with the moment they name a row, and their levels come again from moment to moment.
/// </summary>
internal static class Panel
{
    private const int MostCandidates = 12, MostLevels = 1000;
    private const double RowsAMoment = 1.5, Named = 0.99, Growth = 1.2, Present = 0.2, Filled = 0.5;

    /// <summary>The columns that tell the series apart, in file order; none where the rows aren't such, or there is one series.</summary>
    /// <param name="columns">What is known of train's columns, by single ones.</param>
    public static IReadOnlyList<string> Keys(TaskPackage task, Table train, IReadOnlyList<ColumnProfile> columns)
    {
        if (task.Split != SplitKind.Time || TimeOf(task, columns) is not { } time)
            return [];
        var moments = Partition.Of(train[time]);
        if (train.RowCount < RowsAMoment * moments.Count)
            return [];
        Dictionary<string, Partition> candidates = [];
        foreach (var column in columns.Where(column => column.Name != time && CanBeKey(column)).Take(MostCandidates))
        {
            var levels = Partition.Of(train[column.Name]);
            if (levels.Count <= MostLevels && moments.By(levels).Count >= Present * moments.Count * levels.Count)
                candidates.Add(column.Name, levels);
        }

        return Chosen(candidates, moments);
    }

    // One by one what names most rows, until they are named; then without those that the later ones made needless.
    private static IReadOnlyList<string> Chosen(Dictionary<string, Partition> candidates, Partition moments)
    {
        var rows = moments.Classes.Length;
        List<string> keys = [];
        var named = moments;
        while (named.Count < Named * rows)
        {
            var best = candidates.Where(candidate => !keys.Contains(candidate.Key)).Select(candidate => (candidate.Key, Named: named.By(candidate.Value))).OrderByDescending(one => one.Named.Count).FirstOrDefault();
            if (best.Key is null || best.Named.Count < Growth * named.Count)
                return [];
            keys.Add(best.Key);
            named = best.Named;
        }

        foreach (var key in keys.ToList())
        {
            if (keys.Count > 1 && keys.Where(other => other != key).Aggregate(moments, (known, other) => known.By(candidates[other])).Count >= Named * rows)
                keys.Remove(key);
        }

        var series = keys.Skip(1).Aggregate(candidates[keys[0]], (known, key) => known.By(candidates[key])).Count;
        return rows >= Filled * series * moments.Count ? [.. candidates.Keys.Where(keys.Contains)] : [];
    }

    private static string? TimeOf(TaskPackage task, IReadOnlyList<ColumnProfile> columns) =>
        task.TimeColumn ?? columns.Where(column => column is { Kind: ColumnKind.Date, InTest: true }).OrderByDescending(column => column.Distinct).FirstOrDefault()?.Name;

    private static bool CanBeKey(ColumnProfile column) =>
        column.InTest && column.Missing == 0 && (column.Kind == ColumnKind.Category || column is { Kind: ColumnKind.Number, Distinct: <= MostLevels, Numbers: { Whole: true, Min: >= 0 } });

    /// <summary>Rows in classes 0 … Count − 1.</summary>
    private sealed record Partition(int[] Classes, int Count)
    {
        /// <summary>The classes of equal cells.</summary>
        public static Partition Of(Column column) => By(column.Count, row => column[row]);

        /// <summary>The classes of both.</summary>
        public Partition By(Partition other) => By(Classes.Length, row => (Classes[row], other.Classes[row]));

        private static Partition By<T>(int rows, Func<int, T> key) where T : notnull
        {
            Dictionary<T, int> codes = [];
            var of = new int[rows];
            for (var row = 0; row < rows; row++)
            {
                ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(codes, key(row), out var known);
                if (!known)
                    code = codes.Count - 1;
                of[row] = code;
            }

            return new Partition(of, codes.Count);
        }
    }
}
