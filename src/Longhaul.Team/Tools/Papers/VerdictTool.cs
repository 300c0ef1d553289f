using System.Text.Json;
using System.Text.Json.Nodes;
using Longhaul.Runs;

namespace Longhaul.Team.Tools.Papers;

/// <summary><c>verdict</c>: a judge's score for one requirement; it ends the session.</summary>
public sealed class VerdictTool : ITool
{
    private const int LongestReasons = 2000;

    public string Name => "verdict";

    public string Description => "Your verdict on the requirement, and the end of your session.";

    public JsonElement Schema { get; } = new ToolSchema()
        .Text("reasons", "What you saw in which file, in a few sentences; then the conclusion.")
        .Texts("files", "The files you looked at, relative to reproduction/.", required: true)
        .Whole("score", "1: the requirement is met; 0: it isn't.")
        .Build();

    public bool Repeatable => true;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        if (arguments.WholeOr("score", 0, 1) is not { } score)
            return Task.FromResult(ToolResult.Wrong("verdict: 'score' is missing; give 0 or 1."));
        var json = new JsonObject
        {
            ["score"] = score,
            ["reasons"] = Printable.Line(arguments.Text("reasons"), LongestReasons),
            ["files"] = new JsonArray([.. arguments.Texts("files").Take(40).Select(file => (JsonNode)Printable.Line(file, 300))]),
        };
        return Task.FromResult(ToolResult.Ok(json.ToJsonString(), $"verdict {score}"));
    }
}
