using Longhaul.Builtin.Leaks;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Tracks.Mle;

/// <summary>The alarms that a run of a task would raise about its data, without running anything.</summary>
public static class TaskAlarms
{
    /// <summary>As <see cref="LeakAudit"/> finds them with seed 0.</summary>
    /// <exception cref="TaskPackageException">The labels can't be used.</exception>
    public static IReadOnlyList<Alarm> Of(TaskPackage task, TaskTables tables)
    {
        var (train, problem) = TaskData.Labelled(task, tables);
        return LeakAudit.Of(task, problem, train, tables.Test, DataProfile.Of(task, train, tables.Test, problem), seed: 0);
    }
}
