using System.Text.Json;
using System.Text.Json.Nodes;

namespace Longhaul.Team.Tools;

/// <summary>A tool's arguments as a JSON schema, built from lines that read like a signature.</summary>
public sealed class ToolSchema
{
    private readonly JsonObject _properties = [];
    private readonly JsonArray _required = [];

    /// <summary>A required text.</summary>
    public ToolSchema Text(string name, string about) => Add(name, "string", about, required: true);

    /// <summary>A text that may be left out.</summary>
    public ToolSchema TextOr(string name, string about) => Add(name, "string", about, required: false);

    /// <summary>One of some words.</summary>
    public ToolSchema Word(string name, string about, IEnumerable<string> words)
    {
        Add(name, "string", about, required: true);
        _properties[name]!["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]);
        return this;
    }

    /// <summary>A required whole number.</summary>
    public ToolSchema Whole(string name, string about) => Add(name, "integer", about, required: true);

    /// <summary>A whole number that may be left out.</summary>
    public ToolSchema WholeOr(string name, string about) => Add(name, "integer", about, required: false);

    /// <summary>A number that may be left out.</summary>
    public ToolSchema NumberOr(string name, string about) => Add(name, "number", about, required: false);

    /// <summary>True or false; may be left out.</summary>
    public ToolSchema Flag(string name, string about) => Add(name, "boolean", about, required: false);

    /// <summary>A list of texts.</summary>
    public ToolSchema Texts(string name, string about, bool required)
    {
        Add(name, "array", about, required);
        _properties[name]!["items"] = new JsonObject { ["type"] = "string" };
        return this;
    }

    /// <summary>The schema.</summary>
    public JsonElement Build() => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["type"] = "object",
        ["properties"] = _properties.DeepClone(),
        ["required"] = _required.DeepClone(),
        ["additionalProperties"] = false,
    });

    private ToolSchema Add(string name, string type, string about, bool required)
    {
        _properties[name] = new JsonObject { ["type"] = type, ["description"] = about };
        if (required)
            _required.Add(name);
        return this;
    }
}
