using Longhaul.Execution.Network;
using Longhaul.Execution.Packages;
using Longhaul.Execution.Python;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tracks.Papers.Delivery;

/// <summary>
/// The network of a delivered <c>reproduce.sh</c>: what the task grants and, where packages may be installed, the indexes that this machine takes them
/// from, so that the delivered <c>setup_env.sh</c> can do its work.
/// </summary>
internal sealed class DeliveryNetwork : IAsyncDisposable
{
    private readonly RunNetwork? _network;
    private readonly IReadOnlyList<PackageSource> _sources;

    private DeliveryNetwork(RunNetwork? network, IReadOnlyList<PackageSource> sources) => (_network, _sources) = (network, sources);

    /// <summary>What stands before the script.</summary>
    public IReadOnlyList<string> Before => _network?.Before ?? [];

    /// <summary>What it must see besides.</summary>
    public IReadOnlyList<Mount> Mounts => [.. _network?.Mounts ?? [], .. _sources.SelectMany(source => source.Mounts)];

    /// <summary>What tells programs the way, and managers the index.</summary>
    public IReadOnlyDictionary<string, string> Variables
    {
        get
        {
            var all = new Dictionary<string, string>(_network is null ? new Dictionary<string, string>() : NetworkAccess.Variables, StringComparer.Ordinal);
            foreach (var (name, value) in _sources.SelectMany(source => source.Variables))
                all[name] = value;
            // An index on this machine is reached through the proxy too.
            if (_sources.Any(source => source.Hosts.Any(IsHere)))
                (all["NO_PROXY"], all["no_proxy"]) = ("", "");
            return all;
        }
    }

    /// <summary>Opens it.</summary>
    /// <param name="packages">The managers that are permitted; one that isn't installed counts for nothing.</param>
    public static async Task<DeliveryNetwork> OpenAsync(
        IReadOnlyList<string> packages, IReadOnlyList<string> hosts, Blacklist blacklist, RequestLog log, RunSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var sources = new List<PackageSource>();
        foreach (var manager in packages.Select(PackageSystems.Of).OfType<PackageSystem>())
        {
            try
            {
                var python = settings.Python is { } named ? (await PythonInstallation.FindAsync(named, cancellationToken).ConfigureAwait(false)).Executable : PythonInstallation.System;
                var source = await PackageRecipes.Of(manager).SourceAsync(python, cancellationToken).ConfigureAwait(false);
                // Delivered code is not trusted with passwords.
                if (source.Secrets.Count == 0)
                    sources.Add(source);
            }
            catch (EnvironmentLacksException)
            {
                // add_packages says so when it is asked.
            }
        }

        return new DeliveryNetwork(RunNetwork.Open([.. hosts, .. sources.SelectMany(source => source.Hosts)], blacklist, log, settings, clock), sources);
    }

    public async ValueTask DisposeAsync()
    {
        if (_network is not null)
            await _network.DisposeAsync().ConfigureAwait(false);
    }

    private static bool IsHere(string host) => host.Split(':')[0] is "localhost" or "127.0.0.1";
}
