using Longhaul.Search.Policies;

namespace Longhaul.Search.Loop;

/// <summary>A part of a run's search: it ends when the run has made so many experiments or worked so long, so that after a crash it goes on and is not begun anew.</summary>
/// <param name="Experiments">Experiments of the run at its end; null: not limited.</param>
/// <param name="Worked">Working time of the run at its end; null: not limited.</param>
public sealed record Stint(int? Experiments, TimeSpan? Worked)
{
    /// <summary>What it leaves of a budget.</summary>
    /// <param name="experiments">Experiments made so far.</param>
    /// <param name="worked">Working time so far.</param>
    public BudgetLeft Within(BudgetLeft left, int experiments, TimeSpan worked) => new(
        Worked is { } end ? Least(left.Time, end - worked) : left.Time,
        Experiments is { } most ? Math.Min(left.Experiments ?? int.MaxValue, Math.Max(0, most - experiments)) : left.Experiments);

    private static TimeSpan Least(TimeSpan? left, TimeSpan own) => left is { } time && time < own ? time : own;
}
