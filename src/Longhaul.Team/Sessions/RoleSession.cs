using System.Text.Json;
using Longhaul.Models.Calling;
using Longhaul.Models.Prices;
using Longhaul.Runs.Files;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Team.Context;
using Longhaul.Team.Roles;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Running;
using Microsoft.Extensions.AI;

namespace Longhaul.Team.Sessions;

/// <summary>
/// Runs one session of a role to its end: ask, use tools, repeat. What it does next follows from the journal alone (<see cref="SessionRules"/>),
/// so a session that was cut off anywhere goes on: an answer that was recorded is never asked again.
/// </summary>
public sealed class RoleSession
{
    private readonly TeamGround _ground;
    private readonly Role _role;
    private readonly string _id;
    private readonly StoredTexts _texts;
    private readonly string _brief;
    private readonly IReadOnlyList<ITool> _offered;
    private readonly int _toolTokens;
    private readonly PromptAssembly _assembly;
    private readonly SurroundingsReader _reader;
    private readonly ToolUsing _using;

    /// <param name="id">The session's id; it was started.</param>
    public RoleSession(TeamGround ground, Role role, string id)
    {
        (_ground, _role, _id) = (ground, role, id);
        _texts = new StoredTexts(ground.Objects);
        _brief = _texts.Get(Session.Started.Brief);
        _offered = ground.Offered(role, _brief);
        _toolTokens = _offered.Sum(tool => ground.Tokens.Count($"{tool.Name} {tool.Description} {tool.Schema.GetRawText()}") + 8);
        _assembly = new PromptAssembly(ground.Tokens, PromptCaps.For(ground.Seat(role).Context, _toolTokens), _toolTokens, ground.Without.Reconstruction);
        _reader = new SurroundingsReader(ground.Ledger.Folder, ground.Desk.TaskText);
        _using = new ToolUsing(ground, role, id, _offered);
    }

    private RunState State => _ground.Ledger.State;

    private RoleSessionState Session => State.Team.Sessions[_id];

    /// <summary>Works until the session is over.</summary>
    /// <exception cref="ModelCallException">The model can't be reached; the session goes on when the run is resumed.</exception>
    public async Task<RoleEnded> RunAsync(CancellationToken cancellationToken)
    {
        while (Session.Ended is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var action = SessionRules.Next(Session, _role, _ground.Allowance.TimeLeft(State, Session), _ground.Allowance.IsSpent(State));
            switch (action)
            {
                case SessionAction.Ask ask:
                    await AskAsync(ask.Nudge, cancellationToken).ConfigureAwait(false);
                    break;
                case SessionAction.Use use:
                    await UseAsync(use.Tool, cancellationToken).ConfigureAwait(false);
                    break;
                case SessionAction.End end:
                    await BackgroundJobs.EndAsync(_ground.Ledger, _ground.Desk, _id, cancellationToken).ConfigureAwait(false);
                    Record(new RoleEnded(_id, end.Outcome, end.Summary ?? _texts.Put(EndText.Of(end.Outcome, _role, _ground.Ledger.Folder))));
                    break;
                default:
                    throw new InvalidOperationException($"No way to do {action}.");
            }
        }

        return Session.Ended;
    }

