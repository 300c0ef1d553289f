using Longhaul.Models.Prices;
using Microsoft.Extensions.AI;

namespace Longhaul.Models.Calling;

/// <summary>A model's answer to one call.</summary>
/// <param name="Message">The assistant's message: text, tool calls, reasoning content that the provider wants to see again.</param>
/// <param name="Usage">Tokens as the provider counted them; zero where it doesn't.</param>
/// <param name="Finish">Why it ended: <c>stop</c>, <c>tool_calls</c>, <c>length</c>, <c>content_filter</c>; null where the provider doesn't say.</param>
/// <param name="Waited">Time spent waiting between tries, as far as no other call waited then: not the run's fault, so not charged to its budget.</param>
public sealed record ModelAnswer(ChatMessage Message, TokenUsage Usage, string? Finish, TimeSpan Waited)
{
    /// <summary>Calls of tools, in the model's order.</summary>
    public IReadOnlyList<FunctionCallContent> Calls => [.. Message.Contents.OfType<FunctionCallContent>()];

    /// <summary>What the model said beside its calls, without its reasoning.</summary>
    public string Text => Message.Text.Trim();
}
