using Longhaul.Models.Tokens;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;
using Longhaul.Team.Roles;
using Longhaul.Team.Sessions;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Files;
using Longhaul.Team.Tools.Finding;
using Longhaul.Team.Tools.Research;
using Longhaul.Team.Tools.Running;
using Longhaul.Team.Tools.Talking;

namespace Longhaul.Team;

/// <summary>A team of roles that works on a run: the orchestrator's session, and those that it calls into being.</summary>
public sealed class ResearchTeam
{
    private readonly TeamGround _ground;

    /// <param name="desk">What the track offers.</param>
    /// <param name="seat">The model of a role.</param>
    /// <param name="without">What is switched off.</param>
    /// <param name="further">Tools of servers that the user named.</param>
    public ResearchTeam(RunLedger ledger, IResearchDesk desk, Func<Role, ModelSeat> seat, Allowance allowance, Ablations without, TimeProvider clock, IReadOnlyList<ITool> further) =>
        _ground = new TeamGround(ledger, ToolsOf(ledger, desk, allowance, without, clock, further), seat, new TokenCounter(), allowance, desk)
        {
            Without = without,
            Further = [.. further.Select(tool => tool.Name)],
        };

    /// <summary>Works until the leading session is over; says why it ended.</summary>
    /// <param name="brief">What the whole team shall do.</param>
    /// <exception cref="Models.Calling.ModelCallException">The model can't be reached.</exception>
    public async Task<string> RunAsync(string brief, CancellationToken cancellationToken)
    {
        var role = RoleBook.For(_ground.Without.Team ? "solo" : "orchestrator", _ground.Without);
        var session = _ground.Ledger.State.Team.Sessions.Values.FirstOrDefault(known => known.Started.By is null && known.Ended is null)
            ?? AskRoleTool.Start(_ground, role, by: null, brief, limitSeconds: null);
        var ended = await new RoleSession(_ground, role, session.Started.Session).RunAsync(cancellationToken).ConfigureAwait(false);
        return ended.Outcome == "budget" && _ground.Allowance.Spent(_ground.Ledger.State) is { } spent ? spent : Reason(ended);
    }

    private static string Reason(RoleEnded ended) => ended.Outcome switch
    {
        "finished" => "the team finished",
        "budget" => "the tokens or the money are used up",
        "time" => "the time is used up",
        "steps" => "the team's steps are used up",
        _ => "the team's model made no progress any more",
    };

    private Dictionary<string, ITool> ToolsOf(RunLedger ledger, IResearchDesk desk, Allowance allowance, Ablations without, TimeProvider clock, IReadOnlyList<ITool> further)
    {
        ITool[] all =
        [
            new ListTool(), new ReadTool(), new SearchTool(), new WriteTool(), new EditTool(), new AppendTool(ledger),
            new RunTool(desk), new ExperimentTool(desk, () => ledger.State, without), new AutomlTool(desk, () => ledger.State.Graph), new PreviewTool(), new CheckFormTool(desk),
            new AskRoleTool(() => _ground), new AskPersonTool(ledger, clock), new FinishTool(() => ledger.State, () => without.Discipline ? null : allowance.Used(ledger.State)),
            new FindTool(() => further), new UseTool(() => further), .. further,
        ];
        return all.ToDictionary(tool => tool.Name, StringComparer.Ordinal);
    }
}
