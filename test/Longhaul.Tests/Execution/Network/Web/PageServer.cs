using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Longhaul.Tests.Execution.Network.Web;

/// <summary>A web server on this machine that gives what a test says.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly LoopbackListener _listener = new();
    private readonly Func<HttpListenerRequest, PageReply> _pages;
    private readonly Task _serving;

    public PageServer(Func<HttpListenerRequest, PageReply> pages)
    {
        _pages = pages;
        _serving = ServeAsync();
    }

    public int Port => _listener.Port;

    /// <summary>As settings name it.</summary>
    public string Host => $"127.0.0.1:{Port}";

    /// <summary>What was asked: path and query.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public Uri At(string path) => new($"http://{Host}{path}");

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (await _listener.NextAsync() is { } context)
        {
            Asked.Enqueue(context.Request.RawUrl!);
            var reply = _pages(context.Request);
            context.Response.StatusCode = reply.Status;
            context.Response.ContentType = reply.Type;
            if (reply.Packed is not null)
                context.Response.Headers["Content-Encoding"] = reply.Packed;
            if (reply.Location is not null)
                context.Response.Headers["Location"] = reply.Location;
            context.Response.ContentLength64 = reply.Body.Length; // without it, an empty body ends in two last chunks, and the second one spoils the connection
            try
            {
                await context.Response.OutputStream.WriteAsync(reply.Body);
                context.Response.Close();
            }
            catch (HttpListenerException)
            {
                // who asked has read enough
            }
        }
    }
}

/// <summary>What a page server gives.</summary>
internal sealed record PageReply(byte[] Body, string Type = "text/html; charset=utf-8", int Status = 200, string? Location = null, string? Packed = null)
{
    public static PageReply Html(string html) => new(Encoding.UTF8.GetBytes(html));

    public static PageReply Json(string json) => new(Encoding.UTF8.GetBytes(json), "application/json");

    public static PageReply To(string location) => new([], "text/html", 302, location);
}
