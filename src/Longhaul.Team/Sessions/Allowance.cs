using Longhaul.Search.Budgets;
using Longhaul.Search.State;

namespace Longhaul.Team.Sessions;

/// <summary>What a team may still spend.</summary>
/// <param name="budget">The run's budget of time and experiments.</param>
/// <param name="maxTokens">Input and output tokens of the run at most; null: not limited.</param>
/// <param name="maxCost">US dollars of the run at most; null: not limited.</param>
public sealed class Allowance(BudgetClock budget, long? maxTokens, decimal? maxCost)
{
    /// <summary>Working time left to the run; null: not limited.</summary>
    public TimeSpan? TimeLeft(RunState state) => budget.Left(state).Time;

    /// <summary>Working time of the run so far.</summary>
    public TimeSpan Worked(RunState state) => budget.Worked(state);

    /// <summary>Experiments left; null: not limited.</summary>
    public int? ExperimentsLeft(RunState state) => budget.Left(state).Experiments;

    /// <summary>Working time left to a session; null: not limited.</summary>
    public TimeSpan? TimeLeft(RunState state, RoleSessionState session)
    {
        var run = TimeLeft(state);
        if (session.Started.LimitSeconds is not { } limit)
            return run;
        var own = TimeSpan.FromSeconds(session.Started.At + limit) - budget.Worked(state);
        return run is { } left && left < own ? left : own;
    }

    /// <summary>Whether tokens, money or experiments are used up.</summary>
    public bool IsSpent(RunState state) => state.Team.Tokens >= maxTokens || state.Team.CostUsd >= maxCost || ExperimentsLeft(state) <= 0;

    /// <summary>What is used up, for people; null: nothing is.</summary>
    public string? Spent(RunState state) =>
        state.Team.Tokens >= maxTokens ? "the tokens are used up (--max-tokens)"
        : state.Team.CostUsd >= maxCost ? "the money is used up (--max-cost)"
        : ExperimentsLeft(state) <= 0 ? "all experiments were made"
        : null;

    /// <summary>The largest share of any budget that is used, in [0, 1]; null where nothing is limited.</summary>
    public double? Used(RunState state)
    {
        double?[] shares =
        [
            TimeLeft(state) is { } left ? budget.Worked(state) / (budget.Worked(state) + (left > TimeSpan.Zero ? left : TimeSpan.Zero)) : null,
            ExperimentsLeft(state) is { } experiments ? state.ExperimentCount / Math.Max(1.0, state.ExperimentCount + experiments) : null,
            maxTokens is { } tokens ? state.Team.Tokens / (double)Math.Max(1, tokens) : null,
            maxCost is > 0 and var cost ? (double)(state.Team.CostUsd / cost) : null,
        ];
        return shares.Max() is { } share ? Math.Clamp(share, 0, 1) : null;
    }
}
