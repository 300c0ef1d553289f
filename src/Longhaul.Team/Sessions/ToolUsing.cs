using System.Text.Json;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Team.Roles;
using Longhaul.Team.Tools;
using Microsoft.Extensions.AI;

namespace Longhaul.Team.Sessions;

/// <summary>Uses the tools that a role's model called: checks the call, records it, does it, records what came of it.</summary>
/// <param name="offered">The tools that the session is offered.</param>
internal sealed class ToolUsing(TeamGround ground, Role role, string session, IReadOnlyList<ITool> offered)
{
    private readonly StoredTexts _texts = new(ground.Objects);

    private RegionSnapshot Snapshot => new(ground.Ledger.Folder, role, ground.Ledger.State.Environment.Files.Values);

    public async Task UseAsync(ToolUse use, RoleSessionState state, CancellationToken cancellationToken)
    {
        var call = _texts.GetMessage(state.Open!.Answer.Answer).Contents.OfType<FunctionCallContent>().First(content => content.CallId == use.Call && content.Name == use.Name);
        var wasCutOff = state.Using == use.Id;
        if (Check(call) is { } fault)
            End(use, fault);
        else if (wasCutOff && !ground.Tools[use.Name].Repeatable)
            End(use, Undo(use));
        else
            End(use, await UseAsync(use, call, state, cancellationToken).ConfigureAwait(false));
    }

    private async Task<ToolResult> UseAsync(ToolUse use, FunctionCallContent call, RoleSessionState state, CancellationToken cancellationToken)
    {
        var tool = ground.Tools[use.Name];
        var arguments = new ToolArguments(tool.Name, Arguments(call));
        var only = tool.Changes(arguments);
        if (!tool.Repeatable)
            Snapshot.Take(use.Id, only);
        ground.Ledger.Record(session, new ToolStarted(session, use.Id, tool.Name, ground.Allowance.Worked(ground.Ledger.State).TotalSeconds));
        var now = ground.Ledger.State;
        var scene = new ToolScene(ground.Ledger.Folder, role, session, use.Id, ground.Desk.Data)
        {
            TimeLeft = ground.Allowance.TimeLeft(now, state),
            ExperimentsLeft = ground.Allowance.ExperimentsLeft(now),
            Since = now.Team.Sessions[session].UsingSince,
        };
        try
        {
            var result = await tool.UseAsync(arguments, scene, cancellationToken).ConfigureAwait(false);
            return tool.Repeatable || only is not null ? result : Kept(use, result);
        }
        catch (ToolArgumentException problem)
        {
            return ToolResult.Wrong(problem.Message);
        }
    }

    // What can't be copied could not be put back after the next crash: folders without end, gigabytes.
    private ToolResult Kept(ToolUse use, ToolResult result)
    {
        if (Snapshot.Fault() is not { } fault)
            return result;
        Snapshot.Restore(use.Id);
        return ToolResult.Failed($"{use.Name} was undone: {fault}. Your files are as they were before it.\n{result.Text}", $"{use.Name} undone: {fault}");
    }

    private ToolResult Undo(ToolUse use)
    {
        Snapshot.Restore(use.Id);
        return new ToolResult(
            ToolOutcome.Interrupted,
            $"{use.Name} was interrupted by a restart of the machine. Your files are as they were before it; call it again if it is still needed.",
            $"{use.Name} interrupted and undone");
    }

    /// <summary>What is wrong with a call before any tool sees it; null: nothing.</summary>
    private ToolResult? Check(FunctionCallContent call)
    {
        if (!offered.Any(tool => tool.Name == call.Name))
            return ToolResult.Wrong($"There is no tool '{call.Name}'. You have: {string.Join(", ", offered.Select(tool => tool.Name))}.");
        if (StoredTexts.FaultOf(call) is { } broken)
            return ToolResult.Wrong($"The arguments of {call.Name} are no valid JSON ({broken}). Send the call again, whole.");
        if (!ground.Tools[call.Name].Schema.TryGetProperty("properties", out var properties))
            return null;
        var known = properties.EnumerateObject().Select(property => property.Name).ToList();
        return call.Arguments?.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown
            ? ToolResult.Wrong($"{call.Name} has no argument '{unknown}'. It takes: {string.Join(", ", known)}.")
            : null;
    }

    private void End(ToolUse use, ToolResult result)
    {
        if (ground.Tools.TryGetValue(use.Name, out var tool))
            WholeResults.Keep(ground.Ledger.Folder, tool, use.Id, result);
        ground.Ledger.Record(session, new ToolEnded(session, use.Id, result.Outcome.ToString().ToLowerInvariant(), _texts.Put(result.Text), Runs.Printable.Line(result.Line, 300), result.Web));
        Snapshot.Forget(use.Id);
        // Who only looks changes nothing that the map or the logs could tell.
        if (tool is not { IsReading: true })
            ground.Desk.Refresh();
    }

    private static Dictionary<string, JsonElement> Arguments(FunctionCallContent call) =>
        call.Arguments?.ToDictionary(argument => argument.Key, argument => JsonSerializer.SerializeToElement(argument.Value, AIJsonUtilities.DefaultOptions), StringComparer.Ordinal) ?? [];
}
