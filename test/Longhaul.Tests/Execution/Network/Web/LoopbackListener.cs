using System.Net;
using System.Net.Sockets;

namespace Longhaul.Tests.Execution.Network.Web;

/// <summary>Takes HTTP requests on a free port of this machine until it is disposed of.</summary>
internal sealed class LoopbackListener : IDisposable
{
    private const int Tries = 100;

    private readonly CancellationTokenSource _closed = new();
    private readonly HttpListener _listener;

    public LoopbackListener()
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            // One that could not start is of no use any more.
            _listener = new HttpListener();
            _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
            _listener.Prefixes.Add($"http://localhost:{Port}/");
            try
            {
                _listener.Start();
                return;
            }
            catch (HttpListenerException) when (attempt < Tries)
            {
                // Taken meanwhile: another one.
            }
        }
    }

    public int Port { get; }

    /// <summary>The next request; null once the listener is closed.</summary>
    public async Task<HttpListenerContext?> NextAsync()
    {
        try
        {
            // HttpListener itself never answers when it is closed just before it is asked.
            return await _listener.GetContextAsync().WaitAsync(_closed.Token);
        }
        catch (Exception problem) when (problem is OperationCanceledException or HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            return _closed.IsCancellationRequested ? null : throw new IOException("The listener broke.", problem);
        }
    }

    public void Dispose()
    {
        _closed.Cancel();
        _listener.Close();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
