using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Team.Roles;
using Microsoft.Extensions.AI;

namespace Longhaul.Team.Sessions;

/// <summary>
/// Which calls of one answer are worked on at the same time: those that ask roles which only read. Everything else is done one after the other, since
/// what a call writes may be what the next one needs.
/// </summary>
internal static class SideBySide
{
    private const string Asks = "ask_role";

    /// <summary>The uses to do now, in the order of the calls; at least one.</summary>
    /// <param name="open">An exchange whose uses are not all done.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="most">How many at once, at least 1.</param>
    public static IReadOnlyList<ToolUse> Of(Exchange open, ChatMessage answer, int most)
    {
        var first = open.Next ?? throw new InvalidOperationException("Every use of the exchange has ended.");
        ToolUse[] together = [.. open.Answer.Uses.SkipWhile(use => use.Id != first.Id).TakeWhile(use => Reader(answer, use) is not null).Where(use => !open.Results.ContainsKey(use.Id)).Take(most)];
        return together.Length > 1 ? together : [first];
    }

    /// <summary>The how-many-th of an answer's calls to the same reading role a use is, from 1: each has notes of its own.</summary>
    public static int Copy(Exchange open, ChatMessage answer, string use) =>
        open.Answer.Uses.FirstOrDefault(one => one.Id == use) is { } own && Reader(answer, own) is { } role
            ? open.Answer.Uses.TakeWhile(one => one.Id != use).Count(one => Reader(answer, one)?.Name == role.Name) + 1
            : 1;

    /// <summary>The role that only reads which a use asks; null where it does something else.</summary>
    private static Role? Reader(ChatMessage answer, ToolUse use)
    {
        if (use.Name != Asks)
            return null;
        var call = answer.Contents.OfType<FunctionCallContent>().FirstOrDefault(call => call.CallId == use.Call && call.Name == Asks);
        return call?.Arguments is { } arguments && arguments.TryGetValue("role", out var asked) && asked?.ToString() is { } name && RoleBook.All.TryGetValue(name, out var role) && role.OnlyReads ? role : null;
    }
}
