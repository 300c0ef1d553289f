using System.Text.Json;
using Longhaul.Runs.Tables;
using Microsoft.Extensions.AI;

namespace Longhaul.Models.Calling;

/// <summary>
/// The contents of an answer so that its calls can be stored and told apart: half characters in arguments (<c>\ud83d</c> alone) are read as U+FFFD, and a
/// call whose id is missing or stands at an earlier call gets another one. Calls that are in order stay as they came.
/// </summary>
internal static class CleanCalls
{
    public static List<AIContent> Of(IEnumerable<AIContent> contents)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return [.. contents.Select(content => content is FunctionCallContent call ? Of(call, ids) : content)];
    }

    private static FunctionCallContent Of(FunctionCallContent call, HashSet<string> ids)
    {
        foreach (var (name, value) in call.Arguments?.ToList() ?? [])
        {
            if (value is JsonElement { ValueKind: not JsonValueKind.Undefined } json)
                call.Arguments![name] = Whole(json);
        }

        if (call.CallId is { Length: > 0 } && ids.Add(call.CallId))
            return call;
        var word = call.CallId is { Length: > 0 } given ? given : "call";
        var id = Enumerable.Range(1, int.MaxValue - 1).Select(number => $"{word}-{number}").First(ids.Add);
        return new FunctionCallContent(id, call.Name, call.Arguments) { Exception = call.Exception, AdditionalProperties = call.AdditionalProperties };
    }

    private static JsonElement Whole(JsonElement value)
    {
        var text = value.GetRawText();
        if (JsonText.WithoutHalves(text) is var whole && whole == text)
            return value;
        using var document = JsonDocument.Parse(whole);
        return document.RootElement.Clone();
    }
}
