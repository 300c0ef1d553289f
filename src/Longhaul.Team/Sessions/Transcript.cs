using System.Globalization;
using System.Text;
using System.Text.Json;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Search.Events;
using Microsoft.Extensions.AI;

namespace Longhaul.Team.Sessions;

/// <summary>
/// The sessions of a role as text: each prompt as it was sent (what is the same as in the prompt before is only named), the answer, the tools it used, tokens and
/// money.
/// </summary>
public sealed class Transcript(RunFolder run, string role)
{
    private readonly StoredTexts _texts = new(new ContentStore(run.Objects));
    private readonly HashSet<string> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <summary>Whether the role had a session so far.</summary>
    public bool HasSessions => _sessions.Count > 0;

    /// <summary>What an entry adds; null where it is not this role's.</summary>
    public string? Of(JournalEntry entry)
    {
        if (RunEventCodec.Decode(entry) is not RoleEvent what)
            return null;
        if (what is RoleStarted started && started.Role == role)
            _sessions.Add(started.Session);
        return _sessions.Contains(what.Session) ? Printable.Of(Text(what)) : null;
    }

    private string Text(RoleEvent what) => what switch
    {
        RoleStarted started => $"════ {started.Session}: {role}{(started.By is { } by ? $", called by {by}" : "")}\n{_texts.Get(started.Brief)}\n",
        ModelAsked asked => Asked(asked),
        ModelAnswered answered => Answered(answered),
        ToolStarted => "",
        ToolEnded ended => $"──── {ended.Use} {ended.Outcome}\n{_texts.Get(ended.Result)}\n",
        LogAppended said => $"──── {said.Use} adds to {said.Log}\n",
        PersonAsked asked => $"──── {asked.Use} asks the person: {asked.Question}\n",
        RoleEnded ended => $"════ {ended.Session} ended: {ended.Outcome}\n{_texts.Get(ended.Summary)}\n",
        _ => "",
    };

    private string Asked(ModelAsked asked)
    {
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"──── {asked.Session}.{asked.Call} prompt for {asked.Model}, {asked.Tokens} tokens{(asked.Rebuilt ? ", built anew from files" : "")}\n"));
        foreach (var (number, (part, tokens, message)) in _texts.GetPrompt(asked.Prompt).Index())
        {
            var (place, own) = ($"{asked.Session} {number} {part}", Text(message));
            text.Append(CultureInfo.InvariantCulture, $"[{part}, {message.Role.Value}, {tokens} tokens]{(_last.GetValueOrDefault(place) == own ? " as before" : $"\n{own}")}\n");
            _last[place] = own;
        }

        return text.ToString();
    }

    private string Answered(ModelAnswered answered)
    {
        var cost = answered.CostUsd is { } dollars ? string.Create(CultureInfo.InvariantCulture, $", ${dollars:0.0000}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"──── {answered.Session}.{answered.Call} answer, {answered.Input} tokens in ({answered.Cached} cached), {answered.Output} out{cost}\n{Text(_texts.GetMessage(answered.Answer))}\n");
    }

    private static string Text(ChatMessage message) => string.Join('\n', message.Contents.Select(content => content switch
    {
        TextContent text => text.Text,
        TextReasoningContent reasoning => $"(reasoning) {reasoning.Text}",
        FunctionCallContent call => $"→ {call.Name} {JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions)}",
        FunctionResultContent result => $"← {result.Result}",
        _ => content.GetType().Name,
    }));
}
