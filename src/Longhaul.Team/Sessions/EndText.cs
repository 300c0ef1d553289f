using Longhaul.Runs.Folder;
using Longhaul.Team.Permissions;
using Longhaul.Team.Roles;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Sessions;

/// <summary>What the machine says for a role that did not finish by itself: why, and its last notes.</summary>
internal static class EndText
{
    public static string Of(string outcome, Role role, RunFolder run)
    {
        var why = outcome switch
        {
            "steps" => $"{role.Name} used all of its {role.Steps} steps without finishing.",
            "time" => $"{role.Name} ran out of its time.",
            "budget" => "The run's tokens or money are used up.",
            "faults" => $"{role.Name} was ended: its calls could not be used, or repeated themselves.",
            _ => $"{role.Name} was ended.",
        };
        var notes = Permission.Locate(run, [], role.Notes, out _) is { } place && File.Exists(place) ? File.ReadAllText(place) : "";
        return notes.Length == 0 ? $"{why} It left no notes." : $"{why} Its notes:\n{Cut.Middle(notes, 3000, role.Notes)}";
    }
}
