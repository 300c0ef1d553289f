using Longhaul.Execution.Sandbox;

namespace Longhaul.Execution.Packages;

/// <summary>Where a manager takes packages from on this machine, as its own settings say.</summary>
/// <param name="Hosts">What an installer must reach, with ports where they are unusual.</param>
/// <param name="Variables">What tells the manager the same in a sandbox, where it sees no settings of the user's.</param>
/// <param name="Mounts">Folders of packages on this machine, each in its own place.</param>
public sealed record PackageSource(IReadOnlyList<string> Hosts, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<Mount> Mounts)
{
    /// <summary>Addresses that hold a password; it must be seen by nothing but the installer.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The host of an address as an allow-list has it; null for what is reached without network.</summary>
    internal static string? HostOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url.IsDefaultPort ? url.IdnHost : $"{url.IdnHost}:{url.Port}"
        : null;

    /// <summary>The mount of a folder of this machine, where an address is one.</summary>
    internal static Mount? FolderOf(string address)
    {
        var path = Uri.TryCreate(address, UriKind.Absolute, out var url) && url.IsFile ? url.LocalPath : address;
        return Path.IsPathRooted(path) && Directory.Exists(path) && !path.StartsWith("/usr/", StringComparison.Ordinal) ? new Mount(path, path) : null;
    }
}
