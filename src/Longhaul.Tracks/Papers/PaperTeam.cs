using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.Budgets;
using Longhaul.Search.Loop;
using Longhaul.Search.State;
using Longhaul.Team;
using Longhaul.Team.Desk;
using Longhaul.Team.Sessions;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Environments;
using Longhaul.Team.Tools.Papers;
using Longhaul.Team.Tools.Research;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Papers;

/// <summary>The teams of a paper's run: who reproduces it, and who judges that.</summary>
internal static class PaperTeam
{
    public const string Brief =
        "Reproduce the paper as far as the budget allows, and deliver a repository whose reproduce.sh shows it from a clean clone. What the readers found stands in paper/ and plan/inventory.json.";

    // What is reproduced is judged too, where there is a rubric: its share of the caps is kept for that.
    private const int JudgesPart = 4;

    /// <summary>Who reproduces.</summary>
    /// <param name="isJudged">Whether a rubric's judge comes after it; a quarter of the tokens and of the money is kept for that.</param>
    /// <param name="sideBySide">How many helpers one answer sets to work at once.</param>
    public static ResearchTeam Of(
        RunLedger ledger, RunSettings settings, IPaperDesk desk, IPackageDesk packages, IDownloadDesk downloads, bool isJudged, ModelSeats seats, BudgetClock budget, TimeProvider clock, IReadOnlyList<ITool> further, int sideBySide)
    {
        var without = new Ablations([.. settings.Ablate]);
        var plan = new TeamPlan(
            "orchestrator-paper",
            "solo-paper",
            [new CommandExperimentTool(desk, () => ledger.State, without), new RehearseTool(desk), new PreviewTool(), new AddPackagesTool(packages, delivers: true), new FetchFileTool(downloads)],
            state => without.Discipline ? null : Lacks(state.Paper)) { OfPaper = true, SideBySide = sideBySide };
        return new ResearchTeam(ledger, plan, desk, seats.Of, ForWork(budget, settings, isJudged), without, clock, further);
    }

    private static Allowance ForWork(BudgetClock budget, RunSettings settings, bool isJudged) => isJudged
        ? new Allowance(budget, settings.MaxTokens - (settings.MaxTokens / JudgesPart), settings.MaxCostUsd - (settings.MaxCostUsd / JudgesPart))
        : new Allowance(budget, settings.MaxTokens, settings.MaxCostUsd);

    /// <summary>Who judges: it reads, and runs nothing.</summary>
    public static ResearchTeam Judging(RunLedger ledger, RunSettings settings, PaperPackage paper, ModelSeats seats, BudgetClock budget, TimeProvider clock)
    {
        var plan = new TeamPlan("judge", "judge", [new VerdictTool()], _ => null) { OfPaper = true };
        return new ResearchTeam(
            ledger, plan, new JudgeDesk($"The paper \"{paper.Title}\" was reproduced; the result is judged by a rubric, requirement by requirement."), seats.Of,
            new Allowance(budget, settings.MaxTokens, settings.MaxCostUsd), Ablations.None, clock, []);
    }

    /// <summary>What the delivered work still lacks, in words for the leader; null: nothing.</summary>
    public static string? Lacks(PaperState paper) => paper.Rehearsed switch
    {
        null => "reproduce.sh was not rehearsed yet. No finish without a committed reproduce.sh that was rehearsed: call rehearse.",
        { Ending: not Execution.Executors.Ending.Success } failed => $"The last rehearsal of reproduce.sh ended with {failed.Ending}. Have it mended and rehearse again.",
        _ => null,
    };
}
