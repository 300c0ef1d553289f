using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Longhaul.Trainer;

/// <summary>
/// <c>forward</c>: listens on the sandbox's loopback, and passes each connection on to a Unix socket of the host's. Writes a line when it is ready, and
/// ends with the sandbox.
/// </summary>
internal static class ForwardCommand
{
    private const string Usage = "usage: Longhaul.Trainer forward --socket PATH --port N";

    /// <summary>Never returns, but by an exception.</summary>
    public static void Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var values = NamedValues.Parse(arguments, Usage, "--socket", "--port");
        using var listener = new TcpListener(IPAddress.Loopback, (int)values.Number("--port"));
        listener.Start();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"forwarding from port {values.Number("--port")}"));
        output.Flush();
        var host = new UnixDomainSocketEndPoint(values.Text("--socket"));
        while (true)
            _ = PassAsync(listener.AcceptSocket(), host);
    }

    private static async Task PassAsync(Socket client, UnixDomainSocketEndPoint host)
    {
        try
        {
            using var near = new NetworkStream(client, ownsSocket: true);
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            using var far = await FarAsync(socket, host);
            await Task.WhenAll(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // either side hung up
        }
    }

    private static async Task<NetworkStream> FarAsync(Socket socket, UnixDomainSocketEndPoint host)
    {
        await socket.ConnectAsync(host);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to);
        }
        finally
        {
            to.Socket.Shutdown(SocketShutdown.Send);
        }
    }
}
