using System.Text.Json;
using Longhaul.Runs;
using Longhaul.Team.Texts;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Longhaul.Team.Tools.Mcp;

/// <summary>A tool of an MCP server.</summary>
public sealed class McpTool(string server, McpClientTool tool) : ITool
{
    private const int LongestDescription = 600;
    private const int Shown = 8_000;

    public string Name { get; } = $"{server}_{tool.Name}";

    public string Description { get; } = Printable.Line(tool.Description, LongestDescription);

    public JsonElement Schema => tool.JsonSchema;

    // What a server doesn't promise to be harmless is not done twice.
    public bool Repeatable => tool.ProtocolTool.Annotations is { ReadOnlyHint: true } or { IdempotentHint: true };

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        CallToolResult result;
        try
        {
            result = await tool.CallAsync(arguments.All.ToDictionary(argument => argument.Key, argument => (object?)argument.Value, StringComparer.Ordinal), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            return ToolResult.Failed($"{Name} failed: {problem.Message}", $"{Name} failed");
        }

        var whole = Plain.Of(string.Join('\n', result.Content.Select(Text)));
        var shown = Cut.Middle(whole, Shown, Sessions.WholeResults.PathOf(scene.Use));
        var made = result.IsError == true ? ToolResult.Failed(shown, $"{Name} failed") : ToolResult.Ok(shown, $"{Name}: {whole.Length} characters");
        return whole.Length > Shown ? made with { Whole = whole } : made;
    }

    private static string Text(ContentBlock content) => content switch
    {
        TextContentBlock text => text.Text,
        EmbeddedResourceBlock { Resource: TextResourceContents resource } => resource.Text,
        _ => $"({content.Type} that can't be shown)",
    };
}
