using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>
/// Looks for what is too good to be true in the data of a task, before anything is trained: columns, ids, rows and neighbours that give labels
/// away. Pure; the same data and seed give the same alarms. Large tables are sampled: a million rows of fifty columns take seconds.
/// </summary>
public static class LeakAudit
{
    private const int Most = 40;

    /// <summary>The alarms, those that give most away first within their kind.</summary>
    public static IReadOnlyList<Alarm> Of(TaskData data, DataProfile profile, int seed) => Of(data.Task, data.Problem, data.Train, data.Test, profile, seed);

    /// <inheritdoc cref="Of(TaskData, DataProfile, int)"/>
    /// <param name="train">The labelled rows.</param>
    public static IReadOnlyList<Alarm> Of(TaskPackage task, Problem problem, Table train, Table test, DataProfile profile, int seed)
    {
        var data = new AuditedData(task, problem, train, test, profile, seed);
        Func<AuditedData, IEnumerable<Alarm>>[] checks =
        [
            EncodingCheck.Run, SeriesCheck.Run, GroupCheck.Run, TestSideCheck.Run, ColumnCheck.Run, IdCheck.Run, RowCheck.Run,
        ];
        List<Alarm> alarms = [];
        foreach (var alarm in checks.AsParallel().AsOrdered().SelectMany(check => check(data)))
        {
            // The first one says it best: that a column is a later target tells more than that it is strong.
            if (alarms.TrueForAll(known => known.Columns.Count == 0 || !known.Columns.SequenceEqual(alarm.Columns)))
                alarms.Add(alarm);
        }

        // Rows in the order of time follow a series; that is said already.
        if (alarms.Exists(alarm => alarm.Kind == AlarmKind.NeighboursInTime))
            alarms.RemoveAll(alarm => alarm is { Kind: AlarmKind.IdTells, Columns.Count: 0 });
        return [.. alarms.OrderBy(alarm => alarm.Kind).ThenByDescending(alarm => alarm.Figure).Take(Most)];
    }
}
