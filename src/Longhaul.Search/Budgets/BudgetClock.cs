using Longhaul.Runs.Folder;
using Longhaul.Search.FinalFit;
using Longhaul.Search.Graph;
using Longhaul.Search.Policies;
using Longhaul.Search.State;

namespace Longhaul.Search.Budgets;

/// <summary>
/// What is left of a run's budget. Working time counts only while an owner works; the deadline is the clock's. A part is kept back, so that the
/// last experiment's result, the ensemble and the report fit into the budget too.
/// </summary>
/// <param name="tape">Keeps or gives again what is read; null: the clock alone.</param>
public sealed class BudgetClock(RunSettings settings, TimeProvider clock, IReadingTape? tape = null)
{
    private const double MostForFinalFit = 0.3;

    private readonly bool _limited = settings.BudgetSeconds is not null;

    /// <summary>Working time including the present moment.</summary>
    public TimeSpan Worked(RunState state) => Read(state, "worked", () => WorkedNow(state))!.Value;

    /// <summary>Working time until everything must be done; null: not limited.</summary>
    public TimeSpan? Total(RunState state) => Read(state, "total", () => TotalNow(state));

    private TimeSpan WorkedNow(RunState state) =>
        state is { Phase: RunPhase.Working, Latest: { } latest } ? state.Worked + Positive(clock.GetUtcNow() - latest) : state.Worked;

    private TimeSpan? TotalNow(RunState state)
    {
        TimeSpan? budget = _limited ? TimeSpan.FromSeconds(settings.BudgetSeconds!.Value) + state.Extended - WorkedNow(state) : null;
        TimeSpan? deadline = settings.Deadline is { } at ? at - clock.GetUtcNow() : null;
        return budget is { } b && deadline is { } d ? (b < d ? b : d) : budget ?? deadline;
    }

    private TimeSpan? Read(RunState state, string name, Func<TimeSpan?> live) => tape is null
        ? live()
        : tape.Read(state, name, () => live()?.TotalSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>What experiments may still use: nothing in a clockless run looks at time. The final fit has its time reserved.</summary>
    public BudgetLeft Left(RunState state) => new(
        LeftForFinalFit(state) is { } left ? left - ReservedForFinalFit(state) : null,
        settings.MaxExperiments is { } most ? Math.Max(0, most - state.ExperimentCount) : null);

    /// <summary>What the final fit may still use; null: not limited.</summary>
    public TimeSpan? LeftForFinalFit(RunState state) => settings.Clockless || Total(state) is not { } total ? null : total - Reserve();

    // The best candidate may still become champion, when the vault is asked for the last time. A blend of many slow members would leave no time to search.
    private TimeSpan ReservedForFinalFit(RunState state)
    {
        if (settings.Views <= 1)
            return TimeSpan.Zero;
        var most = TimeSpan.FromSeconds((settings.BudgetSeconds ?? 300) * MostForFinalFit) + (state.Extended * MostForFinalFit);
        Candidate?[] champions = [state.Champion, state.Graph.Best];
        var plans = champions.OfType<Candidate>().Select(champion => FinalFitPlan.Of(state, champion));
        var longest = plans.Select(plan => plan.Expected is { } expected ? expected + plan.Curve : TimeSpan.Zero).DefaultIfEmpty().Max();
        return longest < most ? longest : most;
    }

    // 4 % of the budget, from 1.5 to 30 seconds.
    private TimeSpan Reserve() => TimeSpan.FromSeconds(Math.Clamp((settings.BudgetSeconds ?? 300) * 0.04, 1.5, 30));

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
