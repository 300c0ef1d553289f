using System.Text;
using System.Text.Json;
using Longhaul.Runs.Tables;

namespace Longhaul.Pipelines.Cells;

/// <summary>Reads JSON, and lists, tuples and dictionaries as Python prints them (single quotes, <c>True</c>, <c>None</c>).</summary>
internal static class LenientJson
{
    private const int Longest = 1 << 20;

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, MaxDepth = 16 };

    /// <summary>The document; null where the text is neither, or longer than a mebibyte.</summary>
    public static JsonDocument? TryParse(string text)
    {
        if (text.Length > Longest)
            return null;
        return Parse(text) ?? (text.AsSpan().ContainsAny('\'', '(') || text.Contains("None", StringComparison.Ordinal) ? Parse(FromPython(text)) : null);
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(JsonText.WithoutHalves(text), Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Quotes become double ones, and the words of Python those of JSON; strings keep what they say.</summary>
    private static string FromPython(string text)
    {
        var json = new StringBuilder(text.Length + 16);
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && (c == '\'' || c == '"'))
            {
                quote = c;
                json.Append('"');
            }
            else if (quote != '\0' && c == '\\' && i + 1 < text.Length)
            {
                json.Append(text[i + 1] == '\'' ? "'" : $"\\{text[i + 1]}");
                i++;
            }
            else if (quote != '\0')
            {
                json.Append(c == quote ? "\"" : c == '"' ? "\\\"" : c.ToString());
                quote = c == quote ? '\0' : quote;
            }
            else
            {
                i += Word(text, i, json) - 1;
            }
        }

        return json.ToString();
    }

    private static int Word(string text, int at, StringBuilder json)
    {
        foreach (var (python, word) in new[] { ("True", "true"), ("False", "false"), ("None", "null"), ("nan", "null"), ("(", "["), (")", "]") })
        {
            if (string.CompareOrdinal(text, at, python, 0, python.Length) != 0)
                continue;
            json.Append(word);
            return python.Length;
        }

        json.Append(text[at]);
        return 1;
    }
}
