using Longhaul.Runs.Folder;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team;
using Longhaul.Team.Desk;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Mle;

/// <summary>The search of a run that language models lead: first the built-in researcher's baseline, then the team.</summary>
/// <param name="recorded">The desk with its commands on tape.</param>
/// <param name="hosts">What the task grants of the network.</param>
internal sealed class TeamResearch(RunLedger ledger, RunSettings settings, BudgetClock budget, IResearchDesk desk, IDesk recorded, ResearchTeam team, IReadOnlyList<string> hosts)
{
    private const string WarmStart = "warm start";
    private const double WarmShare = 0.25;
    private static readonly TimeSpan UsualWarmTime = TimeSpan.FromMinutes(5);

    private const string Brief =
        "Reach the best score on this task that the budget allows, and leave a workspace that explains how: what was tried, what it showed, what would be next. "
        + "What the built-in researcher has reached so far stands in the table of your state.";

    /// <summary>Works until the budget is used up or the team has finished; says why it ended.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        if (!settings.Cold && !IsDone(WarmStart))
        {
            await desk.AutomateAsync(Warm(), cancellationToken).ConfigureAwait(false);
            ledger.Record(WarmStart, new StageDone(WarmStart, new Dictionary<string, string>(StringComparer.Ordinal)));
        }

        await MachineProbe.WriteAsync(ledger, recorded, hosts, cancellationToken).ConfigureAwait(false);
        desk.Refresh();
        return await team.RunAsync(Brief, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A quarter of what the run may use.</summary>
    private Stint Warm() => settings.Clockless
        ? new Stint(Math.Max(2, (int)(settings.MaxExperiments!.Value * WarmShare)), null)
        : new Stint(null, budget.Total(ledger.State) is { } total ? (budget.Worked(ledger.State) + total) * WarmShare : UsualWarmTime);

    private bool IsDone(string stage) => ledger.State.Stages.Exists(done => done.Stage == stage);
}
