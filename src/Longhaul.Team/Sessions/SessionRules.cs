using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Team.Roles;

namespace Longhaul.Team.Sessions;

/// <summary>What a session does next: a pure function of its state and of what is left.</summary>
public static class SessionRules
{
    /// <summary>Answers in a row without a step after which the session is over.</summary>
    public const int IdleAtMost = 4;

    // A judge has nothing to say but its verdict.
    private static readonly string[] EndsSession = ["finish", "verdict"];

    private const int SameCallsToNudge = 3;
    private const int SameCallsAtMost = 5;

    /// <summary>The next action.</summary>
    /// <param name="timeLeft">Working time that the session still has; null: not limited.</param>
    /// <param name="broke">A cap on tokens or money is reached.</param>
    public static SessionAction Next(RoleSessionState session, Role role, TimeSpan? timeLeft, bool broke)
    {
        if (session.Open is { Next: { } use })
            return new SessionAction.Use(use);
        if (Finished(session) is { } finish)
            return new SessionAction.End("finished", finish);
        if (session.Ended is not null)
            throw new InvalidOperationException($"{session.Started.Session} is over.");
        if (broke)
            return new SessionAction.End("budget", null);
        if (timeLeft <= TimeSpan.Zero)
            return new SessionAction.End("time", null);
        if (session.Calls >= role.Steps && session.Asked is null)
            return new SessionAction.End("steps", null);
        var same = SameCalls(session);
        if (session.Idle >= IdleAtMost || same >= SameCallsAtMost)
            return new SessionAction.End("faults", null);
        return new SessionAction.Ask(Nudge(session, role, same));
    }

    /// <summary>The result of a finish that was accepted: a text's hash.</summary>
    private static string? Finished(RoleSessionState session) => session.Exchanges is [.., var last]
        ? last.Answer.Uses.Where(use => EndsSession.Contains(use.Name)).Select(use => last.Results.GetValueOrDefault(use.Id)).FirstOrDefault(result => result?.Outcome == "ok")?.Result
        : null;

    private static string? Nudge(RoleSessionState session, Role role, int same) => session switch
    {
        _ when same >= SameCallsToNudge => "You made the same call three times. It gives the same result: do something else, or finish and say what is in your way.",
        { Idle: > 0, Exchanges: [.., { Answer: { Finish: "length" } }] } => "Your answer was cut off because it was too long. Write large files in parts.",
        { Idle: > 0, Exchanges: [.., { Answer.Uses.Count: 0 }] } => "You called no tool, so nothing happened. Go on by calling a tool; when the brief is done, call finish.",
        { Idle: > 1 } => "Your last calls could not be used. Read the messages, and call one tool at a time.",
        _ when role.Steps - session.Calls == 3 => "Three steps are left in this session. Write down what matters in your notes, then finish with a summary.",
        _ => null,
    };

    private static int SameCalls(RoleSessionState session)
    {
        var last = session.Exchanges.Reverse().Select(exchange => exchange.Answer.Uses is [var only] ? $"{only.Name} {only.Arguments}" : null).ToList();
        return last is [{ } call, ..] ? last.TakeWhile(other => other == call).Count() : 0;
    }
}

/// <summary>What a session can do.</summary>
public abstract record SessionAction
{
    private SessionAction()
    {
    }

    /// <summary>Ask the model, with a word of the machine's where it is needed.</summary>
    public sealed record Ask(string? Nudge) : SessionAction;

    /// <summary>Use the tool that the model called.</summary>
    public sealed record Use(ToolUse Tool) : SessionAction;

    /// <summary>It is over.</summary>
    /// <param name="Summary">The hash of what it hands over; null: the machine says what there is to say.</param>
    public sealed record End(string Outcome, string? Summary) : SessionAction;
}
