using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Longhaul.Tests.Execution.Network.Web;

namespace Longhaul.Tests.Models;

/// <summary>
/// A server on this machine that speaks the streamed HTTP protocols of OpenAI (<c>/v1/chat/completions</c>) and Anthropic (<c>/v1/messages</c>)
/// and answers by a script: what a client library can see of the real ones.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly LoopbackListener _listener = new();
    private readonly Func<JsonNode, ScriptedReply> _script;
    private readonly Task _serving;

    public ScriptedServer(Func<JsonNode, ScriptedReply> script)
    {
        _script = script;
        Address = new Uri($"http://127.0.0.1:{_listener.Port}/");
        _serving = ServeAsync();
    }

    /// <summary>A server that gives these replies in order; further requests are an error.</summary>
    public static ScriptedServer Of(params IReadOnlyList<ScriptedReply> replies)
    {
        var next = 0;
        return new ScriptedServer(_ => next < replies.Count ? replies[next++] : ScriptedReply.Fails(400, "{\"error\":{\"message\":\"the script is over\"}}"));
    }

    public Uri Address { get; }

    public Uri OpenAI => new(Address, "v1");

    /// <summary>The requests' bodies, oldest first.</summary>
    public ConcurrentQueue<JsonNode> Requests { get; } = [];

    /// <summary>The requests' keys, as they came in a header.</summary>
    public ConcurrentQueue<string> Keys { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (await _listener.NextAsync() is { } context)
        {
            try
            {
                await AnswerAsync(context);
            }
            catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException or InvalidOperationException or IOException)
            {
                // A client that was killed in the middle is none of the next one's trouble.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var request = JsonNode.Parse(await reader.ReadToEndAsync())!;
        Requests.Enqueue(request);
        Keys.Enqueue(context.Request.Headers["x-api-key"] ?? context.Request.Headers["Authorization"] ?? "");
        var reply = _script(request);
        var response = context.Response;
        response.StatusCode = reply.Status;
        if (reply.RetryAfter is { } seconds)
            response.AddHeader("Retry-After", $"{seconds}");
        var isAnthropic = context.Request.Url!.AbsolutePath.EndsWith("/messages", StringComparison.Ordinal);
        response.ContentType = reply.Status == 200 ? "text/event-stream" : "application/json";
        response.SendChunked = true;
        string[] events = [.. isAnthropic ? AnthropicStream.Of(reply) : OpenAIStream.Of(reply)];
        var body = reply.Status != 200 ? reply.Text! : string.Concat(reply.Instead is { } other ? [.. events.Take(events.Length / 2), other] : events);
        var bytes = Encoding.UTF8.GetBytes(body);
        await response.OutputStream.WriteAsync(bytes.AsMemory(0, reply.BreaksOff ? bytes.Length / 2 : bytes.Length));
        await response.OutputStream.FlushAsync();
        if (reply.BreaksOff)
            response.Abort();
        else
            response.Close();
    }
}

/// <summary>A reply as OpenAI streams it.</summary>
internal static class OpenAIStream
{
    public static IEnumerable<string> Of(ScriptedReply reply)
    {
        yield return Chunk(new { role = "assistant", content = "" }, null);
        foreach (var piece in (reply.Text ?? "").Chunk(20))
            yield return Chunk(new { content = new string(piece) }, null);
        foreach (var (i, call) in reply.Calls.Index())
        {
            yield return Chunk(new { tool_calls = new[] { new { index = i, id = $"call_{i}_{Guid.NewGuid():N}", type = "function", function = new { name = call.Name, arguments = "" } } } }, null);
            foreach (var piece in call.Arguments.Chunk(16))
                yield return Chunk(new { tool_calls = new[] { new { index = i, function = new { arguments = new string(piece) } } } }, null);
        }

        yield return Chunk(new { }, reply.Calls.Count > 0 ? "tool_calls" : "stop");
        yield return Event(new
        {
            id = "chatcmpl-1",
            @object = "chat.completion.chunk",
            created = 1,
            model = "scripted",
            choices = Array.Empty<object>(),
            usage = new { prompt_tokens = reply.InputTokens, completion_tokens = reply.OutputTokens, total_tokens = reply.InputTokens + reply.OutputTokens, prompt_tokens_details = new { cached_tokens = reply.CachedTokens } },
        });
        yield return "data: [DONE]\n\n";
    }

    private static string Chunk(object delta, string? finish) => Event(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion.chunk",
        created = 1,
        model = "scripted",
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
    });

    private static string Event(object data) => $"data: {JsonSerializer.Serialize(data)}\n\n";
}

/// <summary>A reply as Anthropic streams it.</summary>
internal static class AnthropicStream
{
    public static IEnumerable<string> Of(ScriptedReply reply)
    {
        yield return Event("message_start", new
        {
            message = new
            {
                id = "msg_1",
                type = "message",
                role = "assistant",
                model = "scripted",
                content = Array.Empty<object>(),
                stop_reason = (string?)null,
                stop_sequence = (string?)null,
                usage = new { input_tokens = reply.InputTokens - reply.CachedTokens, cache_read_input_tokens = reply.CachedTokens, cache_creation_input_tokens = 0, output_tokens = 1 },
            },
        });
        var index = 0;
        if (reply.Text is { } text)
        {
            yield return Event("content_block_start", new { index, content_block = new { type = "text", text = "" } });
            foreach (var piece in text.Chunk(20))
                yield return Event("content_block_delta", new { index, delta = new { type = "text_delta", text = new string(piece) } });
            yield return Event("content_block_stop", new { index = index++ });
        }

        foreach (var call in reply.Calls)
        {
            yield return Event("content_block_start", new { index, content_block = new { type = "tool_use", id = $"toolu_{Guid.NewGuid():N}", name = call.Name, input = new { } } });
            foreach (var piece in call.Arguments.Chunk(16))
                yield return Event("content_block_delta", new { index, delta = new { type = "input_json_delta", partial_json = new string(piece) } });
            yield return Event("content_block_stop", new { index = index++ });
        }

        yield return Event("message_delta", new { delta = new { stop_reason = reply.Calls.Count > 0 ? "tool_use" : "end_turn", stop_sequence = (string?)null }, usage = new { output_tokens = reply.OutputTokens } });
        yield return Event("message_stop", new { });
    }

    private static string Event(string type, object data)
    {
        var node = JsonSerializer.SerializeToNode(data)!.AsObject();
        node.Insert(0, "type", type);
        return $"event: {type}\ndata: {node.ToJsonString()}\n\n";
    }
}
