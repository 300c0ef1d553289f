using Longhaul.Runs;

namespace Longhaul.Execution.Network;

/// <summary>What a job asked of the network, and what became of it.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="Method"><c>CONNECT</c> for a tunnel, else the request's own.</param>
/// <param name="Address"><c>host:port</c> of a tunnel; else the address without user and query, which may hold secrets of the job's.</param>
/// <param name="Decision">Whether it was let through.</param>
public sealed record NetworkRequest(DateTimeOffset At, string Method, string Address, NetworkDecision Decision)
{
    private const int LongestAddress = 500;

    /// <summary>Bytes that the job got.</summary>
    public long Received { get; init; }

    /// <summary>Bytes that the job sent.</summary>
    public long Sent { get; init; }

    /// <summary>Why nothing came back although it was allowed; null where something did.</summary>
    public string? Failure { get; init; }

    /// <summary>What the host itself fetched.</summary>
    public static NetworkRequest Get(DateTimeOffset at, Uri address, NetworkDecision decision) => new(at, "GET", Printable.Line(AddressOf(address), LongestAddress), decision);

    /// <summary>An address as it is written down.</summary>
    public static string AddressOf(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
