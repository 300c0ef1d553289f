using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.FinalFit;
using Longhaul.Search.State;
using Longhaul.Tests.Search.Loop;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Search.Budgets;

public sealed class BudgetClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 14, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);

    private readonly RunSettings _settings = new()
    {
        Run = "r",
        Task = "t",
        Track = "mle",
        Threads = 1,
        MemoryBytes = 1,
        Version = "1",
        Created = Start,
    };

    [Fact]
    public void A_budget_counts_working_time_and_keeps_a_part_back()
    {
        var budget = new BudgetClock(_settings with { BudgetSeconds = 300 }, _clock);
        var state = Working(TimeSpan.FromSeconds(100));
        _clock.Advance(TimeSpan.FromSeconds(20));

        budget.Worked(state).ShouldBe(TimeSpan.FromSeconds(120));
        budget.Total(state).ShouldBe(TimeSpan.FromSeconds(180));
        budget.Left(state).Time.ShouldBe(TimeSpan.FromSeconds(168));
    }

    [Fact]
    public void While_nobody_works_no_time_passes()
    {
        var budget = new BudgetClock(_settings with { BudgetSeconds = 300 }, _clock);
        _clock.Advance(TimeSpan.FromDays(2));

        budget.Total(Working(TimeSpan.FromSeconds(100)) with { Phase = RunPhase.Interrupted }).ShouldBe(TimeSpan.FromSeconds(200));
    }

    [Fact]
    public void An_extension_adds_to_the_budget() =>
        new BudgetClock(_settings with { BudgetSeconds = 300 }, _clock).Total(Working(TimeSpan.FromSeconds(290)) with { Extended = TimeSpan.FromMinutes(10) }).ShouldBe(TimeSpan.FromSeconds(610));

    [Fact]
    public void What_comes_first_of_budget_and_deadline_counts()
    {
        var state = Working(TimeSpan.Zero);

        new BudgetClock(_settings with { BudgetSeconds = 300, Deadline = Start.AddSeconds(60) }, _clock).Total(state).ShouldBe(TimeSpan.FromSeconds(60));
        new BudgetClock(_settings with { BudgetSeconds = 30, Deadline = Start.AddSeconds(60) }, _clock).Total(state).ShouldBe(TimeSpan.FromSeconds(30));
        new BudgetClock(_settings, _clock).Total(state).ShouldBeNull();
    }

    [Fact]
    public void A_clockless_run_looks_at_no_clock()
    {
        var left = new BudgetClock(_settings with { MaxExperiments = 5 }, new Broken()).Left(Working(TimeSpan.Zero) with { Phase = RunPhase.Working });

        left.Time.ShouldBeNull();
        left.Experiments.ShouldBe(5);
    }

    [Theory]
    [InlineData(10, 8.5)]
    [InlineData(100, 96)]
    [InlineData(36000, 35970)]
    public void A_small_budget_leaves_time_to_finish_and_a_large_one_wastes_little(double budget, double left) =>
        new BudgetClock(_settings with { BudgetSeconds = budget }, _clock).Left(Working(TimeSpan.Zero)).Time.ShouldBe(TimeSpan.FromSeconds(left));

    [Fact]
    public async Task Time_is_kept_for_the_final_fit_of_the_best_while_the_vault_has_another_champion()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var state = search.State with { Phase = RunPhase.Interrupted };
        state = state with { Data = new DataPrepared(30, 12, 3, "random", new Dictionary<string, string>(), VaultRows: 3), Questions = [new GateAsked(1, null, null, Passed: true)] };
        var budget = new BudgetClock(_settings with { BudgetSeconds = 300, Views = 2 }, _clock);
        var (best, champion) = (FinalFitPlan.Of(state, state.Graph.Best!), FinalFitPlan.Of(state)!);

        best.Expected!.Value.ShouldBeGreaterThan(champion.Expected!.Value);
        budget.Left(state).Time.ShouldBe(budget.LeftForFinalFit(state) - best.Expected - best.Curve);
    }

    private static RunState Working(TimeSpan worked) => RunState.Empty(Direction.Maximize) with { Phase = RunPhase.Working, Worked = worked, Latest = Start };

    private sealed class Broken : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("A clock was looked at.");

        public override long GetTimestamp() => throw new InvalidOperationException("A clock was looked at.");
    }
}
