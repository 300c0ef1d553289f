using System.Net;
using System.Net.Sockets;
using System.Text;
using Longhaul.Execution.Network;

namespace Longhaul.Tests.Execution.Network;

public sealed class NetworkProxyTests : IAsyncLifetime
{
    private readonly LocalServer _server = new();
    private readonly List<NetworkRequest> _requests = [];
    private NetworkProxy _proxy = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        var policy = new NetworkPolicy([$"127.0.0.1:{_server.Port}", "github.com", "127.0.0.1:9"], Blacklist.Parse($"127.0.0.1.example\nhttps://github.com/x/y\n"));
        _proxy = NetworkProxy.Start(policy, TimeProvider.System, _requests.Add);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task A_plain_request_to_a_listed_host_is_passed_on_without_what_was_for_the_proxy()
    {
        var answer = await AskAsync($"GET http://127.0.0.1:{_server.Port}/a/b?c=d HTTP/1.1\r\nHost: elsewhere\r\nProxy-Authorization: Basic c2VjcmV0\r\nX-Mine: 1\r\nConnection: keep-alive\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 200 OK");
        answer.ShouldEndWith("hello");
        _server.Heads.Single().ShouldBe($"GET /a/b?c=d HTTP/1.1\r\nHost: 127.0.0.1:{_server.Port}\r\nConnection: close\r\nX-Mine: 1\r\n\r\n");
        var request = (await ToldAsync()).Single();
        request.Address.ShouldBe($"http://127.0.0.1:{_server.Port}/a/b");
        request.Decision.Verdict.ShouldBe(NetworkVerdict.Allowed);
        request.Received.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_body_is_passed_on_to_its_length_and_nothing_behind_it()
    {
        await AskAsync($"POST http://127.0.0.1:{_server.Port}/ HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET http://127.0.0.1:{_server.Port}/second HTTP/1.1\r\n\r\n");

        _server.Heads.Single().ShouldEndWith("Content-Length: 3\r\n\r\n");
        (await ToldAsync()).Single().Sent.ShouldBe(3);
    }

    [Fact]
    public async Task A_tunnel_to_a_listed_host_carries_what_both_say()
    {
        var answer = await AskAsync($"CONNECT 127.0.0.1:{_server.Port} HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK");
        answer.ShouldEndWith("hello");
        (await ToldAsync()).Single().Address.ShouldBe($"127.0.0.1:{_server.Port}");
    }

    [Theory]
    [InlineData("GET http://example.org/ HTTP/1.1", "403", "example.org is not among the hosts", NetworkVerdict.NotListed)]
    [InlineData("CONNECT example.org:443 HTTP/1.1", "403", "example.org is not among the hosts", NetworkVerdict.NotListed)]
    [InlineData("CONNECT github.com:443 HTTP/1.1", "403", "github.com/x/y is on the blacklist, and what is fetched from github.com through a tunnel can't be seen", NetworkVerdict.Blacklisted)]
    [InlineData("GET http://github.com/X/Y.git/info HTTP/1.1", "403", "github.com/x/y is on the blacklist", NetworkVerdict.Blacklisted)]
    [InlineData("GET http://127.0.0.1:9/ HTTP/1.1", "502", "Longhaul's proxy", NetworkVerdict.Allowed)]
    public async Task What_is_refused_is_answered_and_told(string request, string status, string text, NetworkVerdict verdict)
    {
        var answer = await AskAsync(request + "\r\n\r\n");

        answer.ShouldStartWith($"HTTP/1.1 {status}");
        answer.ShouldContain(text);
        (await ToldAsync()).Single().Decision.Verdict.ShouldBe(verdict);
        _server.Heads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET https://127.0.0.1/ HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://127.0.0.1/ HTTP/1.1 x\r\n\r\n")]
    [InlineData("get http://127.0.0.1/ HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://127.0.0.1/ HTTP/1.1\r\n folded: x\r\n\r\n")]
    [InlineData("CONNECT 127.0.0.1 HTTP/1.1\r\n\r\n")]
    [InlineData("SSH-2.0-x\r\n\r\n")]
    public async Task What_is_no_request_to_a_proxy_is_answered_with_400(string request)
    {
        (await AskAsync(request)).ShouldStartWith("HTTP/1.1 400");

        _server.Heads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_refused() =>
        (await AskAsync($"POST http://127.0.0.1:{_server.Port}/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")).ShouldStartWith("HTTP/1.1 502");

    [Fact]
    public async Task A_job_that_hangs_up_at_once_does_no_harm()
    {
        for (var i = 0; i < 100; i++)
            (await ConnectAsync()).Dispose();

        (await AskAsync($"GET http://127.0.0.1:{_server.Port}/ HTTP/1.1\r\n\r\n")).ShouldEndWith("hello");
    }

    private async Task<string> AskAsync(string request)
    {
        using var socket = await ConnectAsync();
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Token);
        return await new StreamReader(stream, Encoding.Latin1).ReadToEndAsync(Token);
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_proxy.Socket), Token);
        return socket;
    }

    /// <summary>A request is told of when it has ended, which may be just after its answer was read.</summary>
    private async Task<List<NetworkRequest>> ToldAsync()
    {
        while (_requests.Count == 0)
            await Task.Delay(10, Token);
        return _requests;
    }
}
