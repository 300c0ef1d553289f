using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Longhaul.Runs.Tables;

/// <summary>Strings in JSON that others wrote: half a character (<c>\ud83d</c> alone, where someone cut a text within an emoji) is read as U+FFFD.</summary>
public static partial class JsonText
{
    /// <summary>The text of a JSON string.</summary>
    public static string Of(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException) when (value.ValueKind == JsonValueKind.String)
        {
            return JsonSerializer.Deserialize(WithoutHalves(value.GetRawText()), JsonTextContext.Default.String) ?? "";
        }
    }

    /// <summary>JSON whose strings can all be read.</summary>
    public static string WithoutHalves(string json) => json.Contains(@"\ud", StringComparison.OrdinalIgnoreCase)
        ? Escapes().Replace(json, escape => escape.Groups["half"].Success ? @"\ufffd" : escape.Value)
        : json;

    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Escapes();
}

[JsonSerializable(typeof(string))]
internal sealed partial class JsonTextContext : JsonSerializerContext;
