using System.Text;
using Longhaul.Models.Tokens;
using Longhaul.Team.Texts;
using Microsoft.Extensions.AI;

namespace Longhaul.Team.Context;

/// <summary>
/// Puts a prompt together from files and the last exchanges, each part within its cap. What never changes comes first and what changes with
/// every step last, so that providers' caches serve most of it. When the exchanges no longer fit, they are left behind and the role goes on from
/// its notes and files alone (Markovian reconstruction: IterResearch, Chen et al. 2025).
/// </summary>
/// <param name="tools">Tokens of the tools' descriptions and schemas, which are sent beside the messages.</param>
/// <param name="prunes">Leave the oldest exchanges behind instead, three tenths at a time: what others do, to compare.</param>
public sealed class PromptAssembly(TokenCounter tokens, PromptCaps caps, int tools = 0, bool prunes = false)
{
    private const int NewExchanges = 2;
    private const double Pruned = 0.3;
    private const int Remembered = 600;

    // From one prompt to the next most texts stay as they were: they are counted once.
    private readonly Dictionary<(string Text, int Cap, string? Whole), (string Text, int Tokens)> _fitted = [];

    // Tokens of the shortest cut that still says something.
    private const int Least = 120;

    /// <summary>The prompt. Results are whole while they fit; then those that are not new are cut; then all exchanges are left behind.</summary>
    /// <param name="exchanges">Those since the context was last built, oldest first.</param>
    public Prompt Make(Surroundings now, IReadOnlyList<ExchangeText> exchanges)
    {
        PromptPart[] head =
        [
            Text("charter", ChatRole.System, now.Charter, caps.Charter),
            Text("task", ChatRole.User, $"# The task\n{Within(now.Task, caps.Task, "data/description.md")}\n\n# Your brief\n{Within(now.Brief, caps.Brief, null)}", caps.Task + caps.Brief),
        ];
        var tail = Now(now, rebuilt: false).ToList();
        var room = caps.Total - caps.Reserve - tools - head.Concat(tail).Sum(part => part.Tokens);
        var kept = Fitting(exchanges, room);
        return kept is null
            ? new Prompt([.. head, .. Now(now, rebuilt: true)], Rebuilt: true, room)
            : new Prompt([.. head, .. kept, .. tail], Rebuilt: false, room - kept.Sum(part => part.Tokens));
    }

    /// <summary>Whether the next exchanges would no longer fit, so that the role should write its state down now.</summary>
    public bool IsNearlyFull(Prompt prompt) => !prompt.Rebuilt && prompt.Room < caps.Exchange;

    /// <summary>The exchanges' parts within the room, or null where they don't fit.</summary>
    private List<PromptPart>? Fitting(IReadOnlyList<ExchangeText> exchanges, int room)
    {
        var left = exchanges;
        do
        {
            foreach (var (newest, old) in new[] { (caps.NewExchange, caps.Exchange), (caps.Exchange, caps.Exchange), (caps.Exchange, caps.OldExchange) })
            {
                var parts = Exchanges(left, newest, old);
                if (parts.Sum(part => part.Tokens) <= room)
                    return parts;
            }

            left = [.. left.Skip((int)Math.Ceiling(left.Count * Pruned))];
        }
        while (prunes && left.Count > 0);
        return null;
    }

    private IEnumerable<PromptPart> Now(Surroundings now, bool rebuilt)
    {
        if (now.Map.Length > 0)
            yield return Text("map", ChatRole.User, now.Map, caps.Map);
        if (now.NotesPath is not null)
            yield return Text("notes", ChatRole.User, $"# Your notes ({now.NotesPath})\n{(now.Notes.Length == 0 ? "(none yet)" : now.Notes)}", caps.Notes);
        if (now.Files.Count > 0)
            yield return Text("files", ChatRole.User, Opened(now.Files), caps.Files);
        var state = new StringBuilder($"# Now\n{now.State}");
        if (rebuilt)
            state.Append("\nYour earlier exchanges were set aside to keep the prompt small: go on from your notes and the files.");
        if (now.Nudge is { } nudge)
            state.Append($"\n**{nudge}**");
        yield return Text("state", ChatRole.User, state.ToString(), caps.State);
    }

    private string Opened(IReadOnlyList<(string Path, string Text)> files)
    {
        var share = Share([.. files.Select(file => Count(file.Text))], caps.Files - (30 * files.Count));
        return string.Join("\n\n", files.Select(file => $"# {file.Path}\n{Within(file.Text, share, file.Path)}"));
    }

