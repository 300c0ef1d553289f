using Longhaul.Execution.Packages;
using Longhaul.Search.Events;

namespace Longhaul.Team.Desk;

/// <summary>Packages that the host adds to a run between its experiments.</summary>
public interface IPackageDesk
{
    /// <summary>What the user permitted: words of <see cref="Runs.Tasks.PackageWords"/>; empty: nothing.</summary>
    IReadOnlyList<string> Permitted { get; }

    /// <summary>Installs them beside what was installed before; commands that start later see all of it. What the same use had begun before a crash is done anew.</summary>
    /// <param name="use">The use of a tool that asks for it.</param>
    /// <param name="limit">Time it may take.</param>
    Task<PackageAnswer> AddAsync(string use, PackageSystem manager, IReadOnlyList<PackageRequest> requests, TimeSpan limit, CancellationToken cancellationToken);
}

/// <summary>What came of it.</summary>
/// <param name="Installed">Null: it failed, and everything is as it was before.</param>
/// <param name="Printed">What the installer said.</param>
public sealed record PackageAnswer(PackagesInstalled? Installed, string Printed);
