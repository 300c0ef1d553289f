using Longhaul.Builtin.Leaks;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Search.Alarms;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;

namespace Longhaul.Tracks.Mle;

/// <summary>The stage before anything is trained: looks for what is too good to be true in the data, and raises alarms. Done once a run.</summary>
internal static class DataAudit
{
    private const string Stage = "audit";

    /// <summary>The alarms about the data, from the journal where the stage was done. What a crash left undone of it is done.</summary>
    public static IReadOnlyList<Alarm> Run(RunLedger ledger, TaskData data, DataProfile profile, int seed)
    {
        if (!ledger.State.Stages.Exists(stage => stage.Stage == Stage))
            Do(ledger, LeakAudit.Of(data, profile, seed), []);
        return [.. ledger.State.Alarms.Where(alarm => alarm.Candidate is null)];
    }

    private static void Do(RunLedger ledger, IReadOnlyList<Alarm> alarms, IReadOnlyList<string> notes)
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
