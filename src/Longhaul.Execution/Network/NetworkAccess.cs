using System.Globalization;
using Longhaul.Execution.Dotnet;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;

namespace Longhaul.Execution.Network;

/// <summary>
/// Gives a job the way to a <see cref="NetworkProxy"/>. A sandbox has no network but its own loopback, so a forwarder in it listens there and passes
/// connections on to the proxy's socket; the usual variables (<c>HTTPS_PROXY</c> …) tell programs of it.
/// </summary>
/// <param name="Program">The dll whose command <c>forward</c> is the forwarder.</param>
/// <param name="Mounts">What the forwarder must see.</param>
public sealed record NetworkAccess(string Program, IReadOnlyList<Mount> Mounts)
{
    /// <summary>Where the forwarder listens in the sandbox.</summary>
    public const int Port = 3128;

    private const string Certificates = "/etc/ssl/certs";

    private const string Script = """
        mkfifo "$TMPDIR/.network" || exit 125
        DOTNET_GCHeapHardLimit=4000000 DOTNET_PROCESSOR_COUNT=1 DOTNET_EnableDiagnostics=0 "$1" "$2" forward --socket "$3" --port "$4" >"$TMPDIR/.network" 2>"$TMPDIR/.network.log" </dev/null &
        read -r ready <"$TMPDIR/.network" || { cat "$TMPDIR/.network.log" >&2; exit 125; }
        rm -f "$TMPDIR/.network"; shift 4
        exec "$@"
        """;

    /// <summary>The job with access to what the proxy lets through.</summary>
    public Job Grant(Job job, NetworkProxy proxy) => job with
    {
        Command = [.. Before(proxy), .. job.Command],
        Mounts = [.. job.Mounts, .. MountsFor(proxy)],
        Environment = With(job.Environment, Variables),
    };

    /// <summary>What stands before a job's own command.</summary>
    public IReadOnlyList<string> Before(NetworkProxy proxy) =>
        ["/bin/sh", "-c", Script, "sh", DotnetRuntime.Command(Program)[0], Program, proxy.Socket, Port.ToString(CultureInfo.InvariantCulture)];

    /// <summary>What a job must see besides: the socket, the forwarder, and the authorities that certificates are checked against.</summary>
    public IReadOnlyList<Mount> MountsFor(NetworkProxy proxy) =>
        [.. Mounts, new Mount(proxy.Socket, proxy.Socket), .. Directory.Exists(Certificates) ? [new Mount(Certificates, Certificates)] : (Mount[])[]];

    /// <summary>The variables that programs look for; what a job serves itself on its loopback is reached without the proxy.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HTTP_PROXY"] = $"http://127.0.0.1:{Port}",
        ["HTTPS_PROXY"] = $"http://127.0.0.1:{Port}",
        ["http_proxy"] = $"http://127.0.0.1:{Port}",
        ["https_proxy"] = $"http://127.0.0.1:{Port}",
        ["NO_PROXY"] = "localhost,127.0.0.1,::1",
        ["no_proxy"] = "localhost,127.0.0.1,::1",
    };

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> further)
    {
        var all = new Dictionary<string, string>(further, StringComparer.Ordinal);
        foreach (var (name, value) in own)
            all[name] = value;
        return all;
    }
}
