using System.Net;
using System.Net.Sockets;

namespace Longhaul.Execution.Network.Web;

/// <summary>
/// Which addresses are reached from anywhere, rather than this machine, its own network, or a network's machinery: IANA's registries of special-purpose
/// addresses (RFC 6890), and for IPv6 nothing but global unicast.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    // Behind these an IPv4 address is reached (RFC 6052).
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether the address is one.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && Translated.Contains(address))
            address = new IPAddress(address.GetAddressBytes().AsSpan(12));
        return (address.AddressFamily == AddressFamily.InterNetwork || Global.Contains(address)) && !Array.Exists(Special, network => network.Contains(address));
    }
}
