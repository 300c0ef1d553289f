using System.Runtime.InteropServices;

namespace Longhaul.Cli.Hosting;

/// <summary>
/// Ctrl-C, SIGTERM and a lost terminal: the first asks for an orderly end, the second ends at once. One Ctrl-C may come twice: from the terminal, and from
/// the process that started this one (<c>longhaul bench</c>).
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const int ExitCode = 130;
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Session _session;
    private readonly Action<int> _exit;
    private long _first;

    /// <param name="exit">Ends the process with that code; null: it does.</param>
    public Interruption(Session session, Action<int>? exit = null)
    {
        (_session, _exit) = (session, exit ?? Environment.Exit);
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    internal void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_session.IgnoreInterrupts && context.Signal == PosixSignal.SIGINT)
            return;
        if (_source.IsCancellationRequested)
        {
            if (context.Signal != PosixSignal.SIGINT || _session.Clock.GetElapsedTime(_first) >= Echo)
                _exit(ExitCode);
            return;
        }

        _first = _session.Clock.GetTimestamp();
        _session.OnInterrupt?.Invoke();
        _source.Cancel();
    }
}
