using Microsoft.Extensions.AI;

namespace Longhaul.Team.Context;

/// <summary>An exchange as it was: the model's message, and the results of the tools it called in their order.</summary>
/// <param name="Results">The provider's id of the call, the result's text, and where the whole of it stands.</param>
public sealed record ExchangeText(ChatMessage Answer, IReadOnlyList<(string Call, string Text, string? Whole)> Results);
