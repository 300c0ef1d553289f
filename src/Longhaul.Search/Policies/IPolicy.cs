using Longhaul.Search.Graph;

namespace Longhaul.Search.Policies;

/// <summary>Given the graph and what is left of the budget, picks what to try next. Pure: the same input gives the same move.</summary>
public interface IPolicy
{
    /// <summary>The next move, or null when this policy has nothing left to try.</summary>
    Move? Next(SolutionGraph graph, BudgetLeft left);
}

/// <summary>An operator and the candidates it is applied to (none for <see cref="Operator.Draft"/>).</summary>
/// <param name="Probe">Whether a look at it is enough at first: fewer rows, fewer folds.</param>
public sealed record Move(Operator Operator, IReadOnlyList<CandidateId> Parents, bool Probe = false);

/// <summary>What is left of the budget. Null: not limited (and in a clockless run, time must not be looked at).</summary>
/// <param name="Time">Working time that experiments may still use.</param>
/// <param name="Experiments">Experiments that may still start.</param>
public sealed record BudgetLeft(TimeSpan? Time, int? Experiments);
