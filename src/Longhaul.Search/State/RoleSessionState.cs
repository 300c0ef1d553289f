using System.Collections.Immutable;
using Longhaul.Search.Events;

namespace Longhaul.Search.State;

/// <summary>One session of a role. It keeps the exchanges since its context was last built from files; older ones are in the journal alone.</summary>
public sealed record RoleSessionState
{
    public required RoleStarted Started { get; init; }

    /// <summary>Exchanges since the context was last built, oldest first.</summary>
    public ImmutableList<Exchange> Exchanges { get; init; } = [];

    /// <summary>Calls of the model so far, answered or not.</summary>
    public int Calls { get; init; }

    /// <summary>A call that was asked and not answered: the process ended in between.</summary>
    public ModelAsked? Asked { get; init; }

    /// <summary>The prompt that was sent last: its hash; null before the first.</summary>
    public string? Prompt { get; init; }

    /// <summary>A use that was started and has not ended: in a run that was taken up again, one that was cut off.</summary>
    public string? Using { get; init; }

    /// <summary>Working time and experiments of the run when <see cref="Using"/> was started.</summary>
    public (TimeSpan Worked, int Experiments) UsingSince { get; init; }

    /// <summary>Uses of tools that ended, by outcome.</summary>
    public ImmutableSortedDictionary<string, int> Outcomes { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Answers in a row that brought no step forward: no tool called, or only wrong or refused uses.</summary>
    public int Idle { get; init; }

    /// <summary>What its calls have used.</summary>
    public Spending Spent { get; init; } = Spending.None;

    public RoleEnded? Ended { get; init; }

    /// <summary>The exchange whose tools are not all done; null when the model is to be asked.</summary>
    public Exchange? Open => Exchanges is [.., var last] && last.Next is not null ? last : null;

    /// <summary>The state after one more event.</summary>
    public RoleSessionState After(RoleEvent what, int experiments) => what switch
    {
        ModelAsked asked => this with { Asked = asked, Prompt = asked.Prompt, Calls = asked.Call, Exchanges = asked.Rebuilt ? [] : Exchanges },
        ModelAnswered answered => this with
        {
            Asked = null,
            Spent = Spent.With(answered),
            Exchanges = Exchanges.Add(new Exchange(answered, [])),
            Idle = answered.Uses.Count == 0 ? Idle + 1 : Idle,
        },
        // Started again after a crash, it goes on from where it was started first.
        ToolStarted started => this with { Using = started.Use, UsingSince = Using == started.Use ? UsingSince : (TimeSpan.FromSeconds(started.At), experiments) },
        LogAppended or PersonAsked or JobStarted or JobEnded => this,
        ToolEnded ended => After(ended, Exchanges[^1].With(ended)),
        RoleEnded ended => this with { Ended = ended },
        _ => throw new InvalidOperationException($"No transition for {what.GetType().Name}."),
    };

    private RoleSessionState After(ToolEnded ended, Exchange exchange) => this with
    {
        Using = null,
        Exchanges = Exchanges.SetItem(Exchanges.Count - 1, exchange),
        Outcomes = Outcomes.SetItem(ended.Outcome, Outcomes.GetValueOrDefault(ended.Outcome) + 1),
        Idle = exchange.Next is not null ? Idle : exchange.IsStep ? 0 : Idle + 1,
    };
}

/// <summary>An answer and what came of the tools it called.</summary>
/// <param name="Results">Ended uses by their id.</param>
public sealed record Exchange(ModelAnswered Answer, ImmutableDictionary<string, ToolEnded> Results)
{
    /// <summary>The first use that has not ended.</summary>
    public ToolUse? Next => Answer.Uses.FirstOrDefault(use => !Results.ContainsKey(use.Id));

    /// <summary>Whether any of its tools did something, be it in vain.</summary>
    public bool IsStep => Results.Values.Any(result => result.Outcome is "ok" or "failed");

    /// <summary>The exchange with one more result.</summary>
    public Exchange With(ToolEnded ended) => this with { Results = Results.SetItem(ended.Use, ended) };
}

/// <summary>Tokens and money of answered calls.</summary>
/// <param name="Unpriced">Calls whose price isn't known.</param>
public sealed record Spending(long Input, long Cached, long Output, decimal CostUsd, int Unpriced)
{
    public static Spending None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>With one more call.</summary>
    public Spending With(ModelAnswered answered) => new(
        Input + answered.Input, Cached + answered.Cached, Output + answered.Output, CostUsd + (answered.CostUsd ?? 0), Unpriced + (answered.CostUsd is null ? 1 : 0));
}
