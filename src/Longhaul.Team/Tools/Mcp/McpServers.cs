using Longhaul.Models.Addresses;
using Longhaul.Models.Keys;
using Longhaul.Models.Profiles;
using Longhaul.Runs;
using ModelContextProtocol.Client;

namespace Longhaul.Team.Tools.Mcp;

/// <summary>The connections to a user's MCP servers. They run with the user's rights, on the host; keys of language models are kept from them.</summary>
public sealed class McpServers : IAsyncDisposable
{
    private readonly List<McpClient> _clients = [];

    /// <summary>Their tools.</summary>
    public IReadOnlyList<ITool> Tools { get; private set; } = [];

    /// <summary>Connects to all that the settings name.</summary>
    /// <exception cref="EnvironmentLacksException">One can't be started or reached.</exception>
    public static Task<McpServers> ConnectAsync(UserConfig config, CancellationToken cancellationToken) =>
        ConnectAsync(McpServer.Read(config.File), Web.SearchSettings.Read(config.File)?.KeyVariable, cancellationToken);

    /// <summary>Connects to some.</summary>
    /// <param name="searchKey">The variable of the search service's key, which is kept from them too; null: none has one.</param>
    /// <exception cref="EnvironmentLacksException">One can't be started or reached.</exception>
    public static async Task<McpServers> ConnectAsync(IReadOnlyList<McpServer> servers, string? searchKey, CancellationToken cancellationToken)
    {
        var connected = new McpServers();
        var tools = new List<ITool>();
        foreach (var server in servers)
        {
            try
            {
                var client = await McpClient.CreateAsync(Transport(server, searchKey), cancellationToken: cancellationToken).ConfigureAwait(false);
                connected._clients.Add(client);
                tools.AddRange((await client.ListToolsAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Select(tool => new McpTool(server.Name, tool)));
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                await connected.DisposeAsync().ConfigureAwait(false);
                throw new EnvironmentLacksException($"The MCP server '{server.Name}' ({server.Url?.ToString() ?? string.Join(' ', server.Command)}) can't be used: {problem.Message} It is named under `mcp:` in config.yaml.");
            }
        }

        connected.Tools = tools;
        return connected;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync().ConfigureAwait(false);
    }

    private static IClientTransport Transport(McpServer server, string? searchKey) => server.Url is { } url
        ? new HttpClientTransport(new HttpClientTransportOptions { Endpoint = url, Name = server.Name })
        : new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = server.Name,
            Command = server.Command[0],
            Arguments = [.. server.Command.Skip(1)],
            EnvironmentVariables = Enum.GetValues<Provider>().Select(KeyRing.VariableOf).Append(searchKey).OfType<string>().Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal),
        });
}
