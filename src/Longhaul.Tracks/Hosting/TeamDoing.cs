using Longhaul.Search.Events;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Hosting;

/// <summary>What a role is doing, for people.</summary>
internal static class TeamDoing
{
    /// <summary>The words; null where the event changes nothing a person would see.</summary>
    public static string? Of(RunState state, RoleEvent what)
    {
        var role = state.Team.Sessions[what.Session].Started.Role;
        return what switch
        {
            ModelAsked when role == "judge" => $"judging what is delivered: {state.Paper.Verdicts.Count} requirements done",
            ModelAsked asked => $"{role} thinks (step {asked.Call})",
            ToolStarted started => $"{role} uses {started.What}",
            PersonAsked => $"{role} asks you something: longhaul log, longhaul answer",
            _ => null,
        };
    }
}
