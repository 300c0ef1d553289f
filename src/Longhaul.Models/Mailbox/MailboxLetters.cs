using System.Text.Json;
using System.Text.Json.Serialization;

namespace Longhaul.Models.Mailbox;

/// <summary>A request as it lies in the mailbox: <c>ID.request.json</c>.</summary>
/// <param name="Id">Names the request; the reply is <c>ID.reply.json</c>.</param>
/// <param name="Messages">The prompt in order.</param>
/// <param name="Tools">What may be called.</param>
/// <param name="Reply">How to answer, for who opens the file without a manual.</param>
public sealed record MailboxRequest(string Id, IReadOnlyList<MailboxMessage> Messages, IReadOnlyList<MailboxTool> Tools, string Reply);

/// <summary>One message of a prompt.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Calls">What the assistant called.</param>
/// <param name="CallId">For <c>tool</c>: the call that this is the result of.</param>
public sealed record MailboxMessage(string Role, string? Text, IReadOnlyList<MailboxCall>? Calls = null, string? CallId = null);

/// <summary>A call of a tool.</summary>
/// <param name="Id">Any text that is unique within the reply; made where it is missing.</param>
/// <param name="Arguments">An object by the tool's schema.</param>
public sealed record MailboxCall(string? Id, string Name, JsonElement Arguments);

/// <summary>A tool and the JSON schema of its arguments.</summary>
public sealed record MailboxTool(string Name, string Description, JsonElement Schema);

/// <summary>An answer: <c>ID.reply.json</c>. A text, calls of tools, or both.</summary>
/// <param name="InputTokens">Of a language model that answered, where known.</param>
public sealed record MailboxReply(string? Text, IReadOnlyList<MailboxCall>? Calls = null, long? InputTokens = null, long? CachedTokens = null, long? OutputTokens = null);

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MailboxRequest))]
[JsonSerializable(typeof(MailboxReply))]
internal sealed partial class MailboxJson : JsonSerializerContext;
