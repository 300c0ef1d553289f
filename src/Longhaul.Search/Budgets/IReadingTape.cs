using Longhaul.Search.State;

namespace Longhaul.Search.Budgets;

/// <summary>
/// What decisions read of the world besides files and the journal: clocks, above all. A recording keeps each reading, a replay gives it again, so that the same
/// decisions follow.
/// </summary>
public interface IReadingTape
{
    /// <summary>A reading; null: there is no such limit.</summary>
    /// <param name="state">Where in the run it is taken.</param>
    /// <param name="name">What is read.</param>
    /// <param name="live">Takes it from the world.</param>
    double? Read(RunState state, string name, Func<double?> live);
}
