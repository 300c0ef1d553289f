using System.Text.Json;

namespace Longhaul.Evaluation.Rubrics;

/// <summary>JSON in PaperBench's form → <see cref="RubricEntry"/>. Names it doesn't know are skipped; a value of the wrong kind is an error.</summary>
internal static class RubricEntryReader
{
    /// <summary>The root's entry.</summary>
    /// <exception cref="JsonException">No JSON.</exception>
    /// <exception cref="FormatException">A value of the wrong kind; the byte is in <c>Data["at"]</c>.</exception>
    public static RubricEntry Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 200, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        var root = Node(ref reader);
        while (reader.Read())
        {
            // What follows the root is no rubric's, and Read throws on it.
        }

        return root;
    }

    private static RubricEntry Node(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Wrong(reader, "expected a node ({\"id\": …, \"requirements\": …, \"weight\": …, \"sub_tasks\": […]}).");
        var entry = new RubricEntry(reader.TokenStartIndex);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            entry = name switch
            {
                "id" => entry with { Id = Text(ref reader, name) },
                "requirements" => entry with { Requirements = Text(ref reader, name) },
                "weight" => entry with { Weight = Number(ref reader, name) },
                "task_category" => entry with { Category = Text(ref reader, name) },
                "finegrained_task_category" => entry with { FinerCategory = Text(ref reader, name) },
                "score" => entry with { Score = Number(ref reader, name) },
                "valid_score" => entry with { Valid = Flag(ref reader, name) },
                "explanation" => entry with { Explanation = Text(ref reader, name) ?? "" },
                "sub_tasks" => entry with { Parts = Nodes(ref reader) },
                _ => Skipped(ref reader, entry),
            };
        }

        return entry;
    }

    private static List<RubricEntry> Nodes(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return [];
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Wrong(reader, "'sub_tasks' must be a list of nodes.");
        var nodes = new List<RubricEntry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            nodes.Add(Node(ref reader));
        return nodes;
    }

    private static RubricEntry Skipped(ref Utf8JsonReader reader, RubricEntry entry)
    {
        reader.Skip();
        return entry;
    }

    private static string? Text(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => reader.GetString(),
        _ => throw Wrong(reader, $"'{name}' must be a text."),
    };

    private static double? Number(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetDouble(out var value) && double.IsFinite(value) => value,
        _ => throw Wrong(reader, $"'{name}' must be a number."),
    };

    // Some of PaperBench's own trees write 1.0 for true.
    private static bool Flag(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.True or JsonTokenType.Null => true,
        JsonTokenType.False => false,
        JsonTokenType.Number when reader.TryGetDouble(out var value) => value != 0,
        _ => throw Wrong(reader, $"'{name}' must be true or false."),
    };

    private static FormatException Wrong(in Utf8JsonReader reader, string problem)
    {
        var wrong = new FormatException(problem);
        wrong.Data["at"] = reader.TokenStartIndex;
        return wrong;
    }
}
