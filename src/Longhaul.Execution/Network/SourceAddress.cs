using System.Text.RegularExpressions;

namespace Longhaul.Execution.Network;

/// <summary>
/// Addresses in one spelling, so that two of the same source are equal: no scheme, user, <c>www.</c>, port or <c>.git</c>; small letters; and the other
/// places where GitHub and Hugging Face give out a repository's files under the repository's own address.
/// </summary>
internal static partial class SourceAddress
{
    /// <summary>Hosts that give out the files of a host's repositories.</summary>
    private static readonly Dictionary<string, string[]> Mirrors = new(StringComparer.Ordinal)
    {
        ["github.com"] =
        [
            "raw.githubusercontent.com", "raw.github.com", "codeload.github.com", "api.github.com", "media.githubusercontent.com", "cdn.jsdelivr.net", "objects.githubusercontent.com",
            "github.githubassets.com", "ghcr.io", "release-assets.githubusercontent.com", "uploads.github.com", "ssh.github.com",
        ],
        ["gist.github.com"] = ["gist.githubusercontent.com", "api.github.com"],
        ["huggingface.co"] = ["hf.co", "cdn-lfs.huggingface.co", "cdn-lfs-us-1.huggingface.co", "cas-bridge.xethub.hf.co"],
    };

    /// <summary>Host and path, as <c>github.com/owner/name/tree/main</c>; null where the text is no address.</summary>
    public static string? Of(string text)
    {
        var bare = Scheme().Replace(text.Trim().Trim('<', '>', '"', '\'', '(', ')', ','), "");
        bare = Scp().Replace(bare, "${host}/");
        bare = Unescaped(bare).Split('#', '?')[0];
        var slash = bare.IndexOf('/');
        var host = HostOf(slash < 0 ? bare : bare[..slash]);
        if (host.Length == 0 || !Host().IsMatch(host))
            return null;
        var path = slash < 0 ? "" : string.Join('/', bare[slash..].Split('/', StringSplitOptions.RemoveEmptyEntries));
        return Own(host, path.ToLowerInvariant());
    }

    /// <summary>A host's name without user, port, <c>www.</c> and the last dot.</summary>
    public static string HostOf(string authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..].ToLowerInvariant();
        if (!host.StartsWith('['))
            host = host.Split(':')[0];
        host = host.TrimEnd('.');
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }

    /// <summary>Whether what the host gives out may be what the other host's addresses name.</summary>
    public static bool IsMirror(string host, string of) => host == of || (Mirrors.TryGetValue(of, out var mirrors) && mirrors.Contains(host))
        || (of == "github.com" && host.EndsWith(".github.io", StringComparison.Ordinal));

    private static string Own(string host, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (own, rest) = host switch
        {
            "raw.githubusercontent.com" or "raw.github.com" or "codeload.github.com" => ("github.com", parts),
            "media.githubusercontent.com" when parts is ["media", .. var file] => ("github.com", file),
            "api.github.com" when parts is ["repos", .. var repository] => ("github.com", repository),
            "api.github.com" when parts is ["gists", .. var gist] => ("gist.github.com", gist),
            "cdn.jsdelivr.net" when parts is ["gh", .. var package] => ("github.com", package),
            "gist.githubusercontent.com" => ("gist.github.com", parts),
            "hf.co" => ("huggingface.co", parts),
            "huggingface.co" when parts is ["api", "models" or "datasets" or "spaces", .. var model] => ("huggingface.co", [.. parts[1] == "models" ? [] : parts[1..2], .. model]),
            _ when host.EndsWith(".github.io", StringComparison.Ordinal) => ("github.com", [host[..^".github.io".Length], .. parts]),
            _ => (host, parts),
        };
        if (own is "github.com" or "huggingface.co" && rest.Length >= 2)
            rest = [rest[0], WithoutSuffix(rest[1]), .. rest[2..]];
        return rest.Length == 0 ? own : $"{own}/{string.Join('/', rest)}";
    }

    private static string WithoutSuffix(string name)
    {
        var bare = name.Split('@')[0];
        return bare.EndsWith(".git", StringComparison.Ordinal) ? bare[..^4] : bare;
    }

    private static string Unescaped(string text)
    {
        for (var again = 0; again < 3 && text.Contains('%'); again++)
            text = Uri.UnescapeDataString(text);
        return text;
    }

    [GeneratedRegex(@"^(?:git\+)?[A-Za-z][A-Za-z0-9+.\-]*://", RegexOptions.None, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^(?:[\w.\-]+@)?(?<host>[\w\-]+(\.[\w\-]+)+):(?=[A-Za-z~_])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scp();

    [GeneratedRegex(@"^(?:[a-z0-9_]([a-z0-9_\-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_\-]*[a-z0-9_])?)+|localhost|\[[0-9a-f:.]+\])$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Host();
}
