using Longhaul.Models.Tokens;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;
using Longhaul.Team.Roles;
using Longhaul.Team.Sessions;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Files;
using Longhaul.Team.Tools.Finding;
using Longhaul.Team.Tools.Running;
using Longhaul.Team.Tools.Talking;

namespace Longhaul.Team;

/// <summary>A team of roles that works on a run: the leader's session, those that it calls into being, and those that the host calls.</summary>
public sealed class ResearchTeam
{
    private readonly TeamGround _ground;
    private readonly TeamPlan _plan;

    /// <param name="plan">What the track makes of the team.</param>
    /// <param name="desk">What the track offers.</param>
    /// <param name="seat">The model of a role.</param>
    /// <param name="without">What is switched off.</param>
    /// <param name="further">Tools that the user's settings bring: the web's, and those of servers.</param>
    public ResearchTeam(
        RunLedger ledger, TeamPlan plan, IDesk desk, Func<Role, ModelSeat> seat, Allowance allowance, Ablations without, TimeProvider clock, IReadOnlyList<ITool> further)
    {
        _plan = plan;
        _ground = new TeamGround(ledger, ToolsOf(ledger, plan, desk, allowance, without, clock, further), seat, new TokenCounter(), allowance, desk)
        {
            Without = without,
            OfPaper = plan.OfPaper,
            SideBySide = plan.SideBySide,
            Further = [.. OfServers(further).Select(tool => tool.Name)],
        };
    }

    /// <summary>Works until the leading session is over; says why it ended.</summary>
    /// <param name="brief">What the whole team shall do.</param>
    /// <exception cref="Models.Calling.ModelCallException">The model can't be reached.</exception>
    public async Task<string> RunAsync(string brief, CancellationToken cancellationToken)
    {
        var role = RoleBook.For(_ground.Without.Team ? _plan.Alone : _plan.Leader, _ground.Without);
        // Where a crash came after its end, there is nothing left to ask.
        var session = _ground.Ledger.State.Team.Leading ?? AskRoleTool.Start(_ground, role, by: null, brief, limitSeconds: null);
        var ended = await new RoleSession(_ground, role, session.Started.Session).RunAsync(cancellationToken).ConfigureAwait(false);
        return ended.Outcome == "budget" && _ground.Allowance.Spent(_ground.Ledger.State) is { } spent ? spent : Reason(ended);
    }

    /// <summary>Lets roles work, several at a time. Sessions get their ids in the order of the calls; one that is over already is not held again.</summary>
    /// <param name="sideBySide">How many work at once, at least 1.</param>
    /// <returns>How each ended, in the order of the calls.</returns>
    /// <exception cref="Models.Calling.ModelCallException">The model can't be reached.</exception>
    public async Task<IReadOnlyList<RoleEnded>> AskAsync(IReadOnlyList<RoleCall> calls, int sideBySide, CancellationToken cancellationToken)
    {
        var ended = new RoleEnded[calls.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = cancellationToken };
        foreach (var turn in Enumerable.Range(0, calls.Count).Chunk(sideBySide))
        {
            // A session's time begins when it is its turn.
            var sessions = turn.Select(at => (At: at, Session: new RoleSession(_ground, RoleBook.For(calls[at].Role, _ground.Without), SessionOf(calls[at])))).ToList();
            await Parallel.ForEachAsync(sessions, options, async (one, token) => ended[one.At] = await one.Session.RunAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return ended;
    }

    /// <summary>What a session handed over.</summary>
    public string SummaryOf(RoleEnded ended) => new StoredTexts(_ground.Objects).Get(ended.Summary);

    private string SessionOf(RoleCall call) => (_ground.Ledger.State.Team.CalledBy(call.By)
        ?? AskRoleTool.Start(_ground, RoleBook.For(call.Role, _ground.Without), call.By, call.Brief, call.Limit?.TotalSeconds)).Started.Session;

    private static string Reason(RoleEnded ended) => ended.Outcome switch
    {
        "finished" => "the team finished",
        "budget" => "the tokens or the money are used up",
        "time" => "the time is used up",
        "steps" => "the team's steps are used up",
        _ => "the team's model made no progress any more",
    };

    // What roles name is theirs alone: the web.
    private static ITool[] OfServers(IReadOnlyList<ITool> further) => [.. further.Where(tool => !RoleBook.All.Values.Any(role => role.Tools.Contains(tool.Name, StringComparer.Ordinal)))];

    private Dictionary<string, ITool> ToolsOf(
        RunLedger ledger, TeamPlan plan, IDesk desk, Allowance allowance, Ablations without, TimeProvider clock, IReadOnlyList<ITool> further)
    {
        ITool[] all =
        [
            new ListTool(), new ReadTool(), new SearchTool(), new WriteTool(), new EditTool(), new AppendTool(ledger), new RunTool(desk, ledger), new JobTool(desk, ledger), .. plan.Tools,
            new AskRoleTool(() => _ground), new AskPersonTool(ledger, clock),
            new FinishTool(() => ledger.State, () => without.Discipline ? null : allowance.Used(ledger.State), plan.Lacks),
            new FindTool(() => OfServers(further)), new UseTool(() => OfServers(further)), .. further,
        ];
        return all.ToDictionary(tool => tool.Name, StringComparer.Ordinal);
    }
}
