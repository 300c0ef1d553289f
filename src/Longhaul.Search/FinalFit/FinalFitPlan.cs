using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Search.FinalFit;

/// <summary>What the final fit of a champion would take, from what its members' experiments took: pure.</summary>
/// <param name="Members">The candidates to fit: those of a blend, or the champion itself.</param>
/// <param name="Expected">Time for one fit of each; null where the experiments' times may not be looked at.</param>
/// <param name="Work">Declared work of one fit of each.</param>
public sealed record FinalFitPlan(IReadOnlyList<CandidateId> Members, TimeSpan? Expected, double Work)
{
    /// <summary>The member whose learning curve is measured: the heaviest one.</summary>
    public CandidateId Typical { get; init; } = Members[0];

    /// <summary>Time to measure it on all folds; zero where it can't be.</summary>
    public TimeSpan Curve { get; init; }

    /// <summary>Bags when there is time for all of them.</summary>
    public const int MostBags = 5;

    /// <summary>Declared work that a clockless run spends on it at most, about seconds on two cores.</summary>
    private const double WorkForBags = 60;

    /// <summary>Declared work of the typical member's experiment at which its curve is still measured on all folds.</summary>
    private const double MostWorkForCurve = 300;

    // More rows than a fold has, start-up, and what else a guess from other fits can miss.
    private const double Caution = 1.6;
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(2);

    /// <summary>The plan for the champion of a state; null where there is none.</summary>
    public static FinalFitPlan? Of(RunState state) => state.Champion is { } champion ? Of(state, champion) : null;

    /// <summary>The plan for a candidate, should it be champion in the end.</summary>
    public static FinalFitPlan Of(RunState state, Candidate champion)
    {
        CandidateId[] members = state.Ensembles.TryGetValue(champion.Id.Number, out var made)
            ? [.. made.Weights.Keys.Order().Select(number => new CandidateId(number))]
            : [champion.Id];
        var typical = made is null ? champion : state.Graph[new CandidateId(made.Weights.MaxBy(member => member.Value).Key)];
        var fits = Math.Max(1, state.Data is { Fits: > 0 and var known } ? known : state.Data?.Folds ?? 1);
        var seconds = members.Sum(member => (state.Graph[member].Wall.TotalSeconds / fits * Caution) + Start.TotalSeconds);
        return new FinalFitPlan(members, TimeSpan.FromSeconds(seconds), members.Sum(member => state.Graph[member].Work / fits * Caution))
        {
            Typical = typical.Id,
            // A command can't be told to learn from fewer rows.
            Curve = state.Programs.TryGetValue(typical.Id.Number, out var program) && program.Command.Count == 0 ? Start + (typical.Wall * 0.6) : TimeSpan.Zero,
        };
    }

    /// <summary>On how many folds the learning curve can be measured, the first ones; 0: not at all. Repeated folds are measured all or not.</summary>
    /// <param name="state">What the plan was made of.</param>
    /// <param name="left">Time for it; null: no clock may be looked at.</param>
    public int FoldsForCurve(RunState state, TimeSpan? left)
    {
        if (Curve == TimeSpan.Zero || state.Graph[Typical] is not { Score.Folds.Count: > 0 and var folds } typical)
            return 0;
        var share = Math.Min(left is { } time ? (time - Start) / (Curve - Start) : 1, MostWorkForCurve / Math.Max(1, typical.Work));
        return share >= 1 ? folds : state.Data?.Fits > folds ? 0 : (int)(Math.Max(0, share) * folds);
    }

    /// <summary>How many bags to fit.</summary>
    /// <param name="left">Time for them; null: no clock may be looked at, and declared work counts.</param>
    public int Bags(TimeSpan? left)
    {
        var times = left is { } time && Expected is { } expected
            ? (time - (Start * Members.Count)) / (expected - (Start * Members.Count) + TimeSpan.FromSeconds(0.1))
            : WorkForBags / Math.Max(0.1, Work);
        return (int)Math.Clamp(times, 1, MostBags);
    }
}
