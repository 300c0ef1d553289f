using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Processes;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;

namespace Longhaul.Execution.Packages;

/// <summary>
/// Packages of a Debian system, without root: fetched with what they need beyond what the machine has, checked by apt against its signed lists, and
/// unpacked. Their scripts don't run, so services, users and what lies below /etc are not set up.
/// </summary>
internal sealed class AptRecipe : IPackageRecipe
{
    private const string Apt = "/usr/bin/apt-get";
    private static readonly Bytes LargestPackage = Bytes.FromGiB(4);

    // The system's lists and its account of what is installed are read where they are; what apt writes goes to the job's folder.
    private const string Script = """
        set -eu
        target=$1; shift
        mkdir -p archives/partial lists/partial
        lists=/system/lists
        if ! ls /system/lists/*_Packages* >/dev/null 2>&1; then
            lists=/work/lists
            apt-get -o Debug::NoLocking=1 -o Dir::Cache=/work -o Dir::State::lists=$lists -o APT::Sandbox::User= update
        fi
        apt-get -o Debug::NoLocking=1 -o Dir::Cache=/work -o Dir::Cache::archives=/work/archives -o Dir::State::lists=$lists -o APT::Sandbox::User= -o Dpkg::Use-Pty=0 \
            install --download-only --yes --no-install-recommends "$@"
        for archive in archives/*.deb; do
            [ -e "$archive" ] || continue
            dpkg-deb -x "$archive" "$target"
            dpkg-deb --show --showformat '${Package} ${Version}\n' "$archive" | sed "s|\$| $archive|" >>installed.txt
        done
        """;

    public PackageSystem Manager => PackageSystem.Apt;

    /// <inheritdoc/>
    public async Task<PackageSource> SourceAsync(string python, CancellationToken cancellationToken)
    {
        var (code, output, error) = await HostTool.AskAsync(Apt, ["indextargets", "--format", "$(SITE)"], cancellationToken);
        if (code != 0)
            throw new EnvironmentLacksException($"{Apt} is no apt that works ({Printable.Line(error, 200)}): packages of a system are installed on Debian and its kin alone.");
        var sites = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        var mounts = new List<Mount> { new("/etc/apt", "/etc/apt"), new("/var/lib/apt/lists", "/system/lists"), new("/var/lib/dpkg/status", "/var/lib/dpkg/status") };
        return new PackageSource(
            [.. sites.Select(PackageSource.HostOf).OfType<string>().Distinct(StringComparer.Ordinal)], new Dictionary<string, string>(StringComparer.Ordinal),
            [.. mounts.Where(mount => Path.Exists(mount.Source)), .. sites.Select(PackageSource.FolderOf).OfType<Mount>()])
        {
            Secrets = [.. sites.Where(site => Uri.TryCreate(site, UriKind.Absolute, out var url) && url.UserInfo.Length > 0)],
        };
    }

    /// <inheritdoc/>
    public Job Job(PackageInstall install, PackageSource source) => install.JobOf(
        Manager, source, ["/bin/sh", "-c", Script, "sh", PackageInstall.PlaceOf(Manager), "--", .. install.Requests.Select(request => request.Text)],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" });

    /// <inheritdoc/>
    public IReadOnlyList<InstalledPackage> Installed(PackageInstall install)
    {
        const string List = "installed.txt";
        return !JobFiles.Exists(install.Work, List) ? [] :
        [
            .. JobFiles.ReadText(install.Work, List, Bytes.FromMiB(16)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 3))
                .Select(parts => new InstalledPackage(parts[0], parts[1], HashOf(install.Work, parts[2]))).OrderBy(package => package.Name, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public AddedView View(string folder)
    {
        var place = PackageInstall.PlaceOf(Manager);
        var libraries = Directory.Exists(Path.Combine(folder, "usr/lib"))
            ? Directory.EnumerateDirectories(Path.Combine(folder, "usr/lib"), "*-linux-gnu").Select(path => $"{place}/usr/lib/{Path.GetFileName(path)}").Append($"{place}/usr/lib")
            : [];
        var search = string.Join(':', libraries);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_LIBRARY_PATH"] = search,
            ["LIBRARY_PATH"] = search,
            ["CPATH"] = $"{place}/usr/include",
            ["PYTHONPATH"] = $"{place}/usr/lib/python3/dist-packages",
        };
        return new AddedView([new Mount(folder, place)], [$"{place}/usr/bin", $"{place}/usr/games"], variables.Where(pair => pair.Value.Length > 0).ToDictionary(StringComparer.Ordinal));
    }

    private static string HashOf(string work, string archive)
    {
        using var file = JobFiles.OpenRead(work, archive, LargestPackage);
        return $"sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file))}";
    }
}
