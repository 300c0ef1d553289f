using Longhaul.Execution.Processes;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;

namespace Longhaul.Execution.Packages;

/// <summary>Where pip takes packages from on this machine: its own settings, from files and variables (<c>pip config list</c>).</summary>
internal static class PipSettings
{
    private const string Usual = "https://pypi.org/simple";

    // PyPI gives files out from a second host.
    private const string FilesOfUsual = "files.pythonhosted.org";

    // What of the settings says where packages come from; proxies, caches and places to install to are the run's own.
    private static readonly string[] Known = ["index-url", "extra-index-url", "find-links", "trusted-host", "no-index", "cert"];

    /// <exception cref="EnvironmentLacksException">The Python has no pip.</exception>
    public static async Task<PackageSource> ReadAsync(string python, CancellationToken cancellationToken)
    {
        var (code, output, error) = await HostTool.AskAsync(python, ["-m", "pip", "--disable-pip-version-check", "config", "list"], cancellationToken);
        return code == 0
            ? Of(output)
            : throw new EnvironmentLacksException($"{python} has no pip that works ({Printable.Line(error, 200)}). Install it (Debian: apt-get install python3-pip), or name a Python that has it with --python.");
    }

    /// <summary>What the settings' text says: <c>global.index-url='https://…'</c>, a line each. The variables' come last and win.</summary>
    public static PackageSource Of(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').OrderBy(Rank))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || line[..equals].LastIndexOf('.') is not (> 0 and var dot) || !Known.Contains(line[(dot + 1)..equals], StringComparer.Ordinal))
                continue;
            settings[line[(dot + 1)..equals]] = line[(equals + 1)..].Trim().Trim('\'', '"').Replace("\\n", " ", StringComparison.Ordinal).Trim();
        }

        var index = settings.GetValueOrDefault("index-url", Usual);
        string[] indexes = settings.ContainsKey("no-index") ? [] : [index, .. Words(settings, "extra-index-url")];
        string[] places = [.. indexes, .. Words(settings, "find-links")];
        var variables = settings.ToDictionary(pair => $"PIP_{pair.Key.Replace('-', '_').ToUpperInvariant()}", pair => pair.Value, StringComparer.Ordinal);
        var mounts = places.Select(PackageSource.FolderOf).OfType<Mount>().ToList();
        if (settings.GetValueOrDefault("cert") is { } certificate && File.Exists(certificate) && !certificate.StartsWith("/etc/ssl/certs/", StringComparison.Ordinal))
            mounts.Add(new Mount(certificate, certificate));
        return new PackageSource([.. places.Select(PackageSource.HostOf).OfType<string>().SelectMany(WithFiles).Distinct(StringComparer.Ordinal)], variables, mounts)
        {
            Secrets = [.. places.Where(place => Uri.TryCreate(place, UriKind.Absolute, out var url) && url.UserInfo.Length > 0)],
        };
    }

    private static int Rank(string line) => line.StartsWith(":env:", StringComparison.Ordinal) ? 2 : line.StartsWith("global.", StringComparison.Ordinal) ? 0 : line.StartsWith("install.", StringComparison.Ordinal) ? 1 : -1;

    private static string[] Words(Dictionary<string, string> settings, string key) =>
        settings.GetValueOrDefault(key, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string[] WithFiles(string host) => host == "pypi.org" ? [host, FilesOfUsual] : [host];
}
