using System.Text.RegularExpressions;

namespace Longhaul.Execution.Network;

/// <summary>
/// Sources that must not be used, by PaperBench's rule: a line each in <c>blacklist.txt</c>, a host, a repository or a page. What lies below an entry
/// is meant as well, however the address is spelled, and wherever else the host gives the same repository out.
/// </summary>
public sealed partial class Blacklist
{
    private const int Longest = 4096; // characters of an address that are looked through

    private Blacklist(IReadOnlyList<string> entries) => Entries = entries;

    /// <summary>Nothing is forbidden.</summary>
    public static Blacklist Empty { get; } = new([]);

    /// <summary>The entries in one spelling: <c>github.com/owner/name</c>.</summary>
    public IReadOnlyList<string> Entries { get; }

    /// <summary>Reads a file's text: an address a line; empty lines, comments (<c>#</c>) and the word <c>none</c> count for nothing, as does what is no address.</summary>
    public static Blacklist Parse(string text) => new([.. text.Split('\n')
        .Select(line => line.Trim('\uFEFF', '\r', ' ', '\t'))
        .Where(line => line.Length > 0 && line[0] != '#' && !line.Equals("none", StringComparison.OrdinalIgnoreCase))
        .Select(SourceAddress.Of).OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)]);

    /// <summary>The entry that an address falls under, also where another address in it does (an archive's, a proxy's); null where none.</summary>
    public string? Match(string address)
    {
        if (Entries.Count == 0)
            return null;
        return Entry(SourceAddress.Of(address)) ?? Embedded(address).Select(within => Entry(SourceAddress.Of(within))).FirstOrDefault(found => found is not null);
    }

    /// <summary>The first entry that any address in a text falls under: a command, a log line, a script; null where none.</summary>
    public string? FindIn(string text) => Entries.Count == 0 ? null
        : Addresses().Matches(text).Select(match => Match(match.Value)).FirstOrDefault(found => found is not null);

    /// <summary>
    /// The entry that may be fetched from a host: the host itself is forbidden, or something on it is. Where only the host of a connection is seen (HTTPS),
    /// nothing finer can be told.
    /// </summary>
    public string? MayBeFetchedFrom(string host)
    {
        var bare = SourceAddress.HostOf(host);
        return Entries.FirstOrDefault(entry => entry.Split('/')[0] is var own && (SourceAddress.IsMirror(bare, own) || bare.EndsWith("." + own, StringComparison.Ordinal)));
    }

    private string? Entry(string? address) => address is null ? null : Entries.FirstOrDefault(entry =>
        address == entry || address.StartsWith(entry + "/", StringComparison.Ordinal)
        || (!entry.Contains('/') && address.Split('/')[0].EndsWith("." + entry, StringComparison.Ordinal)));

    /// <summary>What may be another address within one: an archive's, a proxy's, a parameter.</summary>
    private static IEnumerable<string> Embedded(string address)
    {
        var text = Uri.UnescapeDataString(Uri.UnescapeDataString(address.Length <= Longest ? address : address[..Longest]));
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at - 1] is '/' or '=' or '?' or '&' or ':' or ';' or ',' && char.IsAsciiLetterOrDigit(text[at]))
                yield return text[at..].Split('&')[0];
        }
    }

    [GeneratedRegex(@"((git\+)?[a-z][a-z0-9+.\-]*://)?([\w.\-]+@)?[A-Za-z0-9][\w\-]*(\.[\w\-]+)+([:/][^\s""'<>|;]*)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Addresses();
}
