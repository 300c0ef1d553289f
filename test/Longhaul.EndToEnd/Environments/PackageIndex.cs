using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Longhaul.Tests.Execution.Network.Web;

namespace Longhaul.EndToEnd.Environments;

/// <summary>A package index on this machine (PEP 503) with wheels that are made here.</summary>
internal sealed class PackageIndex : IAsyncDisposable
{
    private readonly LoopbackListener _listener = new();
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Task _serving;

    public PackageIndex() => _serving = ServeAsync();

    public string Host => $"127.0.0.1:{_listener.Port}";

    /// <summary>What pip's settings name.</summary>
    public string Url => $"http://{Host}/simple";

    /// <summary>Paths that were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>While set, files are held back.</summary>
    public volatile bool Stalls;

    /// <summary>Adds a package of one module.</summary>
    public PackageIndex Holds(string name, string version, string code, string requires = "")
    {
        using var file = new MemoryStream();
        using (var wheel = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var info = $"{name}-{version}.dist-info";
            Write(wheel, $"{name}.py", code);
            Write(wheel, $"{info}/METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{(requires.Length > 0 ? $"Requires-Dist: {requires}\n" : "")}");
            Write(wheel, $"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            Write(wheel, $"{info}/RECORD", $"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n");
        }

        _files[$"{name}-{version}-py3-none-any.whl"] = file.ToArray();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private static void Write(ZipArchive wheel, string path, string text)
    {
        using var entry = wheel.CreateEntry(path).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private async Task ServeAsync()
    {
        while (await _listener.NextAsync() is { } context)
            _ = AnswerAsync(context);
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var path = context.Request.Url!.AbsolutePath;
            Asked.Enqueue(path);
            var name = path.TrimEnd('/').Split('/')[^1];
            while (Stalls && path.StartsWith("/files/", StringComparison.Ordinal))
                await Task.Delay(50);
            var body = path.StartsWith("/files/", StringComparison.Ordinal) ? _files.GetValueOrDefault(name) : PageOf(name);
            context.Response.StatusCode = body is null ? 404 : 200;
            context.Response.ContentType = path.StartsWith("/files/", StringComparison.Ordinal) ? "application/octet-stream" : "text/html";
            context.Response.ContentLength64 = body?.Length ?? 0;
            await context.Response.OutputStream.WriteAsync(body ?? []);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // whoever asked is gone
        }
    }

    private byte[]? PageOf(string package)
    {
        var links = _files.Keys.Where(file => file.StartsWith(package.Replace('-', '_') + "-", StringComparison.Ordinal))
            .Select(file => $"<a href=\"/files/{file}#sha256={Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(_files[file]))}\">{file}</a>").ToList();
        return links.Count == 0 ? null : Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><body>{string.Join('\n', links)}</body></html>");
    }
}
