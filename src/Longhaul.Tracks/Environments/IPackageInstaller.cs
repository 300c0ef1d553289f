using Longhaul.Execution.Packages;

namespace Longhaul.Tracks.Environments;

/// <summary>Makes installations: in a sandbox, or from a recording.</summary>
internal interface IPackageInstaller
{
    /// <summary>Makes one. One that fails leaves nothing.</summary>
    Task<InstallFinding> InstallAsync(InstallOrder order, TimeSpan limit, CancellationToken cancellationToken);
}

/// <summary>An installation that is wanted.</summary>
/// <param name="Use">The use of a tool that asks for it.</param>
/// <param name="Folder">Where it goes on the host.</param>
/// <param name="Requests">Everything that is asked of the manager.</param>
/// <param name="Kept">What was installed before and stays in its version.</param>
internal sealed record InstallOrder(string Use, PackageSystem Manager, string Folder, IReadOnlyList<PackageRequest> Requests, IReadOnlyList<InstalledPackage> Kept)
{
    /// <summary>The name of its job.</summary>
    public static string JobOf(string use) => $"packages-{use}";
}

/// <summary>What came of it.</summary>
/// <param name="Installed">Null: it failed.</param>
/// <param name="Printed">What the installer said.</param>
internal sealed record InstallFinding(IReadOnlyList<InstalledPackage>? Installed, string Printed);
