using Longhaul.Builtin.Training;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Network;
using Longhaul.Execution.Sandbox;

namespace Longhaul.Tests.Execution.Network;

/// <summary>From within the real sandbox, by the real forwarder, to a local server.</summary>
public sealed class NetworkAccessTests : IAsyncLifetime
{
    private readonly LocalServer _server = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<NetworkRequest> _requests = [];
    private LocalExecutor _executor = null!;
    private NetworkProxy _proxy = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _executor = new LocalExecutor(TimeProvider.System, SandboxKind.Bubblewrap, _folder.At("state"));
        _proxy = NetworkProxy.Start(new NetworkPolicy([$"127.0.0.1:{_server.Port}"], Blacklist.Empty), TimeProvider.System, _requests.Add);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _executor.DisposeAsync();
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_job_reaches_a_listed_host_through_the_proxy_and_no_other()
    {
        var outcome = await RunAsync(
            $$"""
            ask() { exec 5<>/dev/tcp/127.0.0.1/${HTTP_PROXY##*:}; printf '%s\r\n\r\n' "$1" >&5; cat <&5; exec 5>&-; }
            ask 'GET http://127.0.0.1:{{_server.Port}}/x HTTP/1.1'; echo
            ask 'CONNECT example.org:443 HTTP/1.1'
            (exec 6<>/dev/tcp/127.0.0.1/{{_server.Port}}) 2>/dev/null && echo direct
            exit 7
            """);

        var log = await File.ReadAllTextAsync(_folder.At("job/log.txt"), Token);
        outcome.ExitCode.ShouldBe(7, log);
        log.ShouldContain("hello");
        log.ShouldContain("example.org is not among the hosts");
        log.ShouldNotContain("direct");
        _requests.Select(request => request.Decision.Verdict).ShouldBe([NetworkVerdict.Allowed, NetworkVerdict.NotListed], ignoreOrder: true);
    }

    [Fact]
    public async Task The_forwarder_leaves_nothing_behind_and_ends_with_the_job()
    {
        var outcome = await RunAsync("test ! -e /tmp/.network");

        outcome.Ending.ShouldBe(Ending.Success);
        Directory.EnumerateFileSystemEntries(_folder.At("job")).Select(entry => Path.GetFileName(entry)).ShouldBe(["log.txt"]);
    }

    private async Task<JobOutcome> RunAsync(string script)
    {
        var trainer = TrainerProgram.Plain;
        var job = new Job { Id = new JobId("n1"), Folder = _folder.At("job"), Command = ["/bin/bash", "-c", script] };
        await _executor.SubmitAsync(new NetworkAccess(trainer.Dll, trainer.Mounts).Grant(job, _proxy), Token);
        return await _executor.WatchAsync(job.Id, Token);
    }
}
