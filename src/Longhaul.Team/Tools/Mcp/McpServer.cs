using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Team.Tools.Mcp;

/// <summary>An MCP server that the user named in config.yaml, under <c>mcp</c>.</summary>
/// <param name="Name">Its tools are called <c>NAME_TOOL</c>.</param>
/// <param name="Command">The program and its arguments; empty where it is reached by <paramref name="Url"/>.</param>
/// <param name="Url">Its address; null where it is started.</param>
public sealed record McpServer(string Name, IReadOnlyList<string> Command, Uri? Url)
{
    /// <summary>Reads the servers of a config file; one that isn't there names none.</summary>
    /// <exception cref="TaskPackageException">It is wrong; the message names line and column.</exception>
    public static IReadOnlyList<McpServer> Read(string path) => File.Exists(path) ? Of(YamlDocument.Read(path)) : [];

    /// <summary>The servers that a config file's map names.</summary>
    /// <exception cref="TaskPackageException">It is wrong; the message names line and column.</exception>
    public static IReadOnlyList<McpServer> Of(YamlMap config)
    {
        if (config.Map("mcp") is not { } servers)
            return [];
        return [.. servers.Keys.Select(name =>
        {
            var map = servers.Map(name) ?? throw servers.Wrong(name, $"the server '{name}' needs {{command: [PROGRAM, …]}} or {{url: https://…}}.");
            map.Allow("command", "url");
            var command = map.Texts("command") ?? [];
            var url = map.Text("url") is { } text
                ? Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : throw map.Wrong("url", $"'{text}' is no address that begins with http:// or https://.")
                : null;
            if (command.Count > 0 == url is not null)
                throw servers.Wrong(name, $"the server '{name}' needs either a command or a url.");
            return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                ? new McpServer(name, command, url)
                : throw servers.Wrong(name, $"'{name}': a server's name has letters, digits, - and _ only, since its tools are named after it.");
        })];
    }
}
