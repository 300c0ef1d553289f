using Longhaul.Execution.Files;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Team.Permissions;
using Longhaul.Team.Roles;

namespace Longhaul.Team.Context;

/// <summary>Reads what a prompt is made of from the workspace.</summary>
public sealed class SurroundingsReader(RunFolder run, string task)
{
    // More than any cap lets through; a file that grew to gigabytes is not read whole.
    private const int LongestText = 200_000;

    /// <summary>The surroundings as they are now.</summary>
    public Surroundings Read(Role role, string brief, string state, string? nudge) => new()
    {
        Charter = $"{role.Charter}\n\n{RoleBook.Prompt(role.Rules)}",
        Task = task,
        Brief = brief,
        Map = role.Judges ? "" : Text("map.md"),
        NotesPath = role.Judges ? null : role.Notes,
        Notes = role.Judges ? "" : Text(role.Notes),
        Files = [.. role.Opens.Select(path => (path, Text(path))).Where(file => file.Item2.Length > 0)],
        State = state,
        Nudge = nudge,
    };

    private string Text(string path) =>
        Permission.Locate(run, [], path, out _) is { } place && JobFiles.PlainLength(place) is not null ? TextBeginning.Of(place, LongestText) : "";
}
