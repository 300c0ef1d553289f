using System.Collections.Immutable;

namespace Longhaul.Team.Sessions;

/// <summary>Parts of the team that are switched off, to see what they are worth (<c>--ablate</c>).</summary>
/// <param name="Parts">Names out of <see cref="Known"/>.</param>
public sealed record Ablations(ImmutableSortedSet<string> Parts)
{
    /// <summary>The parts that can be switched off.</summary>
    public static IReadOnlyList<string> Known { get; } = ["bus", "team", "helpers", "discipline", "reconstruction"];

    public static Ablations None { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    /// <summary>Without the bus: no map, no notes and no opened files in prompts; roles know what they were told.</summary>
    public bool Bus => Parts.Contains("bus");

    /// <summary>Without the team: one role does everything.</summary>
    public bool Team => Parts.Contains("team");

    /// <summary>Without helpers: specialists have none to call.</summary>
    public bool Helpers => Parts.Contains("helpers");

    /// <summary>Without discipline: no reminders, no refusal of a repeated experiment, no question about an early end.</summary>
    public bool Discipline => Parts.Contains("discipline");

    /// <summary>Without reconstruction: the oldest exchanges are pruned where the context would overflow, and no notes are asked for.</summary>
    public bool Reconstruction => Parts.Contains("reconstruction");
}
