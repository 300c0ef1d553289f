using Longhaul.Runs.Journal;
using Longhaul.Search.State;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Progress;

/// <summary>A line for each event of a run, read from its journal: for pipes, files and <c>log --follow</c>.</summary>
/// <param name="newAlone">Whether what stands in the journal before the first report is left out.</param>
internal sealed class PlainProgress(TextWriter output, TimeProvider clock, bool newAlone = false) : IProgress<LiveStatus>
{
    private readonly Lock _gate = new();
    private JournalTail? _tail;
    private RunState? _state;

    /// <summary>Prints what is new.</summary>
    public void Report(LiveStatus value)
    {
        lock (_gate)
        {
            _tail ??= Begin(value);
            Print(_tail.ReadNew());
        }
    }

    /// <summary>Prints entries; the state they came upon is kept along.</summary>
    public void Print(IReadOnlyList<JournalEntry> entries)
    {
        _state ??= RunState.Empty(RunOnDisk.DirectionIn(entries));
        foreach (var entry in entries)
        {
            // Before the first score no direction matters, and it is the first score that tells it.
            if (_state.Graph.Best is null && RunOnDisk.ScoreIn(entry) is { } score)
                _state = _state with { Graph = _state.Graph with { Direction = score.Direction } };
            if (EventText.Of(entry, _state, clock.LocalTimeZone) is { } line)
                output.WriteLine(line);
            _state = _state.After(entry);
        }

        output.Flush();
    }

    private JournalTail Begin(LiveStatus status)
    {
        output.WriteLine($"run       {status.Folder.Root}");
        var tail = new JournalTail(status.Folder.Journal);
        if (newAlone)
        {
            var known = tail.ReadNew();
            _state = RunState.Of(known, RunOnDisk.DirectionIn(known));
        }

        return tail;
    }
}
