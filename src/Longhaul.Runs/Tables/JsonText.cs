using System.Text.Json;
using System.Text.RegularExpressions;

namespace Longhaul.Runs.Tables;

/// <summary>Strings of JSON that others wrote: a half of a surrogate pair, as in a text that was cut within an emoji, is read as U+FFFD.</summary>
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
            return JsonSerializer.Deserialize(LoneSurrogate().Replace(value.GetRawText(), @"\ufffd"), JsonTextContext.Default.String) ?? "";
        }
    }

    [GeneratedRegex(@"\\u[dD][89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F][\da-fA-F]{2})|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F][\da-fA-F]{2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LoneSurrogate();
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class JsonTextContext : System.Text.Json.Serialization.JsonSerializerContext;
