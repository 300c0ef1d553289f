using System.Globalization;
using System.Text.Json;

namespace Longhaul.Team.Tools;

/// <summary>The arguments of a call, with typed access; what is missing or of the wrong type is said precisely, since a model reads it.</summary>
public sealed class ToolArguments(string tool, IReadOnlyDictionary<string, JsonElement> values)
{
    /// <summary>All of them as they came.</summary>
    public IReadOnlyDictionary<string, JsonElement> All => values;

    /// <summary>A text.</summary>
    /// <exception cref="ToolArgumentException">It is missing, or no text.</exception>
    public string Text(string name) => TextOr(name) ?? throw new ToolArgumentException($"{tool}: the argument '{name}' is missing.");

    /// <summary>A text, or null where it is left out.</summary>
    public string? TextOr(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        { } value => throw Wrong(name, "a text", value),
    };

    /// <summary>A whole number within bounds, or null where it is left out.</summary>
    public int? WholeOr(string name, int least, int most)
    {
        if (Find(name) is not { } value)
            return null;
        // Models often quote numbers.
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, $"a whole number from {least} to {most}", value);
    }

    /// <summary>A number of seconds or minutes within bounds, or null where it is left out.</summary>
    public double? NumberOr(string name, double least, double most)
    {
        if (Find(name) is not { } value)
            return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, $"a number from {least} to {most}", value);
    }

    /// <summary>True or false; false where it is left out.</summary>
    public bool Flag(string name) => Find(name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } value => value.GetBoolean(),
        { ValueKind: JsonValueKind.String } value when bool.TryParse(value.GetString(), out var flag) => flag,
        { } value => throw Wrong(name, "true or false", value),
    };

    /// <summary>A list of texts; empty where it is left out.</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText())],
        { ValueKind: JsonValueKind.String } value => [value.GetString()!],
        { } value => throw Wrong(name, "a list of texts", value),
    };

    private JsonElement? Find(string name) =>
        values.TryGetValue(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    private ToolArgumentException Wrong(string name, string expected, JsonElement value) =>
        new($"{tool}: '{name}' must be {expected}, but is {Shown(value)}.");

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..77] + "…" : value.GetRawText();
}

/// <summary>Arguments that a tool can't use; the message is for the model.</summary>
public sealed class ToolArgumentException(string message) : Exception(message);
