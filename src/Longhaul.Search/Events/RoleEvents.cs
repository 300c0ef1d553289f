using System.Text.Json.Serialization;

namespace Longhaul.Search.Events;

/// <summary>What a role's session leaves in the journal. Texts lie in <c>objects/</c> by hash; an event names them.</summary>
/// <param name="Session"><c>s1</c>, <c>s2</c>, … in the order of start.</param>
public abstract record RoleEvent(string Session) : RunEvent;

/// <summary><c>role.started</c>: a role takes up a brief.</summary>
/// <param name="Role">As in <c>roles/ROLE.yaml</c>.</param>
/// <param name="By">The tool use that called it (<c>s1.4.1</c>); null for the first one.</param>
/// <param name="Brief">What it is asked to do: a text's hash.</param>
/// <param name="LimitSeconds">Working time it may take; null: what the run has.</param>
/// <param name="At">Working time of the run, in seconds.</param>
public sealed record RoleStarted(string Session, string Role, string? By, string Brief, double? LimitSeconds, double At) : RoleEvent(Session);

/// <summary><c>model.asked</c>: written before the call. Without an answer after it, the call is made again under the same id.</summary>
/// <param name="Call">Number of the call in the session, from 1.</param>
/// <param name="Model">Who is asked.</param>
/// <param name="Prompt">The prompt as sent: hash of its list of parts.</param>
/// <param name="Tokens">Of the prompt, as we count them.</param>
/// <param name="Parts">Tokens by part: charter, task, map, notes, exchanges …</param>
/// <param name="Rebuilt">The context was built anew from the files: earlier exchanges are gone from it.</param>
public sealed record ModelAsked(
    string Session, int Call, string Model, string Prompt, int Tokens, IReadOnlyDictionary<string, int> Parts, bool Rebuilt) : RoleEvent(Session);

/// <summary><c>model.answered</c>: the answer is in the journal, and is never asked, nor paid, again.</summary>
/// <param name="Answer">Hash of the answer's message.</param>
/// <param name="Input">Tokens as the provider counted them.</param>
/// <param name="Cached">Of <paramref name="Input"/>, from the provider's cache.</param>
/// <param name="CostUsd">Null where the model's price isn't known.</param>
/// <param name="WaitedSeconds">Pauses that the provider asked for; not charged to the budget.</param>
/// <param name="Finish">Why it ended, in the provider's word.</param>
/// <param name="Uses">Tools it calls, in order.</param>
public sealed record ModelAnswered(
    string Session, int Call, string Answer, long Input, long Cached, long Output, decimal? CostUsd, double WaitedSeconds, string? Finish, IReadOnlyList<ToolUse> Uses)
    : RoleEvent(Session);

/// <summary>A call of a tool in an answer.</summary>
/// <param name="Id">Within the run: <c>s1.4.2</c> is the second call of the fourth answer of s1.</param>
/// <param name="Call">The provider's own id of it.</param>
/// <param name="Arguments">The beginning of their hash: equal ones are the same call again.</param>
public sealed record ToolUse(string Id, string Call, string Name, string Arguments);

/// <summary><c>tool.started</c>: written before a tool does anything.</summary>
/// <param name="Use"><see cref="ToolUse.Id"/>.</param>
/// <param name="What">What it is about to do, in one line.</param>
/// <param name="At">Working time of the run, in seconds.</param>
public sealed record ToolStarted(string Session, string Use, string What, double At) : RoleEvent(Session);

/// <summary><c>tool.ended</c>: its effect is in place and its result stored.</summary>
/// <param name="Outcome"><c>ok</c>, <c>refused</c> (not allowed), <c>wrong</c> (arguments), <c>failed</c> or <c>interrupted</c>.</param>
/// <param name="Result">Hash of the text that the model sees.</param>
/// <param name="What">What came of it, in one line.</param>
/// <param name="Web">What it had to do with the web; null: nothing.</param>
public sealed record ToolEnded(
    string Session, string Use, string Outcome, string Result, string What,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WebContact>? Web = null) : RoleEvent(Session);

/// <summary><c>log.appended</c>: a role's line in an append-only log; the host writes the file.</summary>
/// <param name="Log">The log's path in the workspace.</param>
public sealed record LogAppended(string Session, string Use, string Log, string Text) : RoleEvent(Session);

/// <summary><c>person.asked</c>: a role asks the person; <c>longhaul answer</c> answers the oldest open question.</summary>
public sealed record PersonAsked(string Session, string Use, string Question) : RoleEvent(Session);

/// <summary><c>role.ended</c>: the session is over.</summary>
/// <param name="Outcome"><c>finished</c>, <c>steps</c>, <c>time</c>, <c>budget</c>, <c>faults</c> or <c>refused</c>.</param>
/// <param name="Summary">What it hands to who called it: a text's hash. The work itself stands in files.</param>
public sealed record RoleEnded(string Session, string Outcome, string Summary) : RoleEvent(Session);
