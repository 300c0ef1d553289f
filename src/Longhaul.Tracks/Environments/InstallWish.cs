using Longhaul.Execution.Packages;
using Longhaul.Search.Events;

namespace Longhaul.Tracks.Environments;

/// <summary>What an installation is made of: pure.</summary>
internal static class InstallWish
{
    /// <summary>All requests, a new one in the place of an old one of its name; and what keeps its version.</summary>
    public static (IReadOnlyList<PackageRequest> Requests, IReadOnlyList<InstalledPackage> Kept) Of(
        PackageSystem manager, PackagesInstalled? before, IReadOnlyList<PackageRequest> wanted)
    {
        if (before is null)
            return ([.. wanted.GroupBy(request => request.Key, StringComparer.Ordinal).Select(group => group.Last())], []);
        var earlier = before.Asked.Select(text => PackageRequest.Parse(manager, text, out _)).OfType<PackageRequest>();
        var named = wanted.Select(request => request.Key).ToHashSet(StringComparer.Ordinal);
        return (
            [.. earlier.Concat(wanted).GroupBy(request => request.Key, StringComparer.Ordinal).Select(group => group.Last())],
            [.. before.Packages.Where(package => !named.Contains(PackageRequest.KeyOf(manager, package.Name)))]);
    }
}
