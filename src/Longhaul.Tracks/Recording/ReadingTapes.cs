using Longhaul.Search.Budgets;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Recording;

/// <summary>Which reading of a name at a step it is.</summary>
internal sealed class ReadingCount
{
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);
    private int _at = -1;

    public int Next(int at, string name)
    {
        if (at != _at)
        {
            _next.Clear();
            _at = at;
        }

        var n = _next.GetValueOrDefault(name);
        _next[name] = n + 1;
        return n;
    }
}

/// <summary>Keeps each reading.</summary>
internal sealed class RecordedTape(SessionWriter writer) : IReadingTape
{
    private readonly ReadingCount _count = new();

    public double? Read(RunState state, string name, Func<double?> live)
    {
        var value = live();
        writer.Add(new SessionReading(state.Steps, name, _count.Next(state.Steps, name), value));
        return value;
    }
}

/// <summary>Gives each reading again.</summary>
internal sealed class ReplayedTape(SessionRecording recording) : IReadingTape
{
    private readonly ReadingCount _count = new();

    public double? Read(RunState state, string name, Func<double?> live)
    {
        var n = _count.Next(state.Steps, name);
        return recording.Reading(state.Steps, name, n) is { } reading
            ? reading.Value
            : throw new ReplayDifferenceException($"a decision that the recording doesn't hold, after step {state.Steps}", "(nothing)", $"reads '{name}' for the {n + 1}. time");
    }
}
