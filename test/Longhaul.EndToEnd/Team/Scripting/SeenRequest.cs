using System.Text.Json.Nodes;

namespace Longhaul.EndToEnd.Team.Scripting;

/// <summary>What a script can see of a request, whichever protocol it came by: OpenAI's, Anthropic's or the mailbox's.</summary>
/// <param name="System">The charter and the rules.</param>
/// <param name="Job">The word after <c>JOB</c> at the beginning of the brief; empty for the leader.</param>
/// <param name="Step">Answers that the prompt holds: those that were given before this one.</param>
/// <param name="Results">What came of the tools that the last answer called.</param>
/// <param name="Told">All that the other parts of the prompt tell.</param>
internal sealed record SeenRequest(string System, string Job, int Step, IReadOnlyList<string> Results, string Told)
{
    private const string Brief = "# Your brief\n";
    private static readonly string[] Labels = ["role", "type", "id", "tool_call_id", "tool_use_id", "call_id"];

    /// <summary>Reads the request's body.</summary>
    public static SeenRequest Of(JsonNode request)
    {
        var messages = request["messages"]!.AsArray().Select(message => message!).ToList();
        var users = string.Join('\n', messages.Where(message => Role(message) == "user").Select(Text));
        var last = messages.FindLastIndex(message => Role(message) == "assistant");
        return new SeenRequest(
            Text(request["system"]) + string.Join('\n', messages.Where(message => Role(message) == "system").Select(Text)),
            JobOf(users),
            messages.Count(message => Role(message) == "assistant"),
            [.. messages.Skip(last + 1).SelectMany(ResultsOf)],
            users);
    }

    private static string JobOf(string text)
    {
        var at = text.IndexOf(Brief, StringComparison.Ordinal);
        return at < 0 || !text[(at + Brief.Length)..].StartsWith("JOB ", StringComparison.Ordinal) ? "" : text[(at + Brief.Length)..].Split(' ', '\n', '.')[1];
    }

    private static string Role(JsonNode message) => message["role"]!.GetValue<string>();

    private static IEnumerable<string> ResultsOf(JsonNode message) => Role(message) == "tool" ? [Text(message)]
        : message["content"] is JsonArray contents ? contents.Where(content => content?["type"]?.GetValue<string>() == "tool_result").Select(Text)
        : [];

    private static string Text(JsonNode? node) => node switch
    {
        JsonObject map => Joined(map.Where(entry => !Labels.Contains(entry.Key)).Select(entry => Text(entry.Value))),
        JsonArray list => Joined(list.Select(Text)),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => "",
    };

    private static string Joined(IEnumerable<string> texts) => string.Join('\n', texts.Where(text => text.Length > 0));
}
