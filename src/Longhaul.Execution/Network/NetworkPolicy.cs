namespace Longhaul.Execution.Network;

/// <summary>What a job may reach: hosts of the allow-list, except for what the blacklist names.</summary>
/// <param name="Hosts">Names (<c>pypi.org</c>; <c>*.example.org</c> for those below), each with a port where it isn't 80 or 443 (<c>localhost:8080</c>).</param>
/// <param name="Blacklist">Sources that must not be used.</param>
public sealed record NetworkPolicy(IReadOnlyList<string> Hosts, Blacklist Blacklist)
{
    /// <summary>Decides on a tunnel (CONNECT), of which only host and port are seen.</summary>
    public NetworkDecision ForTunnel(string host, int port) => !Allows(host, port)
        ? NetworkDecision.NotListed
        : Blacklist.MayBeFetchedFrom(host) is { } entry ? new NetworkDecision(NetworkVerdict.Blacklisted, entry) : NetworkDecision.Allowed;

    /// <summary>Decides on a plain request, of which the whole address is seen.</summary>
    public NetworkDecision ForRequest(Uri address) => !Allows(address.IdnHost, address.Port)
        ? NetworkDecision.NotListed
        : Blacklist.Match(address.AbsoluteUri) is { } entry ? new NetworkDecision(NetworkVerdict.Blacklisted, entry) : NetworkDecision.Allowed;

    /// <summary>Whether a list of hosts, as <see cref="Hosts"/> is one, holds a host at a port.</summary>
    internal static bool Lists(IReadOnlyList<string> hosts, string host, int port) => hosts.Any(listed => Fits(listed, host.TrimEnd('.').ToLowerInvariant(), port));

    private bool Allows(string host, int port) => Lists(Hosts, host, port);

    private static bool Fits(string listed, string host, int port)
    {
        var colon = listed.LastIndexOf(':');
        var (name, wanted) = colon > 0 && int.TryParse(listed[(colon + 1)..], out var stated) ? (listed[..colon], stated) : (listed, 0);
        name = name.ToLowerInvariant();
        var named = name.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(name[1..], StringComparison.Ordinal) && host.Length >= name.Length : host == name;
        return named && (wanted == 0 ? port is 80 or 443 : port == wanted);
    }
}

/// <summary>Whether something may be fetched.</summary>
public enum NetworkVerdict
{
    Allowed,

    /// <summary>The host is not in the allow-list.</summary>
    NotListed,

    /// <summary>The blacklist names it, or something on its host that can't be told apart.</summary>
    Blacklisted,

    /// <summary>It lies in a private network, or on this machine.</summary>
    Private,
}

/// <summary>A verdict, with the blacklist's entry where that forbids it.</summary>
public sealed record NetworkDecision(NetworkVerdict Verdict, string? Entry = null)
{
    public static NetworkDecision Allowed { get; } = new(NetworkVerdict.Allowed);

    public static NetworkDecision Private { get; } = new(NetworkVerdict.Private);

    public static NetworkDecision NotListed { get; } = new(NetworkVerdict.NotListed);
}
