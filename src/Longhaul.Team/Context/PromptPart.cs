using Microsoft.Extensions.AI;

namespace Longhaul.Team.Context;

/// <summary>A piece of a prompt.</summary>
/// <param name="Name">For the account of what a prompt held: <c>charter</c>, <c>task</c>, <c>map</c>, <c>exchanges</c> …</param>
/// <param name="Message">What is sent.</param>
/// <param name="Tokens">As we count them.</param>
public sealed record PromptPart(string Name, ChatMessage Message, int Tokens);

/// <summary>A prompt, ready to be sent.</summary>
/// <param name="Rebuilt">Earlier exchanges were left behind: the context was built from the files.</param>
/// <param name="Room">Tokens that more exchanges may have.</param>
public sealed record Prompt(IReadOnlyList<PromptPart> Parts, bool Rebuilt, int Room)
{
    /// <summary>Tokens in all, the tools' schemas not counted.</summary>
    public int Tokens => Parts.Sum(part => part.Tokens);

    /// <summary>Tokens by the parts' names.</summary>
    public IReadOnlyDictionary<string, int> ByName =>
        Parts.GroupBy(part => part.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(part => part.Tokens), StringComparer.Ordinal);

    /// <summary>The messages in order.</summary>
    public IReadOnlyList<ChatMessage> Messages => [.. Parts.Select(part => part.Message)];
}
