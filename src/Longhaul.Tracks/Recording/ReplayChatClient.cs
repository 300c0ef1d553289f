using System.Runtime.CompilerServices;
using System.Text.Json;
using Longhaul.Models.Mailbox;
using Microsoft.Extensions.AI;

namespace Longhaul.Tracks.Recording;

/// <summary>A model that answers as it did in a recording, to the same prompts.</summary>
/// <param name="compares">Whether prompts must be the same as recorded.</param>
internal sealed class ReplayChatClient(SessionRecording recording, bool compares) : IChatClient
{
    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var name = options?.AdditionalProperties?.TryGetValue(MailboxChatClient.IdOption, out string? given) == true ? given! : "";
        var id = name.Split('-')[0];
        if (recording.Call(id) is not { } call)
        {
            // In the recording its time ran out before an answer came: so it does now.
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
            throw new OperationCanceledException(cancellationToken);
        }

        if (compares)
            Compare(call, [.. messages.Select(MessageText.Of)]);
        return new ChatResponse(JsonSerializer.Deserialize<ChatMessage>(call.Answer, AIJsonUtilities.DefaultOptions)!)
        {
            FinishReason = new ChatFinishReason(call.Finish ?? "stop"),
            Usage = new UsageDetails { InputTokenCount = call.Input, CachedInputTokenCount = call.Cached, OutputTokenCount = call.Output },
        };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
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

    private void Compare(SessionCall call, string[] now)
    {
        string[] recorded = [.. call.Prompt.Select(recording.Text)];
        for (var i = 0; i < Math.Max(now.Length, recorded.Length); i++)
        {
            var (old, own) = (i < recorded.Length ? recorded[i] : "", i < now.Length ? now[i] : "");
            if (old != own)
                throw ReplayDifferenceException.OfTexts($"the prompt of {call.Id}, message {i + 1}", old, own);
        }
    }
}

/// <summary>A prompt's message as a text that can be compared and read.</summary>
internal static class MessageText
{
    public static string Of(ChatMessage message) => $"{message.Role.Value}\n{string.Join('\n', message.Contents.Select(Of))}";

    private static string Of(AIContent content) => content switch
    {
        TextContent text => text.Text,
        TextReasoningContent reasoning => reasoning.Text,
        FunctionCallContent call => $"{call.CallId} {call.Name} {JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions)}",
        FunctionResultContent result => $"{result.CallId}: {result.Result}",
        _ => content.GetType().Name,
    };
}
