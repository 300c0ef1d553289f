using Longhaul.Runs;

namespace Longhaul.Execution.Network.Web;

/// <summary>What an address gave.</summary>
/// <param name="Address">Where it was found in the end, after redirects.</param>
/// <param name="MediaType">In small letters: <c>text/html</c>; empty where the server said none.</param>
/// <param name="Charset">As the server said; null where it did not.</param>
/// <param name="Body">Unpacked.</param>
/// <param name="IsCut">The body goes on: it was larger than what is read.</param>
public sealed record WebPage(Uri Address, string MediaType, string? Charset, ReadOnlyMemory<byte> Body, bool IsCut);

/// <summary>Nothing was fetched; the message says why, for whoever asked.</summary>
/// <param name="decision">The verdict, where a rule forbade it; null where it failed.</param>
public sealed class WebFetchException(string message, NetworkDecision? decision = null) : Exception(Printable.Line(message, 500))
{
    /// <summary>Why it was forbidden; null where it failed.</summary>
    public NetworkDecision? Decision => decision;
}
