using System.Globalization;
using Longhaul.Search.Events;
using Longhaul.Search.State;

namespace Longhaul.Cli.Progress;

/// <summary>What roles do, as lines for people.</summary>
internal static class TeamText
{
    /// <summary>The line; null for what says nothing to a person.</summary>
    public static string? Of(RoleEvent what, RunState before) => what switch
    {
        RoleStarted started => $"{started.Session}  {started.Role} starts{(started.By is { } by ? $", called by {RoleOf(before, by.Split('.')[0])}" : "")}",
        ModelAsked => null,
        ModelAnswered answered => string.Create(
            CultureInfo.InvariantCulture,
            $"{answered.Session}.{answered.Call}  {RoleOf(before, answered.Session)}: {Calls(answered)} ({answered.Input:N0} + {answered.Output:N0} tokens{(answered.CostUsd is > 0 and var cost ? $", ${cost:0.0000}" : "")})"),
        ToolStarted => null,
        ToolEnded ended => $"{ended.Use}  {(ended.Outcome == "ok" ? "" : $"{ended.Outcome}: ")}{ended.What}",
        LogAppended => null,
        PersonAsked asked => $"{asked.Use}  {RoleOf(before, asked.Session)} asks you: {asked.Question}  → longhaul answer RUN TEXT",
        RoleEnded ended => $"{ended.Session}  {RoleOf(before, ended.Session)} {(ended.Outcome == "finished" ? "has finished" : $"is ended: {ended.Outcome}")}",
        _ => null,
    };

    private static string RoleOf(RunState state, string session) => state.Team.Sessions.TryGetValue(session, out var known) ? known.Started.Role : session;

    private static string Calls(ModelAnswered answered) => answered.Uses.Count == 0 ? "says something" : string.Join(", ", answered.Uses.Select(use => use.Name));
}
