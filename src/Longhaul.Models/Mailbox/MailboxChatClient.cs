using System.Text.Encodings.Web;
using System.Text.Json;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;
using Microsoft.Extensions.AI;

namespace Longhaul.Models.Mailbox;

/// <summary>
/// A model that is a folder: each request becomes a file, and who answers (a person, a script, another agent) writes the reply's file beside it.
/// A request that lies there already with its reply is answered at once, so a run that was cut off loses no letter.
/// One of another run with the same id is replaced, and its reply is not taken.
/// </summary>
public sealed class MailboxChatClient(string folder, TimeProvider clock) : IChatClient
{
    /// <summary>The option that names a request; without it requests are numbered.</summary>
    public const string IdOption = "longhaul.call";

    private const string HowTo =
        "Write ID.reply.json beside this file: {\"text\": \"…\", \"calls\": [{\"name\": \"TOOL\", \"arguments\": {…}}]}; both are optional, one is needed. "
        + "A plain text in ID.reply.txt does as well. Write to another name first and rename, so that nothing half written is read.";

    private const long LargestReply = 16 << 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly MailboxJson Json = new(new JsonSerializerOptions(MailboxJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private int _number;

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var id = options?.AdditionalProperties?.TryGetValue(IdOption, out string? named) == true && named is not null ? named : $"{Interlocked.Increment(ref _number):00000}";
        var place = Path.Combine(folder, id);
        Post(place, JsonSerializer.Serialize(Letter(id, messages, options), Json.MailboxRequest) + "\n");
        MailboxReply? reply;
        while ((reply = Read(place)) is null)
            await Task.Delay(Look, clock, cancellationToken).ConfigureAwait(false);
        return Response(id, reply);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    // Another run's letter may lie there under the same id: its reply answers something else.
    private static void Post(string place, string letter)
    {
        var request = place + ".request.json";
        if (File.Exists(request) && File.ReadAllText(request) == letter)
            return;
        if (File.Exists(request))
        {
            File.Delete(place + ".reply.json");
            File.Delete(place + ".reply.txt");
        }

        AtomicFile.Write(request, letter);
    }

    private static MailboxRequest Letter(string id, IEnumerable<ChatMessage> messages, ChatOptions? options) => new(
        id,
        [.. messages.SelectMany(Messages)],
        [.. (options?.Tools ?? []).OfType<AIFunctionDeclaration>().Select(tool => new MailboxTool(tool.Name, tool.Description, tool.JsonSchema))],
        HowTo.Replace("ID", id, StringComparison.Ordinal));

    private static IEnumerable<MailboxMessage> Messages(ChatMessage message)
    {
        var results = message.Contents.OfType<FunctionResultContent>().ToList();
        if (results.Count > 0)
            return results.Select(result => new MailboxMessage("tool", result.Result?.ToString(), CallId: result.CallId));
        MailboxCall[] calls = [.. message.Contents.OfType<FunctionCallContent>().Select(call => new MailboxCall(call.CallId, call.Name, JsonSerializer.SerializeToElement(call.Arguments, AIJsonUtilities.DefaultOptions)))];
        return [new MailboxMessage(message.Role.Value, message.Text, calls.Length == 0 ? null : calls)];
    }

    private static MailboxReply? Read(string place)
    {
        if (File.Exists(place + ".reply.txt"))
            return new MailboxReply(File.ReadAllText(place + ".reply.txt"));
        var file = new FileInfo(place + ".reply.json");
        if (!file.Exists)
            return null;
        if (file.Length > LargestReply)
            throw new IOException($"{file.FullName}: larger than 16 MiB.");
        try
        {
            var reply = JsonSerializer.Deserialize(JsonText.WithoutHalves(File.ReadAllText(file.FullName)), Json.MailboxReply);
            return reply is { Calls: { } calls } && !calls.All(CanBeMade) ? null : reply;
        }
        catch (JsonException)
        {
            // Half written, or wrong: who wrote it still may mend it.
            return null;
        }
    }

    private static bool CanBeMade(MailboxCall? call) => call is { Name: { Length: > 0 } } && (call.Arguments.ValueKind != JsonValueKind.Object
        || call.Arguments.EnumerateObject().GroupBy(property => property.Name, StringComparer.Ordinal).All(same => same.Count() == 1));

    private static ChatResponse Response(string id, MailboxReply reply)
    {
        List<AIContent> contents = reply.Text is { Length: > 0 } text ? [new TextContent(text)] : [];
        contents.AddRange((reply.Calls ?? []).Select((call, i) => new FunctionCallContent(call.Id ?? $"{id}-{i + 1}", call.Name, Arguments(call.Arguments))));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            FinishReason = reply.Calls is { Count: > 0 } ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = reply.InputTokens, CachedInputTokenCount = reply.CachedTokens, OutputTokenCount = reply.OutputTokens },
        };
    }

    private static Dictionary<string, object?>? Arguments(JsonElement arguments) => arguments.ValueKind == JsonValueKind.Object
        ? arguments.EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value.Clone(), StringComparer.Ordinal)
        : null;
}
