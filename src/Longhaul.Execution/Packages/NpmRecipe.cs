using System.Text.Json;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Processes;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;

namespace Longhaul.Execution.Packages;

/// <summary>
/// Packages for Node.js. They lie where node looks for them from any file of a sandbox, by <c>require</c> and by <c>import</c>: in <c>/node_modules</c>.
/// Scripts of packages are not run.
/// </summary>
internal sealed class NpmRecipe : IPackageRecipe
{
    private const string Npm = "/usr/bin/npm";
    private const string Lock = "package-lock.json";
    private static readonly Bytes LargestLock = Bytes.FromMiB(64);

    public PackageSystem Manager => PackageSystem.Npm;

    /// <inheritdoc/>
    public async Task<PackageSource> SourceAsync(string python, CancellationToken cancellationToken)
    {
        var (code, output, error) = await HostTool.AskAsync(Npm, ["config", "get", "registry"], cancellationToken);
        if (code != 0)
            throw new EnvironmentLacksException($"{Npm} is no npm that works ({Printable.Line(error, 200)}). Install it (Debian: apt-get install npm).");
        var registry = output.Trim();
        return new PackageSource([.. new[] { PackageSource.HostOf(registry) }.OfType<string>()], new Dictionary<string, string>(StringComparer.Ordinal) { ["npm_config_registry"] = registry }, [])
        {
            Secrets = Uri.TryCreate(registry, UriKind.Absolute, out var url) && url.UserInfo.Length > 0 ? [registry] : [],
        };
    }

    /// <inheritdoc/>
    public Job Job(PackageInstall install, PackageSource source) => install.JobOf(
        Manager, source,
        [
            Npm, "install", "--prefix", PackageInstall.PlaceOf(Manager), "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--no-progress", "--install-links", "--omit=dev",
            "--", .. install.Requests.Select(request => Pinned(request, install.Kept)),
        ],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["npm_config_cache"] = PackageInstall.CachePlace,
            ["npm_config_cafile"] = "/etc/ssl/certs/ca-certificates.crt",
        },
        keepsDownloads: true);

    /// <inheritdoc/>
    public IReadOnlyList<InstalledPackage> Installed(PackageInstall install)
    {
        using var found = JsonDocument.Parse(JobFiles.ReadText(install.Target, Lock, LargestLock));
        const string Modules = "node_modules/";
        return
        [
            .. found.RootElement.GetProperty("packages").EnumerateObject()
                .Where(entry => entry.Name.StartsWith(Modules, StringComparison.Ordinal) && entry.Value.TryGetProperty("version", out _))
                // Of several versions, the one that programs find comes last: the others lie within packages that want them.
                .OrderBy(entry => entry.Name.LastIndexOf(Modules, StringComparison.Ordinal) == 0).ThenBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entry => new InstalledPackage(
                    entry.Name[(entry.Name.LastIndexOf(Modules, StringComparison.Ordinal) + Modules.Length)..],
                    entry.Value.GetProperty("version").GetString()!,
                    entry.Value.TryGetProperty("integrity", out var hash) ? Hex(hash.GetString()!) : ""))
                .OrderBy(package => package.Name, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public AddedView View(string folder)
    {
        var (modules, place) = (Path.Combine(folder, "node_modules"), PackageInstall.PlaceOf(Manager));
        return Directory.Exists(modules) || !Directory.Exists(folder)
            ? new AddedView(
                [new Mount(modules, "/node_modules"), new Mount(folder, place)], ["/node_modules/.bin"],
                new Dictionary<string, string>(StringComparer.Ordinal) { ["NODE_PATH"] = $"{place}/node_modules" })
            : AddedView.Nothing;
    }

    // What was asked for before without a version keeps the one that it got.
    private static string Pinned(PackageRequest request, IReadOnlyList<InstalledPackage> kept) =>
        request.Version.Length == 0 && kept.LastOrDefault(package => package.Name == request.Name) is { } package ? $"{request.Name}@{package.Version}" : request.Text;

    // Subresource integrity: sha512-BASE64, perhaps several.
    private static string Hex(string integrity)
    {
        var first = integrity.Split(' ')[0].Split('-', 2);
        var bytes = new byte[64];
        return first.Length == 2 && Convert.TryFromBase64String(first[1], bytes, out var length) ? $"{first[0]}:{Convert.ToHexStringLower(bytes.AsSpan(0, length))}" : "";
    }
}
