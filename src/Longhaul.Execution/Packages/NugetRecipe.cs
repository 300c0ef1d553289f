using System.Security;
using System.Text.Json;
using Longhaul.Execution.Dotnet;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Processes;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Files;

namespace Longhaul.Execution.Packages;

/// <summary>
/// Packages for .NET: a folder that restores take packages from, without network. A program of one file names them by
/// <c>#:package NAME@VERSION</c>, and needs <c>#:property PublishAot=false</c>: what compiles ahead of time would have to be restored as well.
/// </summary>
internal sealed class NugetRecipe : IPackageRecipe
{
    private const string Project = "packages.csproj";
    private const string Assets = "obj/project.assets.json";
    private static readonly Bytes LargestAssets = Bytes.FromMiB(64);

    public PackageSystem Manager => PackageSystem.Nuget;

    private static string Dotnet => DotnetRuntime.Command("")[0];

    /// <inheritdoc/>
    public async Task<PackageSource> SourceAsync(string python, CancellationToken cancellationToken)
    {
        var (code, output, error) = await HostTool.AskAsync(Dotnet, ["nuget", "list", "source", "--format", "short"], cancellationToken);
        if (code != 0)
            throw new EnvironmentLacksException($"{Dotnet} has no SDK that works ({Printable.Line(error.Length > 0 ? error : output, 200)}).");
        // E: enabled; then marks of machine-wide and official ones.
        var places = output.Split('\n').Where(line => line.StartsWith('E')).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim()).Where(place => place.Length > 0).ToList();
        return new PackageSource(
            [.. places.Select(PackageSource.HostOf).OfType<string>()],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["RestoreSources"] = string.Join(';', places) },
            [.. places.Select(PackageSource.FolderOf).OfType<Mount>()]);
    }

    /// <inheritdoc/>
    public Job Job(PackageInstall install, PackageSource source)
    {
        var references = string.Concat(install.Requests.Select(request => $"<PackageReference Include=\"{SecurityElement.Escape(request.Name)}\" Version=\"{VersionOf(request, install.Kept)}\" />"));
        AtomicFile.Write(
            Path.Combine(install.Work, Project),
            $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net{Environment.Version.Major}.0</TargetFramework></PropertyGroup><ItemGroup>{references}</ItemGroup></Project>\n");
        return install.JobOf(
            Manager, source, [Dotnet, "restore", Project, "--packages", PackageInstall.PlaceOf(Manager), "-nodeReuse:false", "-tl:off"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["NuGetAudit"] = "false", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" });
    }

    /// <inheritdoc/>
    public IReadOnlyList<InstalledPackage> Installed(PackageInstall install)
    {
        using var assets = JsonDocument.Parse(JobFiles.ReadText(install.Work, Assets, LargestAssets));
        return
        [
            .. assets.RootElement.GetProperty("libraries").EnumerateObject().Where(entry => entry.Value.GetProperty("type").GetString() == "package")
                .Select(entry => new InstalledPackage(
                    entry.Name.Split('/')[0], entry.Name.Split('/')[1],
                    entry.Value.TryGetProperty("sha512", out var hash) ? $"sha512:{Convert.ToHexStringLower(Convert.FromBase64String(hash.GetString()!))}" : ""))
                .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <inheritdoc/>
    public AddedView View(string folder)
    {
        var place = PackageInstall.PlaceOf(Manager);
        // A folder that packages were restored into is a source of packages as well; without network no other one answers.
        return new AddedView(
            [new Mount(folder, place)], [],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["RestoreSources"] = place, ["NuGetAudit"] = "false", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" });
    }

    // '*' is the newest stable one.
    private static string VersionOf(PackageRequest request, IReadOnlyList<InstalledPackage> kept) =>
        request.Version.Length > 0 ? $"[{request.Version[1..]}]"
        : kept.FirstOrDefault(package => PackageRequest.KeyOf(PackageSystem.Nuget, package.Name) == request.Key) is { } package ? $"[{package.Version}]" : "*";
}
