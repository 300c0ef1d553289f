using System.Collections.Immutable;
using Longhaul.Search.Events;

namespace Longhaul.Search.State;

/// <summary>A final fit whose predictions became the submission.</summary>
/// <param name="Frozen">The champion it was made of.</param>
/// <param name="Fits">Its members' fits by candidate.</param>
/// <param name="Curve">What more rows were worth; null where that was not measured.</param>
public sealed record FinishedFit(ChampionFrozen Frozen, ImmutableDictionary<int, MemberFitted> Fits, FinalFitted Final, CurveMeasured? Curve)
{
    /// <summary>What a state has of it; null where no final fit was made, or none that replaced the submission.</summary>
    public static FinishedFit? Of(RunState state) => state is { Frozen: { } frozen, Final: { Replaces: true } final } ? new FinishedFit(frozen, state.Fits, final, state.Curve) : null;
}
