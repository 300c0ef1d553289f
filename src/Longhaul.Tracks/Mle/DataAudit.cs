using Longhaul.Builtin.Leaks;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Alarms;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tracks.Mle;

/// <summary>The stage before anything is trained: looks for what is too good to be true in the data, and raises alarms. Done once a run.</summary>
internal static class DataAudit
{
    private const string Stage = "audit";

    /// <summary>The alarms about the data, from the journal where the stage was done. What a crash left undone of it is done.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<IReadOnlyList<Alarm>> RunAsync(
        RunLedger ledger, TaskData data, DataProfile profile, RunSettings settings, IExecutor executor, CancellationToken cancellationToken)
    {
        if (!ledger.State.Stages.Exists(stage => stage.Stage == Stage))
        {
            var alarms = LeakAudit.Of(data, profile, settings.Seed);
            var trusted = profile.Without(alarms.Where(alarm => alarm.Action == AlarmAction.LeftOut).SelectMany(alarm => alarm.Columns));
            var comparison = new TrainTestComparison(ledger.Folder, settings, executor, Surroundings.LimitsOf(settings));
            var apart = await comparison.RunAsync(data, trusted, cancellationToken).ConfigureAwait(false);
            var alarm = apart?.Alarm(data.Task.Split);
            Record(ledger, alarm is null ? alarms : [.. alarms, alarm], apart is null || alarm is not null ? [] : [apart.Note(data.Task.Split)]);
        }

        return [.. ledger.State.Alarms.Where(alarm => alarm.Candidate is null)];
    }

    private static void Record(RunLedger ledger, IReadOnlyList<Alarm> alarms, IReadOnlyList<string> notes)
    {
        foreach (var alarm in alarms.Skip(ledger.State.Alarms.Count))
            ledger.Raise(alarm);
        var path = ledger.Folder.Alarms;
        AtomicFile.Write(path, Printable.Of(AlarmText.File(alarms, notes)));
        ledger.Record(Stage, new StageDone(Stage, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Path.GetRelativePath(ledger.Folder.Root, path)] = ContentHash.OfFile(path).Value,
        }));
    }
}
