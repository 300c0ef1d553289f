namespace Longhaul.Models.Calling;

/// <summary>The pauses of a run's calls, which aren't charged to its budget. Where several calls wait at the same time, that time counts once.</summary>
public sealed class PauseAccount(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _end;

    /// <summary>A pause begins now.</summary>
    /// <returns>What of it no pause that began earlier covers.</returns>
    public TimeSpan Begin(TimeSpan pause)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var (from, end) = (_end > now ? _end : now, now + pause);
            if (end <= from)
                return TimeSpan.Zero;
            _end = end;
            return end - from;
        }
    }
}
