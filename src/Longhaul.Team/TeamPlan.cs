using Longhaul.Search.State;
using Longhaul.Team.Tools;

namespace Longhaul.Team;

/// <summary>What a track makes of the team: who leads it, which tools it has besides those of every track, and what must be there at its end.</summary>
/// <param name="Leader">The role that leads.</param>
/// <param name="Alone">The role that does everything where the team is switched off.</param>
/// <param name="Tools">The track's own tools.</param>
/// <param name="Lacks">What the work still lacks, in words for the leader; null: nothing.</param>
public sealed record TeamPlan(string Leader, string Alone, IReadOnlyList<ITool> Tools, Func<RunState, string?> Lacks)
{
    /// <summary>Whether the run reproduces a paper: what roles are told of its state follows from that.</summary>
    public bool OfPaper { get; init; }

    /// <summary>How many roles that only read one answer sets to work at once, at least 1.</summary>
    public int SideBySide { get; init; } = 1;
}

/// <summary>A role that the host calls itself.</summary>
/// <param name="Role">Its name.</param>
/// <param name="By">What stands in the journal for who called it, once in a run: <c>reading.structure-reader.1</c>.</param>
/// <param name="Brief">What it is asked to do.</param>
/// <param name="Limit">Working time it may take; null: what the run has.</param>
public sealed record RoleCall(string Role, string By, string Brief, TimeSpan? Limit);
