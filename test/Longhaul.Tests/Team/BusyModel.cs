using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Longhaul.Tests.Team;

/// <summary>A model that never rests: it writes a new file with each step or has a command print 10 KB, runs an experiment now and then, and keeps notes when it is told to.</summary>
internal sealed class BusyModel(int steps) : IChatClient
{
    public const int StepsOfExperiment = 50;

    private int _step;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        _step++;
        var (tool, arguments) = Act(messages.Last().Text);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant,
        [
            new TextContent($"Step {_step}: the next thing that might help, and why I think so."),
            new FunctionCallContent($"call-{_step}", tool, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value, StringComparer.Ordinal)),
        ]))
        { FinishReason = ChatFinishReason.ToolCalls });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private (string Tool, (string Name, string Value)[] Arguments) Act(string state) =>
        _step == steps ? ("finish", [("summary", "All was tried.")])
        : _step % StepsOfExperiment == 0 ? ("run_experiment", [("title", $"guess {_step}"), ("hypothesis", "another guess"), ("pipeline", $"code/pipeline-{_step - 1}.yaml")])
        : _step % StepsOfExperiment == StepsOfExperiment - 1 ? ("write", [("path", $"code/pipeline-{_step}.yaml"), ("content", $"{_step}")])
        : state.Contains("context is nearly full", StringComparison.Ordinal) ? ("write", [("path", "notes/solo.md"), ("content", Text(400))])
        : _step % 7 == 0 ? ("append", [("path", "log/impl_log.md"), ("text", Text(20))])
        : _step % 2 == 0 ? ("write", [("path", $"code/part-{_step}.py"), ("content", Text(150))])
        : ("run", [("command", $"python3 code/part-{_step - 1}.py")]);

    private string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(i => $"word{i * _step % 997}"));
}
