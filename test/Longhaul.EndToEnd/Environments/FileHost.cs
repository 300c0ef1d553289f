using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Longhaul.Tests.Execution.Network.Web;

namespace Longhaul.EndToEnd.Environments;

/// <summary>A host of files on this machine, some of which want a token; it is two hosts by name, <c>127.0.0.1</c> and <c>localhost</c>.</summary>
internal sealed class FileHost : IAsyncDisposable
{
    public const string Weights = "weights of a model\n";

    private readonly LoopbackListener _listener = new();
    private readonly string _token;
    private readonly Task _serving;

    public FileHost(string token)
    {
        _token = token;
        _serving = ServeAsync();
    }

    public int Port => _listener.Port;

    /// <summary>The host's address.</summary>
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>What was asked, by whom the request was addressed, with which authorisation.</summary>
    public ConcurrentQueue<(string Host, string Path, string? Authorization)> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (await _listener.NextAsync() is { } context)
            await AnswerAsync(context);
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Asked.Enqueue((request.Url!.Host, request.Url.AbsolutePath, request.Headers["Authorization"]));
        var knows = request.Headers["Authorization"] == $"Bearer {_token}";
        var body = request.Url.AbsolutePath switch
        {
            "/open.csv" => "a,b\n1,2\n",
            "/gated.bin" when knows => Weights,
            "/elsewhere.bin" when knows => "",
            "/cdn.bin" => Weights,
            "/forbidden/code.py" => "print()",
            "/echo" => $"you sent {request.Headers["Authorization"]}",
            "/away" => "",
            _ => null,
        };
        response.StatusCode = request.Url.AbsolutePath is "/elsewhere.bin" or "/away" && body is not null ? 302 : body is null ? 401 : 200;
        if (response.StatusCode == 302)
            response.RedirectLocation = request.Url.AbsolutePath == "/away" ? "http://169.254.169.254/latest/meta-data" : $"http://localhost:{Port}/cdn.bin";
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        response.ContentLength64 = bytes.Length;
        await response.OutputStream.WriteAsync(bytes);
        response.Close();
    }
}
