using System.Net;

namespace Longhaul.Execution.Network.Web;

/// <summary>Which pages the host reads for a run's roles.</summary>
/// <param name="Hosts">Hosts as in <see cref="NetworkPolicy.Hosts"/>; null: every public one, on the usual ports.</param>
/// <param name="Own">Hosts that the user's settings name: they may lie in a private network. Each with a port where it isn't 80 or 443.</param>
/// <param name="Blacklist">Sources that must not be used.</param>
public sealed record WebRule(IReadOnlyList<string>? Hosts, IReadOnlyList<string> Own, Blacklist Blacklist)
{
    /// <summary>Decides by the address alone; where its host's name leads is seen when it is connected to.</summary>
    public NetworkDecision For(Uri address)
    {
        if (Blacklist.Match(address.AbsoluteUri) is { } entry)
            return new NetworkDecision(NetworkVerdict.Blacklisted, entry);
        if (IsOwn(address.IdnHost, address.Port))
            return NetworkDecision.Allowed;
        if (Hosts is null ? address.Port is not (80 or 443) : !NetworkPolicy.Lists(Hosts, address.IdnHost, address.Port))
            return NetworkDecision.NotListed;
        return IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var number) && !PublicAddress.Is(number) ? NetworkDecision.Private : NetworkDecision.Allowed;
    }

    /// <summary>Whether a host may be reached although its address isn't public.</summary>
    public bool IsOwn(string host, int port) => NetworkPolicy.Lists(Own, host.Trim('[', ']'), port);
}