    private PromptPart Text(string name, ChatRole role, string text, int cap)
    {
        var (within, count) = Fit(text, cap, null);
        return new PromptPart(name, new ChatMessage(role, within), count);
    }

    private List<PromptPart> Exchanges(IReadOnlyList<ExchangeText> exchanges, int newest, int old)
    {
        var parts = new List<PromptPart>();
        foreach (var (i, exchange) in exchanges.Index())
        {
            var isNew = i >= exchanges.Count - NewExchanges;
            var cap = isNew ? newest : old;
            parts.Add(Answer(exchange.Answer, isNew ? cap : caps.OldExchange));
            if (exchange.Results.Count > 0)
                parts.Add(Results(exchange.Results, cap));
        }

        return parts;
    }

    private PromptPart Answer(ChatMessage answer, int cap)
    {
        List<AIContent> contents = [.. answer.Contents.Select(content => content is FunctionCallContent call ? Shortened(call, cap) : content)];
        var count = contents.Sum(content => Count(content switch
        {
            TextContent text => text.Text,
            TextReasoningContent reasoning => reasoning.Text,
            FunctionCallContent call => $"{call.Name} {string.Join(' ', call.Arguments?.Select(argument => $"{argument.Key} {argument.Value}") ?? [])}",
            _ => "",
        }) + 8);
        return new PromptPart("exchanges", new ChatMessage(answer.Role, contents), count);
    }

    // A file that was written stands in the workspace: its text need not be carried along as an argument.
    private FunctionCallContent Shortened(FunctionCallContent call, int cap)
    {
        if (call.Arguments is null || call.Arguments.Values.All(value => (value?.ToString()?.Length ?? 0) < cap))
            return call;
        var shortened = call.Arguments.ToDictionary(argument => argument.Key, argument => argument.Value?.ToString() is { } text && text.Length >= cap ? Within(text, cap, null) : argument.Value, StringComparer.Ordinal);
        return new FunctionCallContent(call.CallId, call.Name, shortened);
    }

    // Short results stay whole; what is left of the cap is shared by the long ones.
    private PromptPart Results(IReadOnlyList<(string Call, string Text, string? Whole)> results, int cap)
    {
        var counts = results.Select(result => result.Text.Length <= 120 ? result.Text.Length : Count(result.Text)).ToList();
        var share = Share(counts, Math.Max(cap, Least * results.Count));
        var texts = results.Select(result => (result.Call, Fitted: Fit(result.Text, share, result.Whole))).ToList();
        return new PromptPart(
            "exchanges",
            new ChatMessage(ChatRole.Tool, [.. texts.Select(result => (AIContent)new FunctionResultContent(result.Call, result.Fitted.Text))]),
            texts.Sum(result => result.Fitted.Tokens + 8));
    }

    /// <summary>The most that each may have so that together they have no more than the cap.</summary>
    private static int Share(List<int> counts, int cap)
    {
        var (left, many) = (cap, counts.Count);
        foreach (var count in counts.Order())
        {
            if (count > left / many)
                return left / many;
            left -= count;
            many--;
        }

        return int.MaxValue / 8;
    }

    private string Within(string text, int cap, string? whole) => text.Length <= cap ? text : Fit(text, cap, whole).Text;

    private int Count(string text) => Fit(text, int.MaxValue, null).Tokens;

    /// <summary>The text within its cap, and its tokens.</summary>
    private (string Text, int Tokens) Fit(string text, int cap, string? whole)
    {
        if (_fitted.Count > Remembered)
            _fitted.Clear();
        if (!_fitted.TryGetValue((text, cap, whole), out var fitted))
            _fitted[(text, cap, whole)] = fitted = Cutting(text, cap, whole);
        return fitted;
    }

    private (string Text, int Tokens) Cutting(string text, int cap, string? whole)
    {
        var count = tokens.Count(text);
        var cut = text;
        // A token is four characters of English and about one of digits.
        for (var characters = (long)cap * 4; count > cap && text.Length > cap; characters = characters * 3 / 4)
        {
            cut = Cut.Middle(text, (int)Math.Min(characters, int.MaxValue), whole);
            count = tokens.Count(cut);
            if (characters < 40)
                break;
        }

        return (cut, count);
    }
}
