using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Longhaul.Pipelines.Cells;

/// <summary>Reads JSON, and lists, tuples and dictionaries as Python prints them (single quotes, <c>True</c>, <c>None</c>).</summary>
internal static partial class LenientJson
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
            return JsonDocument.Parse(WithoutHalves(text), Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Half a character (<c>\ud83d</c> alone, where someone cut a text) can't be read as text; it becomes U+FFFD.</summary>
    private static string WithoutHalves(string text) => text.Contains(@"\ud", StringComparison.OrdinalIgnoreCase)
        ? Escapes().Replace(text, escape => escape.Groups["half"].Success ? @"\ufffd" : escape.Value)
        : text;

    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Escapes();

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
