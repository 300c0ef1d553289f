using System.Text;
using System.Text.Json;

namespace Longhaul.Team.Tools.Finding;

/// <summary><c>find_tool</c>: tools that aren't described in the prompt.</summary>
public sealed class FindTool(Func<IReadOnlyList<ITool>> further) : ITool
{
    public const string ToolName = "find_tool";

    private const int Shown = 6;

    public string Name => ToolName;

    public string Description => "Finds further tools by what they do; says their names and arguments. Use them by use_tool.";

    public JsonElement Schema { get; } = new ToolSchema().Text("query", "What the tool shall do, in a few words.").Build();

    public bool Repeatable => true;

    public bool IsReading => true;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var query = arguments.Text("query");
        var text = new StringBuilder();
        foreach (var tool in ToolOffer.Ranked(further(), query).Take(Shown))
            text.Append($"{tool.Name}: {tool.Description}\n{tool.Schema.GetRawText()}\n");
        return Task.FromResult(ToolResult.Ok(text.ToString(), $"looked for a tool: {Runs.Printable.Line(query, 80)}"));
    }
}

/// <summary><c>use_tool</c>: uses a tool that <c>find_tool</c> named.</summary>
public sealed class UseTool(Func<IReadOnlyList<ITool>> further) : ITool
{
    public const string ToolName = "use_tool";

    public string Name => ToolName;

    public string Description => "Uses a tool that find_tool named.";

    public JsonElement Schema { get; } = new ToolSchema().Text("name", "The tool's name.").Text("arguments", "Its arguments: a JSON object, as text.").Build();

    // It may be any tool.
    public bool Repeatable => false;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var name = arguments.Text("name");
        if (further().FirstOrDefault(tool => tool.Name == name) is not { } tool)
            return ToolResult.Wrong($"use_tool: there is no tool '{name}'. find_tool says what there is.");
        try
        {
            using var document = JsonDocument.Parse(arguments.Text("arguments"));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return ToolResult.Wrong("use_tool: 'arguments' must be a JSON object.");
            var values = document.RootElement.EnumerateObject().ToDictionary(value => value.Name, value => value.Value.Clone(), StringComparer.Ordinal);
            return await tool.UseAsync(new ToolArguments(name, values), scene, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException problem)
        {
            return ToolResult.Wrong($"use_tool: 'arguments' is no JSON: {problem.Message}");
        }
    }
}
