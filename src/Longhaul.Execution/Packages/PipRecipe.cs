using System.Text.Json;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Files;

namespace Longhaul.Execution.Packages;

/// <summary>
/// Packages for Python: a virtual environment on top of the run's own Python, whose packages stay visible. Wheels alone are taken unless the user says
/// otherwise, since a source package runs code when it is built.
/// </summary>
internal sealed class PipRecipe : IPackageRecipe
{
    private const string Report = "report.json";
    private static readonly Bytes LargestReport = Bytes.FromMiB(64);

    // A virtual environment on top of another one sees the packages of neither: what lies below is named to it.
    private const string Script = """
        set -eu
        target=$1; shift
        python3 -m venv --without-pip --system-site-packages "$target"
        python3 - "$target" <<'END'
        import glob, os, sys, sysconfig
        if sys.prefix != sys.base_prefix:
            site = glob.glob(os.path.join(sys.argv[1], "lib", "python3*", "site-packages"))[0]
            with open(os.path.join(site, "below.pth"), "w") as out:
                for place in dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]):
                    out.write("import site; site.addsitedir(%r)\n" % place)
        END
        exec "$target/bin/python3" -m pip install "$@"
        """;

    public PackageSystem Manager => PackageSystem.Pip;

    /// <inheritdoc/>
    public Task<PackageSource> SourceAsync(string python, CancellationToken cancellationToken) => PipSettings.ReadAsync(python, cancellationToken);

    /// <inheritdoc/>
    public Job Job(PackageInstall install, PackageSource source)
    {
        AtomicFile.Write(Path.Combine(install.Work, "kept.txt"), string.Concat(install.Kept.Select(package => $"{package.Name}=={package.Version}\n")));
        return install.JobOf(
            Manager, source,
            [
                "/bin/sh", "-c", Script, "sh", PackageInstall.PlaceOf(Manager),
                "--no-input", "--disable-pip-version-check", "--no-color", "--progress-bar", "off", "--no-warn-script-location", "--retries", "2",
                "--report", Report, "--constraint", "kept.txt",
                .. install.Builds ? (string[])["--prefer-binary"] : ["--only-binary", ":all:"],
                "--", .. install.Requests.Select(request => request.Text),
            ],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PIP_CACHE_DIR"] = PackageInstall.CachePlace, ["PIP_CONFIG_FILE"] = "/dev/null" },
            keepsDownloads: true);
    }

    /// <inheritdoc/>
    public IReadOnlyList<InstalledPackage> Installed(PackageInstall install)
    {
        using var report = JsonDocument.Parse(JobFiles.ReadText(install.Work, Report, LargestReport));
        return [.. report.RootElement.GetProperty("install").EnumerateArray().Select(Package).OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <inheritdoc/>
    public AddedView View(string folder)
    {
        var place = PackageInstall.PlaceOf(Manager);
        return new AddedView([new Mount(folder, place)], [$"{place}/bin"], new Dictionary<string, string>(StringComparer.Ordinal));
    }

    // The form of https://pip.pypa.io/en/stable/reference/installation-report/
    private static InstalledPackage Package(JsonElement item)
    {
        var metadata = item.GetProperty("metadata");
        var hash = item.GetProperty("download_info").TryGetProperty("archive_info", out var archive) && archive.TryGetProperty("hash", out var given)
            ? given.GetString()!.Replace('=', ':')
            : "";
        return new InstalledPackage(metadata.GetProperty("name").GetString()!, metadata.GetProperty("version").GetString()!, hash);
    }
}
