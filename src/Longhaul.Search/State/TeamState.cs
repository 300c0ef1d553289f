using System.Collections.Immutable;
using Longhaul.Search.Events;

namespace Longhaul.Search.State;

/// <summary>The roles' sessions as the journal tells them. What it holds is bounded by the number of sessions, not of steps.</summary>
public sealed record TeamState
{
    private const int MostRefused = 1000;

    public static TeamState Empty { get; } = new();

    /// <summary>Sessions by id.</summary>
    public ImmutableDictionary<string, RoleSessionState> Sessions { get; init; } = ImmutableDictionary.Create<string, RoleSessionState>(StringComparer.Ordinal);

    /// <summary>Ids in the order of start.</summary>
    public ImmutableList<string> Order { get; init; } = [];

    /// <summary>Sessions that were started before the run was last extended: none of those that are over leads any more.</summary>
    public int Before { get; init; }

    /// <summary>The session that leads, open or over; null: nobody was asked to since the run began or was extended.</summary>
    public RoleSessionState? Leading => Order.Select(id => Sessions[id]).LastOrDefault(session => session is { Started.By: null, Ended: null })
        ?? Order.Skip(Before).Select(id => Sessions[id]).LastOrDefault(session => session.Started.By is null);

    /// <summary>Uses of tools that appended to a log.</summary>
    public ImmutableHashSet<string> Entries { get; init; } = [];

    /// <summary>What roles asked the person, oldest first.</summary>
    public ImmutableList<Question> Questions { get; init; } = [];

    /// <summary>What roles tried and may not do: the use and the reason, oldest first, the first thousand.</summary>
    public ImmutableList<(string Use, string What)> Refused { get; init; } = [];

    /// <summary>Commands that were started in the background, by the use that started them.</summary>
    public ImmutableSortedDictionary<string, BackgroundJob> Jobs { get; init; } = ImmutableSortedDictionary.Create<string, BackgroundJob>(StringComparer.Ordinal);

    /// <summary>What roles had to do with the web.</summary>
    public WebAccount Web { get; init; } = WebAccount.Empty;

    /// <summary>What a person said to the team without being asked, oldest first.</summary>
    public ImmutableList<string> Advice { get; init; } = [];

    /// <summary>Prompt tokens by part, and the largest prompt: what prompts held.</summary>
    public PromptAccount Prompts { get; init; } = PromptAccount.Empty;

    public long InputTokens { get; init; }
    public long CachedTokens { get; init; }
    public long OutputTokens { get; init; }

    /// <summary>Money so far, in US dollars, of calls whose price is known.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>Answered calls whose price isn't known.</summary>
    public int UnpricedCalls { get; init; }

    /// <summary>Pauses that providers asked for; where several sessions waited at the same time, that time once.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Input and output tokens.</summary>
    public long Tokens => InputTokens + OutputTokens;

    /// <summary>The session that a tool use called into being.</summary>
    public RoleSessionState? CalledBy(string use) => Sessions.Values.FirstOrDefault(session => session.Started.By == use);

    /// <summary>The state after a person answered the oldest open question; without one it is advice.</summary>
    public TeamState Answered(string text) => Questions.FindIndex(question => question.Answer is null) is >= 0 and var open
        ? this with { Questions = Questions.SetItem(open, Questions[open] with { Answer = text }) }
        : Advised(text);

    /// <summary>The state after a person said something.</summary>
    public TeamState Advised(string text) => this with { Advice = Advice.Add(text) };

    /// <summary>The state after one more event.</summary>
    /// <param name="experiments">Experiments started by now.</param>
    public TeamState After(RoleEvent what, int experiments)
    {
        if (what is RoleStarted started)
            return this with { Sessions = Sessions.SetItem(started.Session, new RoleSessionState { Started = started }), Order = Order.Add(started.Session) };
        var session = Sessions[what.Session].After(what, experiments);
        var known = this with { Sessions = Sessions.SetItem(what.Session, session), Entries = what is LogAppended entry ? Entries.Add(entry.Use) : Entries };
        if (what is PersonAsked asked)
            known = known with { Questions = known.Questions.Add(new Question(asked.Use, asked.Question, null)) };
        if (what is ToolEnded { Outcome: "refused" } refused && Refused.Count < MostRefused)
            known = known with { Refused = Refused.Add((refused.Use, refused.What)) };
        if (what is JobStarted begun)
            known = known with { Jobs = Jobs.SetItem(begun.Job, new BackgroundJob(begun, null)) };
        if (what is JobEnded over)
            known = known with { Jobs = Jobs.SetItem(over.Job, Jobs[over.Job] with { Ended = over }) };
        if (what is ToolEnded { Web: { } contacts } reached)
            known = known with { Web = known.Web.With(reached.Use, contacts) };
        if (what is ModelAsked prompt)
            known = known with { Prompts = Prompts.With(prompt) };
        return what is not ModelAnswered answered
            ? known
            : known with
            {
                InputTokens = InputTokens + answered.Input,
                CachedTokens = CachedTokens + answered.Cached,
                OutputTokens = OutputTokens + answered.Output,
                CostUsd = CostUsd + (answered.CostUsd ?? 0),
                UnpricedCalls = UnpricedCalls + (answered.CostUsd is null ? 1 : 0),
                Waited = Waited + TimeSpan.FromSeconds(answered.WaitedSeconds),
            };
    }
}

/// <summary>A role's question to the person.</summary>
/// <param name="Use">The use of the tool that asks it.</param>
/// <param name="Answer">Null while it is open.</param>
public sealed record Question(string Use, string Text, string? Answer);

/// <summary>What a run's prompts held, in tokens.</summary>
/// <param name="Calls">Prompts that were sent.</param>
/// <param name="Largest">Tokens of the largest one.</param>
/// <param name="LargestEarly">Tokens of the largest of the first fifty.</param>
/// <param name="Rebuilt">How often a context was built anew from files.</param>
/// <param name="Parts">Part → tokens over all prompts, and in the prompt that held most of it.</param>
public sealed record PromptAccount(int Calls, int Largest, int LargestEarly, int Rebuilt, ImmutableSortedDictionary<string, (long Sum, int Most)> Parts)
{
    private const int Early = 50;

    public static PromptAccount Empty { get; } = new(0, 0, 0, 0, ImmutableSortedDictionary.Create<string, (long, int)>(StringComparer.Ordinal));

    /// <summary>The account with one more prompt.</summary>
    public PromptAccount With(ModelAsked asked) => new(
        Calls + 1,
        Math.Max(Largest, asked.Tokens),
        Calls < Early ? Math.Max(LargestEarly, asked.Tokens) : LargestEarly,
        Rebuilt + (asked.Rebuilt ? 1 : 0),
        asked.Parts.Aggregate(Parts, (parts, part) => parts.SetItem(part.Key, parts.GetValueOrDefault(part.Key) is var (sum, most) ? (sum + part.Value, Math.Max(most, part.Value)) : (part.Value, part.Value))));
}
