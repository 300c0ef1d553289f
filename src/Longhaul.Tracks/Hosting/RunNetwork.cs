using Longhaul.Builtin.Training;
using Longhaul.Execution.Network;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Search.Experiments;

namespace Longhaul.Tracks.Hosting;

/// <summary>
/// The network of a run's commands: the hosts that its task grants (<c>resources.network</c>), through a proxy of the host's. Each request is a line of
/// <c>network.jsonl</c> in the run's folder.
/// </summary>
public sealed class RunNetwork : IAsyncDisposable
{
    private readonly NetworkProxy _proxy;
    private readonly NetworkAccess _access;

    private RunNetwork(NetworkPolicy policy, RequestLog log, TimeProvider clock)
    {
        var trainer = TrainerProgram.Plain;
        _access = new NetworkAccess(trainer.Dll, trainer.Mounts);
        _proxy = NetworkProxy.Start(policy, clock, log.Write);
    }

    /// <summary>Opens it; null where nothing is granted, or commands run without a sandbox and reach what they like.</summary>
    /// <exception cref="EnvironmentLacksException">The forwarder is missing.</exception>
    public static RunNetwork? Open(IReadOnlyList<string> hosts, Blacklist blacklist, RequestLog log, RunSettings settings, TimeProvider clock) =>
        hosts.Count == 0 || settings.Sandbox == "none" ? null : new RunNetwork(new NetworkPolicy(hosts, blacklist), log, clock);

    /// <summary>What stands before a command.</summary>
    public IReadOnlyList<string> Before => _access.Before(_proxy);

    /// <summary>What a command must see besides.</summary>
    public IReadOnlyList<Mount> Mounts => _access.MountsFor(_proxy);

    /// <summary>Surroundings with the way to the network.</summary>
    public CommandSurroundings In(CommandSurroundings surroundings)
    {
        var variables = new Dictionary<string, string>(NetworkAccess.Variables, StringComparer.Ordinal);
        foreach (var (name, value) in surroundings.Environment)
            variables[name] = value;
        return surroundings with { Mounts = [.. surroundings.Mounts, .. Mounts], Environment = variables, Before = Before };
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();
}
