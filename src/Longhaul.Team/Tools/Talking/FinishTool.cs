using System.Text.Json;
using Longhaul.Search.State;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Talking;

/// <summary><c>finish</c>: the brief is done.</summary>
/// <param name="used">The largest share of any budget that is used; null: nothing is limited.</param>
/// <param name="lacks">What the whole team's work still lacks, in words for its leader; null: nothing.</param>
public sealed class FinishTool(Func<RunState> state, Func<double?> used, Func<RunState, string?> lacks) : ITool
{
    private const int Longest = 4000;

    public string Name => "finish";

    public string Description => "Ends your session with a summary for who asked you: what is done, which files hold it, what it showed, what is open. Claims need the experiment's id.";

    public JsonElement Schema { get; } = new ToolSchema().Text("summary", "At most a page.").TextOr("reason", "Needed from the leader while more than half of the budget is left: why nothing more is worth trying.").Build();

    public bool Repeatable => true;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var summary = Cut.Middle(arguments.Text("summary").Trim(), Longest, null);
        if (summary.Length == 0)
            return Task.FromResult(ToolResult.Wrong("finish: the summary is empty; say what is done and which files hold it."));
        // The first session is the whole team's: its end is the end of the search.
        var isLast = state().Team.Sessions[scene.Session].Started.By is null;
        if (isLast && lacks(state()) is { } lack)
            return Task.FromResult(ToolResult.Refused(lack));
        if (isLast && used() is < 0.5 && string.IsNullOrWhiteSpace(arguments.TextOr("reason")))
            return Task.FromResult(ToolResult.Refused("More than half of the budget is left. Go on; or, if there is nothing worth trying, finish with a 'reason'."));
        return Task.FromResult(ToolResult.Ok(arguments.TextOr("reason") is { Length: > 0 } reason ? $"{summary}\n\nWhy now: {reason}" : summary, "finished"));
    }
}
