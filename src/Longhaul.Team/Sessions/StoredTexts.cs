using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Longhaul.Runs.Files;
using Longhaul.Search.State;
using Longhaul.Team.Context;
using Microsoft.Extensions.AI;

namespace Longhaul.Team.Sessions;

/// <summary>The texts that events name by hash: briefs, prompts, answers, results.</summary>
public sealed class StoredTexts(ContentStore objects)
{
    private const string Fault = "longhaul.fault";

    /// <summary>Stores a text.</summary>
    public string Put(string text) => objects.Put(Encoding.UTF8.GetBytes(text)).Value;

    /// <summary>A stored text.</summary>
    public string Get(string hash) => Encoding.UTF8.GetString(objects.Get(new ContentHash(hash)));

    /// <summary>Stores a model's message with all that its provider wants to see again.</summary>
    public string PutMessage(ChatMessage message)
    {
        // What was wrong with a call's arguments is not serialised by itself.
        foreach (var call in message.Contents.OfType<FunctionCallContent>().Where(call => call.Exception is not null))
            (call.AdditionalProperties ??= [])[Fault] = call.Exception!.InnerException?.Message ?? call.Exception.Message;
        return Put(JsonSerializer.Serialize(message, AIJsonUtilities.DefaultOptions));
    }

    /// <summary>Why the arguments of a stored call could not be read; null: they could.</summary>
    public static string? FaultOf(FunctionCallContent call) => call.AdditionalProperties?.GetValueOrDefault(Fault)?.ToString();

    /// <summary>A stored message.</summary>
    public ChatMessage GetMessage(string hash)
    {
        var message = JsonSerializer.Deserialize<ChatMessage>(Get(hash), AIJsonUtilities.DefaultOptions)!;
        // Read back, a result is a JSON value, and providers' libraries would send it in quotes with every line end escaped.
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
            result.Result = result.Result is JsonElement { ValueKind: JsonValueKind.String } text ? text.GetString() : result.Result;
        return message;
    }

    /// <summary>
    /// Stores a prompt as the list of its parts, each part by its own hash: what stays the same from call to call is stored once.
    /// </summary>
    public string PutPrompt(Prompt prompt) => Put(new JsonArray([.. prompt.Parts.Select(part => (JsonNode)new JsonObject
    {
        ["part"] = part.Name,
        ["role"] = part.Message.Role.Value,
        ["tokens"] = part.Tokens,
        ["message"] = PutMessage(part.Message),
    })]).ToJsonString());

    /// <summary>The exchanges of a session since its context was last built.</summary>
    /// <param name="whole">Where the whole result of a use can be read; null: nowhere.</param>
    public IReadOnlyList<ExchangeText> ExchangesOf(RoleSessionState session, Func<string, string?> whole) => [.. session.Exchanges.Select(exchange => new ExchangeText(
        GetMessage(exchange.Answer.Answer),
        [.. exchange.Answer.Uses.Where(use => exchange.Results.ContainsKey(use.Id)).Select(use => (use.Call, Get(exchange.Results[use.Id].Result), whole(use.Id)))]))];

    /// <summary>A stored prompt: its parts by name, and the messages.</summary>
    public IReadOnlyList<(string Part, int Tokens, ChatMessage Message)> GetPrompt(string hash) =>
        [.. JsonNode.Parse(Get(hash))!.AsArray().Select(part => (part!["part"]!.GetValue<string>(), part["tokens"]!.GetValue<int>(), GetMessage(part["message"]!.GetValue<string>())))];
}
