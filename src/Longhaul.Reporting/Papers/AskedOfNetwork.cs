using System.Text.Json;

namespace Longhaul.Reporting.Papers;

/// <summary>A request of a run's commands to the network: a line of <c>network.jsonl</c>.</summary>
/// <param name="Address"><c>host:port</c> of a tunnel, else the address.</param>
/// <param name="Verdict"><c>Allowed</c>, <c>NotListed</c> or <c>Blacklisted</c>.</param>
/// <param name="Entry">The blacklist's entry that forbids it.</param>
/// <param name="Received">Bytes.</param>
internal sealed record AskedOfNetwork(string Method, string Address, string Verdict, string? Entry, long Received)
{
    /// <summary>The host that was asked.</summary>
    public string Host => Uri.TryCreate(Address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host : Address.Split(':')[0];

    /// <summary>Every line of a file that is one; none where the file is missing.</summary>
    public static IReadOnlyList<AskedOfNetwork> Read(string path) => File.Exists(path) ? [.. File.ReadLines(path).Select(Of).OfType<AskedOfNetwork>()] : [];

    // A line that a crash left unfinished tells nothing.
    private static AskedOfNetwork? Of(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var decision = root.GetProperty("decision");
            return new AskedOfNetwork(
                root.GetProperty("method").GetString() ?? "",
                root.GetProperty("address").GetString() ?? "",
                decision.GetProperty("verdict").GetString() ?? "",
                decision.TryGetProperty("entry", out var entry) ? entry.GetString() : null,
                root.TryGetProperty("received", out var received) ? received.GetInt64() : 0);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
