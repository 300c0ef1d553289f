using System.Text.Json;
using Longhaul.Models.Calling;
using Longhaul.Models.Prices;
using Longhaul.Runs.Files;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Team.Context;
using Longhaul.Team.Roles;
using Longhaul.Team.Tools;
using Microsoft.Extensions.AI;

namespace Longhaul.Team.Sessions;

/// <summary>
/// Runs one session of a role to its end: ask, use tools, repeat. What it does next follows from the journal alone (<see cref="SessionRules"/>),
/// so a session that was cut off anywhere goes on: an answer that was recorded is never asked again.
/// </summary>
public sealed class RoleSession(TeamGround ground, Role role, string id)
{
    private readonly StoredTexts _texts = new(ground.Objects);
    private readonly PromptAssembly _assembly = new(ground.Tokens, new PromptCaps(ground.Seat(role).Context), ToolTokens(ground, Offered(ground, role, id)), ground.Without.Reconstruction);
    private readonly SurroundingsReader _reader = new(ground.Ledger.Folder, ground.Desk.TaskText);
    private readonly ToolUsing _using = new(ground, role, id);

    private RunState State => ground.Ledger.State;

    private RoleSessionState Session => State.Team.Sessions[id];

    /// <summary>Works until the session is over.</summary>
    /// <exception cref="ModelCallException">The model can't be reached; the session goes on when the run is resumed.</exception>
    public async Task<RoleEnded> RunAsync(CancellationToken cancellationToken)
    {
        while (Session.Ended is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var action = SessionRules.Next(Session, role, ground.Allowance.TimeLeft(State, Session), ground.Allowance.IsSpent(State));
            switch (action)
            {
                case SessionAction.Ask ask:
                    await AskAsync(ask.Nudge, cancellationToken).ConfigureAwait(false);
                    break;
                case SessionAction.Use use:
                    await _using.UseAsync(use.Tool, Session, cancellationToken).ConfigureAwait(false);
                    break;
                case SessionAction.End end:
                    Record(new RoleEnded(id, end.Outcome, end.Summary ?? _texts.Put(EndText.Of(end.Outcome, role, ground.Ledger.Folder))));
                    break;
                default:
                    throw new InvalidOperationException($"No way to do {action}.");
            }
        }

        return Session.Ended;
    }

    private async Task AskAsync(string? nudge, CancellationToken cancellationToken)
    {
        var seat = ground.Seat(role);
        // What was asked before a crash is asked again as it was, under the same id.
        if (Session.Asked is null)
            Record(Asked(seat, nudge));
        var asked = Session.Asked!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (ground.Allowance.TimeLeft(State, Session) is { } left)
            limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1));
        try
        {
            ChatMessage[] messages = [.. _texts.GetPrompt(asked.Prompt).Select(part => part.Message)];
            var answer = await seat.Caller.AskAsync(messages, OptionsFor(seat, asked.Call), limit.Token).ConfigureAwait(false);
            Record(Answered(seat, asked.Call, answer));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Its time is over: what comes next follows from that.
        }
    }

    private ModelAsked Asked(ModelSeat seat, string? nudge)
    {
        var exchanges = _texts.ExchangesOf(Session, use => WholeResults.Find(ground.Ledger.Folder, use));
        var now = _reader.Read(role, _texts.Get(Session.Started.Brief), Standing(), ground.Without.Discipline ? null : nudge);
        if (ground.Without.Bus)
            now = now.WithoutBus();
        var prompt = _assembly.Make(now, exchanges);
        if (nudge is null && !ground.Without.Reconstruction && _assembly.IsNearlyFull(prompt))
            prompt = _assembly.Make(now with { Nudge = $"Your context is nearly full. Write your state into {role.Notes} now: what is done, what you know, what comes next. Earlier exchanges will be set aside." }, exchanges);
        var tools = ToolTokens(ground, Offered(ground, role, id));
        var parts = new Dictionary<string, int>(prompt.ByName, StringComparer.Ordinal) { ["tools"] = tools };
        return new ModelAsked(id, Session.Calls + 1, seat.Address.ToString(), _texts.PutPrompt(prompt), prompt.Tokens + tools, parts, prompt.Rebuilt);
    }

    private static IReadOnlyList<ITool> Offered(TeamGround ground, Role role, string session) =>
        ground.Offered(role, new StoredTexts(ground.Objects).Get(ground.Ledger.State.Team.Sessions[session].Started.Brief));

    private static int ToolTokens(TeamGround ground, IReadOnlyList<ITool> offered) =>
        offered.Sum(tool => ground.Tokens.Count($"{tool.Name} {tool.Description} {tool.Schema.GetRawText()}") + 8);

    private string Standing() => StateText.Of(State, new Standing(
        ground.Allowance.TimeLeft(State, Session), ground.Allowance.ExperimentsLeft(State), ground.Without.Discipline ? null : ground.Allowance.Used(State), Session.Started.By is null, ground.OfPaper));

    private ChatOptions OptionsFor(ModelSeat seat, int call) => new()
    {
        Tools = [.. Offered(ground, role, id).Select(tool => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, tool.Schema, null))],
        Temperature = (float?)seat.Temperature,
        MaxOutputTokens = seat.MaxOutput,
        Reasoning = seat.Effort is { } effort ? new ReasoningOptions { Effort = Enum.Parse<ReasoningEffort>(effort, ignoreCase: true) } : null,
        AdditionalProperties = new AdditionalPropertiesDictionary { [Longhaul.Models.Mailbox.MailboxChatClient.IdOption] = $"{id}.{call}-{role.Name}" },
    };

    private ModelAnswered Answered(ModelSeat seat, int call, ModelAnswer answer)
    {
        var uses = answer.Calls.Select((use, i) => new ToolUse($"{id}.{call}.{i + 1}", use.CallId, use.Name, HashOf(use)));
        // A provider that doesn't count is counted for, so that caps hold.
        var usage = answer.Usage.Total > 0 ? answer.Usage : new TokenUsage(State.Team.Sessions[id].Asked?.Tokens ?? 0, 0, ground.Tokens.Count(answer.Text) + answer.Calls.Sum(use => ground.Tokens.Count($"{use.Name} {JsonSerializer.Serialize(use.Arguments, AIJsonUtilities.DefaultOptions)}")));
        return new ModelAnswered(
            id, call, _texts.PutMessage(answer.Message), usage.Input, usage.Cached, usage.Output, seat.Price?.Of(usage), Math.Round(answer.Waited.TotalSeconds, 3), answer.Finish, [.. uses]);
    }

    private static string HashOf(FunctionCallContent use) => ContentHash.Of(JsonSerializer.Serialize(use.Arguments, AIJsonUtilities.DefaultOptions)).Value[..16];

    private void Record(RoleEvent what) => ground.Ledger.Record(id, what);
}
