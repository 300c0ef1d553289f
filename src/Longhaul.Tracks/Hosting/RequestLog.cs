using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Execution.Network;
using Longhaul.Runs.Folder;

namespace Longhaul.Tracks.Hosting;

/// <summary>What a run asked of the network, whoever asked: <c>network.jsonl</c>, a line each. Made with the first of them.</summary>
public sealed class RequestLog(RunFolder folder) : IDisposable
{
    private readonly Lock _gate = new();
    private FileStream? _file;

    /// <summary>Writes a request down.</summary>
    public void Write(NetworkRequest request)
    {
        lock (_gate)
        {
            _file ??= new FileStream(folder.NetworkLog, FileMode.Append, FileAccess.Write, FileShare.Read);
            _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(request, NetworkJson.Default.NetworkRequest), (byte)'\n']);
            _file.Flush();
        }
    }

    public void Dispose() => _file?.Dispose();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NetworkRequest))]
internal sealed partial class NetworkJson : JsonSerializerContext;
