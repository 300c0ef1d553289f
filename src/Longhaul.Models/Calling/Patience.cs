namespace Longhaul.Models.Calling;

/// <summary>How long an answer is waited for. Pauses that the provider asks for don't count.</summary>
internal sealed class Patience : IDisposable
{
    // A timer takes 49 days at most.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource? _late;
    private readonly CancellationTokenSource _either;
    private DateTimeOffset _end;

    /// <param name="limit">Null: without end.</param>
    public Patience(TimeSpan? limit, TimeProvider clock, CancellationToken outer)
    {
        _clock = clock;
        if (limit is { } time)
        {
            _end = clock.GetUtcNow() + time;
            _late = new CancellationTokenSource(Within(time), clock);
        }

        _either = CancellationTokenSource.CreateLinkedTokenSource(outer, _late?.Token ?? CancellationToken.None);
    }

    /// <summary>Cancelled when it is over.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>A pause begins now.</summary>
    public void Extend(TimeSpan pause)
    {
        _end += pause;
        _late?.CancelAfter(Within(_end - _clock.GetUtcNow()));
    }

    public void Dispose()
    {
        _either.Dispose();
        _late?.Dispose();
    }

    private static TimeSpan Within(TimeSpan time) => time < Shortest ? Shortest : time > Longest ? Longest : time;
}
