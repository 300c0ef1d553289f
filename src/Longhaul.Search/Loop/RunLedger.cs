using System.Globalization;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;
using Longhaul.Search.Events;
using Longhaul.Search.State;

namespace Longhaul.Search.Loop;

/// <summary>The owner's pen: what is recorded here is on the disk, and the state follows from it.</summary>
public sealed class RunLedger : IDisposable
{
    private readonly RunJournal _journal;
    private readonly Lock _gate = new();

    private RunLedger(RunFolder folder, RunJournal journal, RunState state)
    {
        Folder = folder;
        _journal = journal;
        State = state;
    }

    /// <summary>Raised after each event, with the state it made.</summary>
    public event Action<RunState, RunEvent>? Recorded;

    public RunFolder Folder { get; }

    /// <summary>The projection of everything recorded so far.</summary>
    public RunState State { get; private set; }

    /// <summary>Whether a line that a crash had left unfinished was cut off.</summary>
    public bool Healed => _journal.Healed;

    /// <summary>Opens a run's journal for its owner.</summary>
    /// <exception cref="JournalDamageException">It is damaged.</exception>
    public static RunLedger Open(RunFolder folder, Direction direction, TimeProvider clock)
    {
        var journal = RunJournal.Open(folder.Journal, clock);
        return new RunLedger(folder, journal, RunState.Of(journal.Entries, direction));
    }

    /// <summary>Writes an event ahead of what it announces, or right after what it reports.</summary>
    /// <exception cref="IOException">The disk is full; nothing was recorded.</exception>
    public void Record(string id, RunEvent what)
    {
        lock (_gate)
            State = State.After(_journal.Append(RunEventCodec.Encode(id, what)));
        Recorded?.Invoke(State, what);
    }

    /// <summary>Records an alarm under the next id (<c>a1</c>, <c>a2</c> …).</summary>
    public void Raise(Alarm alarm) => Record(string.Create(CultureInfo.InvariantCulture, $"a{State.Alarms.Count + 1}"), new AlarmRaised(alarm));

    public void Dispose() => _journal.Dispose();
}
