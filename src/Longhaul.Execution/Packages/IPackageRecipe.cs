using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;

namespace Longhaul.Execution.Packages;

/// <summary>How one manager's packages are installed into a folder, and how programs then find them there.</summary>
public interface IPackageRecipe
{
    PackageSystem Manager { get; }

    /// <summary>Where the manager takes packages from on this machine.</summary>
    /// <param name="python">The interpreter of the run.</param>
    /// <exception cref="Runs.EnvironmentLacksException">The manager isn't installed.</exception>
    Task<PackageSource> SourceAsync(string python, CancellationToken cancellationToken);

    /// <summary>The job that installs; its folder exists and is empty, and what it needs there is written.</summary>
    Job Job(PackageInstall install, PackageSource source);

    /// <summary>What was installed, as the manager's own files say.</summary>
    /// <exception cref="Files.UntrustedFileException">They can't be read.</exception>
    IReadOnlyList<InstalledPackage> Installed(PackageInstall install);

    /// <summary>How programs find it.</summary>
    /// <param name="folder">Where it was installed on the host.</param>
    AddedView View(string folder);
}

/// <summary>An installation to make.</summary>
/// <param name="Id">The job's name.</param>
/// <param name="Requests">Everything that the run asked of the manager so far: the whole is installed anew, so that versions fit together.</param>
/// <param name="Work">The job's folder.</param>
/// <param name="Target">Where packages go on the host: an empty folder.</param>
/// <param name="Cache">What downloads are kept in between installations of the run.</param>
public sealed record PackageInstall(JobId Id, IReadOnlyList<PackageRequest> Requests, string Work, string Target, string Cache)
{
    /// <summary>Versions of an earlier installation that stay as they are.</summary>
    public IReadOnlyList<InstalledPackage> Kept { get; init; } = [];

    /// <summary>Whether packages may be built from source, which runs their code.</summary>
    public bool Builds { get; init; }

    /// <summary>The job of a manager's command: it writes its own folder, the manager's, and where it keeps downloads that one; archives may be larger than /tmp.</summary>
    /// <param name="variables">Of the manager, besides those of its source.</param>
    internal Job JobOf(PackageSystem manager, PackageSource source, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> variables, bool keepsDownloads = false) => new()
    {
        Id = Id,
        Folder = Work,
        Command = command,
        Mounts = [new Mount(Target, PlaceOf(manager), Writable: true), .. keepsDownloads ? (Mount[])[new Mount(Cache, CachePlace, Writable: true)] : [], .. source.Mounts],
        Environment = source.Variables.Concat(variables).Append(KeyValuePair.Create("TMPDIR", Job.WorkingDirectory))
            .GroupBy(variable => variable.Key, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal),
    };

    /// <summary>Where the folder of a manager lies in sandboxes, so that what was installed can be moved with its run.</summary>
    public static string PlaceOf(PackageSystem manager) => $"/environment/{manager.Word()}";

    /// <summary>Where downloads are kept, in the installer's sandbox.</summary>
    public const string CachePlace = "/environment/cache";
}
