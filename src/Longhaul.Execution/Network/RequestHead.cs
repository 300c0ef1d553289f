using System.Globalization;
using System.Text;

namespace Longhaul.Execution.Network;

/// <summary>The head of a request to a proxy (RFC 9112, section 3): its line and its fields.</summary>
/// <param name="Method">As it was sent.</param>
/// <param name="Target"><c>host:port</c> of a CONNECT, an absolute address otherwise.</param>
/// <param name="Fields">In their order.</param>
internal sealed record RequestHead(string Method, string Target, IReadOnlyList<(string Name, string Value)> Fields)
{
    private const int Longest = 64 * 1024;

    /// <summary>What concerns the job and the proxy alone, and what would let a second request follow that nobody decides on.</summary>
    private static readonly string[] OneHop = ["host", "connection", "keep-alive", "te", "trailer", "upgrade", "expect", "content-length", "transfer-encoding"];

    /// <summary>Reads up to the empty line; what follows it stays in the stream, since it is read byte by byte.</summary>
    /// <exception cref="InvalidDataException">It is too long, or no head of a request.</exception>
    public static async Task<RequestHead?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new List<byte>(1024);
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (head.Count >= Longest)
                throw new InvalidDataException("the request's head is longer than 64 KiB");
            if (await stream.ReadAsync(one, cancellationToken) == 0)
                return head.Count == 0 ? null : throw new InvalidDataException("the request's head ends early");
            head.Add(one[0]);
        }

        return Parse(Encoding.Latin1.GetString([.. head]));
    }

    /// <summary>The bytes of its body; 0 without one.</summary>
    /// <exception cref="InvalidDataException">Its length isn't stated in advance.</exception>
    public long BodyLength()
    {
        if (Fields.Any(field => field.Name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase)))
            throw new InvalidDataException("a body must state its length (Content-Length)");
        string[] lengths = [.. Fields.Where(field => field.Name.Equals("content-length", StringComparison.OrdinalIgnoreCase)).Select(field => field.Value).Distinct(StringComparer.Ordinal)];
        return lengths switch
        {
            [] => 0,
            [var one] when long.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var length) => length,
            _ => throw new InvalidDataException("Content-Length is not a number"),
        };
    }

    /// <summary>The head as the server gets it: the address' path, its own host, one request for each connection, nothing that was for the proxy.</summary>
    public byte[] ForServer(Uri address, long bodyLength)
    {
        var text = new StringBuilder($"{Method} {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n");
        foreach (var (name, value) in Fields.Where(field => !OneHop.Contains(field.Name.ToLowerInvariant()) && !field.Name.StartsWith("proxy-", StringComparison.OrdinalIgnoreCase)))
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        if (bodyLength > 0 || Method is "POST" or "PUT" or "PATCH")
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {bodyLength}\r\n");
        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    private static RequestHead Parse(string head)
    {
        var lines = head.TrimEnd('\r', '\n').Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        if (lines[0].Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, "HTTP/1.1" or "HTTP/1.0"] || !method.All(char.IsAsciiLetterUpper))
            throw new InvalidDataException("this is no request to an HTTP proxy");
        var fields = lines.Skip(1).Select(Field).ToList();
        return new RequestHead(method, target, fields);
    }

    private static (string Name, string Value) Field(string line)
    {
        var colon = line.IndexOf(':');
        var name = colon > 0 ? line[..colon] : "";
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !line.Contains('\r')
            ? (name, line[(colon + 1)..].Trim())
            : throw new InvalidDataException("a field of the request's head is malformed");
    }

    private static bool EndsHead(List<byte> head) =>
        head is [.., (byte)'\n', (byte)'\r', (byte)'\n'] or [.., (byte)'\n', (byte)'\n'];
}
