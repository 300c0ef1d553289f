using Longhaul.Search.Budgets;

namespace Longhaul.Tracks.Hosting;

/// <summary>A recipe for one kind of task. Each stage is recorded when it is done and skipped when it was.</summary>
internal interface ITrack
{
    /// <summary>Everything up to the end of the research; says why it ended.</summary>
    /// <exception cref="OperationCanceledException">Interrupted or stopped.</exception>
    Task<string> ResearchAsync(RunPulse pulse, BudgetClock budget, CancellationToken cancellationToken);

    /// <summary>What a run owes before it ends, whatever ended its research: the budget, the team, a person's <c>stop</c>.</summary>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    Task ConcludeAsync(RunPulse pulse, CancellationToken cancellationToken);

    /// <summary>Records that the research is over.</summary>
    void End(string reason);

    /// <summary>Grades once, where that is possible, and reports. What a crash left undone is done; what is done stays.</summary>
    Task CloseAsync(RunPulse pulse, CancellationToken cancellationToken);
}