    private async Task UseAsync(ToolUse first, CancellationToken cancellationToken)
    {
        var open = Session.Open!;
        var together = SideBySide.Of(open, _texts.GetMessage(open.Answer.Answer), _ground.SideBySide);
        if (together.Count == 1)
        {
            await _using.UseAsync(first, Session, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Until its role first asks a model, a use waits for nothing: sessions start, and get their ids, in the order of the calls.
        var running = together.Select(use => UseBesideAsync(use, all)).ToList();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What one of them could not bear ended the others: the reason is its, not theirs.
        await (running.Find(use => use.IsFaulted) ?? running.Find(use => use.IsCanceled) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task UseBesideAsync(ToolUse use, CancellationTokenSource all)
    {
        try
        {
            await _using.UseAsync(use, Session, all.Token).ConfigureAwait(false);
        }
        catch
        {
            await all.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task AskAsync(string? nudge, CancellationToken cancellationToken)
    {
        var seat = _ground.Seat(_role);
        // What was asked before a crash is asked again as it was, under the same _id.
        if (Session.Asked is null)
            Record(Asked(seat, nudge));
        var asked = Session.Asked!;
        var left = _ground.Allowance.TimeLeft(State, Session);
        try
        {
            ChatMessage[] messages = [.. _texts.GetPrompt(asked.Prompt).Select(part => part.Message)];
            var answer = await seat.Caller.AskAsync(messages, OptionsFor(seat, asked.Call), left, cancellationToken).ConfigureAwait(false);
            Record(Answered(seat, asked.Call, answer));
        }
        catch (OperationCanceledException) when (left is not null && !cancellationToken.IsCancellationRequested)
        {
            // Its time is over: what comes next follows from that.
        }
    }

    private ModelAsked Asked(ModelSeat seat, string? nudge)
    {
        var exchanges = _texts.ExchangesOf(Session, use => WholeResults.Find(_ground.Ledger.Folder, use));
        var now = _reader.Read(_role, _brief, Standing(), _ground.Without.Discipline ? null : nudge);
        if (_ground.Without.Bus)
            now = now.WithoutBus();
        var prompt = _assembly.Make(now, exchanges);
        if (nudge is null && !_ground.Without.Reconstruction && _assembly.IsNearlyFull(prompt))
            prompt = _assembly.Make(now with { Nudge = $"Your context is nearly full. Write your state into {_role.Notes} now: what is done, what you know, what comes next. Earlier exchanges will be set aside." }, exchanges);
        var parts = new Dictionary<string, int>(prompt.ByName, StringComparer.Ordinal) { ["tools"] = _toolTokens };
        return new ModelAsked(_id, Session.Calls + 1, seat.Address.ToString(), _texts.PutPrompt(prompt), prompt.Tokens + _toolTokens, parts, prompt.Rebuilt);
    }

    private string Standing() => StateText.Of(State, new Standing(
        _ground.Allowance.TimeLeft(State, Session), _ground.Allowance.ExperimentsLeft(State), _ground.Without.Discipline ? null : _ground.Allowance.Used(State), Session.Started.By is null, _ground.OfPaper)
    {
        Submits = _role.Leads || _role.Tools.Contains("run_experiment", StringComparer.Ordinal),
        Rehearses = _role.Tools.Contains("rehearse", StringComparer.Ordinal),
        Judges = _role.Judges,
    });

    private ChatOptions OptionsFor(ModelSeat seat, int call) => new()
    {
        Tools = [.. _offered.Select(tool => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, tool.Schema, null))],
        Temperature = (float?)seat.Temperature,
        MaxOutputTokens = seat.MaxOutput,
        Reasoning = seat.Effort is { } effort ? new ReasoningOptions { Effort = Enum.Parse<ReasoningEffort>(effort, ignoreCase: true) } : null,
        AdditionalProperties = new AdditionalPropertiesDictionary { [Longhaul.Models.Mailbox.MailboxChatClient.IdOption] = $"{_id}.{call}-{_role.Name}" },
    };

    private ModelAnswered Answered(ModelSeat seat, int call, ModelAnswer answer)
    {
        var uses = answer.Calls.Select((use, i) => new ToolUse($"{_id}.{call}.{i + 1}", use.CallId, use.Name, HashOf(use)));
        // A provider that doesn't count is counted for, so that caps hold.
        var usage = answer.Usage.Total > 0 ? answer.Usage : new TokenUsage(State.Team.Sessions[_id].Asked?.Tokens ?? 0, 0, _ground.Tokens.Count(answer.Text) + answer.Calls.Sum(use => _ground.Tokens.Count($"{use.Name} {JsonSerializer.Serialize(use.Arguments, AIJsonUtilities.DefaultOptions)}")));
        return new ModelAnswered(
            _id, call, _texts.PutMessage(answer.Message), usage.Input, usage.Cached, usage.Output, seat.Price?.Of(usage), Math.Round(answer.Waited.TotalSeconds, 3), answer.Finish, [.. uses]);
    }

    private static string HashOf(FunctionCallContent use) => ContentHash.Of(JsonSerializer.Serialize(use.Arguments, AIJsonUtilities.DefaultOptions)).Value[..16];

    private void Record(RoleEvent what) => _ground.Ledger.Record(_id, what);
}
