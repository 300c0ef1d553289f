using System.Net.Sockets;
using System.Text;

namespace Longhaul.Execution.Network;

/// <summary>One connection of a job to the proxy: one request, or one tunnel.</summary>
internal sealed class ProxyConnection(NetworkPolicy policy, TimeProvider time, NetworkStream client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(1);
    private long _sent;
    private long _received;

    /// <summary>Serves it to its end; null where nothing was asked.</summary>
    public async Task<NetworkRequest?> ServeAsync(CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        RequestHead? head;
        try
        {
            using var hurry = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(hurry.Token, cancellationToken);
            head = await RequestHead.ReadAsync(client, either.Token);
        }
        catch (InvalidDataException e)
        {
            await AnswerAsync("400 Bad Request", e.Message, cancellationToken);
            return null;
        }

        if (head is null)
            return null;
        return head.Method == "CONNECT" ? await TunnelAsync(head, at, cancellationToken) : await RequestAsync(head, at, cancellationToken);
    }

    /// <summary>
    /// Says that nothing more comes, and takes what the job still sends: a connection that is closed with something unread is reset, and the job might
    /// lose the answer.
    /// </summary>
    public async Task LingerAsync(CancellationToken cancellationToken)
    {
        client.Socket.Shutdown(SocketShutdown.Send);
        using var hurry = new CancellationTokenSource(LastWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hurry.Token, cancellationToken);
        var buffer = new byte[1 << 12];
        while (await client.ReadAsync(buffer, either.Token) > 0)
        {
            // dropped
        }
    }

    private async Task<NetworkRequest?> TunnelAsync(RequestHead head, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var colon = head.Target.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(head.Target[(colon + 1)..], out var port))
        {
            await AnswerAsync("400 Bad Request", "CONNECT needs host:port", cancellationToken);
            return null;
        }

        var host = head.Target[..colon];
        var request = new NetworkRequest(at, head.Method, $"{host}:{port}", policy.ForTunnel(host, port));
        return await WithServerAsync(request, host, port, async server =>
        {
            await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), cancellationToken);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var up = PumpAsync(client, server, bytes => _sent += bytes, ended.Token);
            var down = PumpAsync(server, client, bytes => _received += bytes, ended.Token);
            await Task.WhenAny(up, down);
            await Task.WhenAny(Task.WhenAll(up, down), Task.Delay(TimeSpan.FromSeconds(2), time, ended.Token));
            await ended.CancelAsync();
            await Task.WhenAll(up, down);
        }, cancellationToken);
    }

    private async Task<NetworkRequest?> RequestAsync(RequestHead head, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(head.Target, UriKind.Absolute, out var address) || address.Scheme != "http")
        {
            await AnswerAsync("400 Bad Request", "a proxy takes absolute http addresses, and CONNECT for https", cancellationToken);
            return null;
        }

        var request = new NetworkRequest(at, head.Method, NetworkRequest.AddressOf(address), policy.ForRequest(address));
        return await WithServerAsync(request, address.IdnHost, address.Port, async server =>
        {
            var length = head.BodyLength();
            await server.WriteAsync(head.ForServer(address, length), cancellationToken);
            await BodyAsync(server, length, cancellationToken);
            await PumpAsync(server, client, bytes => _received += bytes, cancellationToken);
        }, cancellationToken);
    }

    private async Task<NetworkRequest> WithServerAsync(NetworkRequest request, string host, int port, Func<NetworkStream, Task> serve, CancellationToken cancellationToken)
    {
        if (request.Decision.Verdict != NetworkVerdict.Allowed)
        {
            await AnswerAsync("403 Forbidden", Refusal(request, host), cancellationToken);
            return request;
        }

        try
        {
            using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            using var hurry = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(hurry.Token, cancellationToken);
            await server.ConnectAsync(host.Trim('[', ']'), port, either.Token);
            await using var stream = new NetworkStream(server, ownsSocket: false);
            await serve(stream);
            return request with { Sent = _sent, Received = _received };
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidDataException or OperationCanceledException)
        {
            var failure = e is OperationCanceledException ? "no answer" : e.Message;
            if (_received == 0 && !cancellationToken.IsCancellationRequested)
                await TryAnswerAsync("502 Bad Gateway", failure, cancellationToken);
            return request with { Sent = _sent, Received = _received, Failure = failure };
        }
    }

    private async Task BodyAsync(NetworkStream server, long length, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        while (_sent < length)
        {
            var read = await client.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - _sent)), cancellationToken);
            if (read == 0)
                throw new InvalidDataException("the request's body ends early");
            await server.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            _sent += read;
        }
    }

    /// <summary>Copies until the source ends, then ends the target's input; either may also just break off.</summary>
    private static async Task PumpAsync(NetworkStream from, NetworkStream to, Action<long> count, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (var read = await from.ReadAsync(buffer, cancellationToken); read > 0; read = await from.ReadAsync(buffer, cancellationToken))
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                count(read);
            }

            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // one side is gone; what was counted was passed on
        }
    }

    private static string Refusal(NetworkRequest request, string host) => request.Decision switch
    {
        { Verdict: NetworkVerdict.NotListed } => $"{host} is not among the hosts that this task grants (resources.network)",
        { Entry: var entry } when request.Method == "CONNECT" => $"{entry} is on the blacklist, and what is fetched from {host} through a tunnel can't be seen",
        { Entry: var entry } => $"{entry} is on the blacklist",
    };

    private async Task TryAnswerAsync(string status, string text, CancellationToken cancellationToken)
    {
        try
        {
            await AnswerAsync(status, text, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // the job hung up
        }
    }

    private async Task AnswerAsync(string status, string text, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes($"Longhaul's proxy: {text}.\n");
        var head = $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await client.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], cancellationToken);
    }
}
