using System.Net.Sockets;
using Longhaul.Runs;

namespace Longhaul.Execution.Network;

/// <summary>
/// The only way from sandboxes to the network: an HTTP proxy of the host's on a Unix socket, which is mounted into those jobs that a task grants some
/// hosts. It decides on each request, writes each down, and holds no secrets: it adds nothing to what a job sends.
/// </summary>
public sealed class NetworkProxy : IAsyncDisposable
{
    private const int MostConnections = 64;
    private const int Waiting = 1024; // a connection beyond is refused by the kernel
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _free = new(MostConnections);
    private readonly DirectoryInfo _folder;
    private readonly NetworkPolicy _policy;
    private readonly TimeProvider _time;
    private readonly Action<NetworkRequest> _told;
    private readonly Lock _telling = new();
    private readonly Task _accepting;

    private NetworkProxy(NetworkPolicy policy, TimeProvider time, Action<NetworkRequest> told)
    {
        (_policy, _time, _told) = (policy, time, told);
        _folder = Directory.CreateTempSubdirectory("longhaul-network-"); // a run's own folder may have too long a name for a socket
        Socket = Path.Combine(_folder.FullName, "proxy");
        _listener.Bind(new UnixDomainSocketEndPoint(Socket));
        _listener.Listen(Waiting);
        _accepting = AcceptAsync();
    }

    /// <summary>The socket's path on the host.</summary>
    public string Socket { get; }

    /// <summary>Starts one.</summary>
    /// <param name="policy">What is let through.</param>
    /// <param name="time">For the requests' times and the limits on waiting.</param>
    /// <param name="told">Told of each request when it has ended, one at a time.</param>
    public static NetworkProxy Start(NetworkPolicy policy, TimeProvider time, Action<NetworkRequest> told) => new(policy, time, told);

    /// <summary>Ends it, with all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _accepting;
        for (var i = 0; i < MostConnections; i++)
            await _free.WaitAsync();
        _folder.Delete(recursive: true);
        _ending.Dispose();
        _free.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (await TryAcceptAsync() is { } socket)
        {
            await _free.WaitAsync(); // one is always freed: the end cancels all connections
            _ = ServeAsync(socket);
        }
    }

    /// <summary>The next connection; null at the end.</summary>
    private async Task<Socket?> TryAcceptAsync()
    {
        while (true)
        {
            try
            {
                return await _listener.AcceptAsync(_ending.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || _ending.IsCancellationRequested)
            {
                return null;
            }
            catch (SocketException)
            {
                await Task.Delay(Pause, _time, CancellationToken.None); // no descriptor is free, say
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var client = new NetworkStream(socket, ownsSocket: true);
            var connection = new ProxyConnection(_policy, _time, client);
            if (await connection.ServeAsync(_ending.Token) is { } request)
                Tell(request);
            await connection.LingerAsync(_ending.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // the job hung up before it had asked for anything
        }
        finally
        {
            _free.Release();
        }
    }

    private void Tell(NetworkRequest request)
    {
        lock (_telling)
            _told(request with { Address = Printable.Line(request.Address, 500) });
    }
}
