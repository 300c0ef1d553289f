using System.Text.Json;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Team.Roles;
using Longhaul.Team.Sessions;

namespace Longhaul.Team.Tools.Talking;

/// <summary><c>ask_role</c>: another role takes up a brief in a session of its own and hands back a summary (agent as tool).</summary>
/// <param name="callable">The roles that can be asked.</param>
public sealed class AskRoleTool(Func<TeamGround> ground, IReadOnlyList<Role> callable) : ITool
{
    private const int LongestBrief = 4000;

    public AskRoleTool(Func<TeamGround> ground)
        : this(ground, [.. RoleBook.All.Values.Where(role => !role.Leads).OrderBy(role => role.Name, StringComparer.Ordinal)])
    {
    }

    public string Name => "ask_role";

    public string Description =>
        $"Gives a specialist a brief. It works on its own with the files of the workspace, and you get its summary. Several that only read, asked in one answer, work side by side. {string.Join(" ", callable.Select(role => $"{role.Name}: {role.Purpose}"))}";

    public JsonElement Schema { get; } = new ToolSchema()
        .Word("role", "Who.", callable.Select(role => role.Name))
        .Text("brief", "What to do, which files to start from, what to hand back. Where the role has ways to work, in brackets, begin with one of them.")
        .NumberOr("minutes", "Time it may take; left out: a third of what is left.")
        .Build();

    // The session that it started is found again by this use's id.
    public bool Repeatable => true;

    public ITool For(Role role) => new AskRoleTool(ground, [.. callable.Where(other => role.Calls.Contains(other.Name, StringComparer.Ordinal))]);

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var team = ground();
        var name = arguments.Text("role");
        if (!scene.Role.Calls.Contains(name, StringComparer.Ordinal))
            return ToolResult.Refused($"You may ask: {string.Join(", ", scene.Role.Calls)}.");
        var role = RoleBook.For(name, team.Without) with { Copy = Copy(team, scene) };
        var session = team.Ledger.State.Team.CalledBy(scene.Use) ?? Start(team, arguments, scene, role);
        var ended = await new RoleSession(team, role, session.Started.Session).RunAsync(cancellationToken).ConfigureAwait(false);
        var text = new StoredTexts(team.Objects).Get(ended.Summary);
        return ended.Outcome == "finished"
            ? ToolResult.Ok(text, $"{role.Name} finished ({ended.Session})")
            : ToolResult.Failed(text, $"{role.Name} ended without finishing: {ended.Outcome} ({ended.Session})");
    }

    private static int Copy(TeamGround team, ToolScene scene) => team.Ledger.State.Team.Sessions[scene.Session].Open is { } open
        ? SideBySide.Copy(open, new StoredTexts(team.Objects).GetMessage(open.Answer.Answer), scene.Use)
        : 1;

    private static RoleSessionState Start(TeamGround team, ToolArguments arguments, ToolScene scene, Role role)
    {
        var brief = arguments.Text("brief").Trim();
        if (brief.Length is 0 or > LongestBrief)
            throw new ToolArgumentException($"ask_role: the brief must have 1 to {LongestBrief} characters; put more into a file and name it.");
        double? limit = arguments.NumberOr("minutes", 0.1, 24 * 60) is { } minutes ? minutes * 60 : scene.TimeLeft?.TotalSeconds / 3;
        return Start(team, role, scene.Use, brief, limit is { } seconds && scene.TimeLeft is { } left ? Math.Min(seconds, left.TotalSeconds) : limit);
    }

    /// <summary>Starts a session.</summary>
    internal static RoleSessionState Start(TeamGround team, Role role, string? by, string brief, double? limitSeconds)
    {
        // Sessions may run side by side, and none may take another's id.
        lock (team.Starting)
        {
            var state = team.Ledger.State;
            var id = $"s{state.Team.Order.Count + 1}";
            team.Ledger.Record(id, new RoleStarted(id, role.Name, by, new StoredTexts(team.Objects).Put(Printable.Of(brief)), limitSeconds, team.Allowance.Worked(state).TotalSeconds));
            return team.Ledger.State.Team.Sessions[id];
        }
    }
}
