using System.Text.Json;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Team.Desk;

namespace Longhaul.Team.Tools.Research;

/// <summary><c>check_submission</c>: whether predictions have the right form; no score.</summary>
public sealed class CheckFormTool(IResearchDesk desk) : ITool
{
    private static readonly Bytes Largest = Bytes.FromGiB(1);

    public string Name => "check_submission";

    public string Description => "Checks the form (rows, columns, values) of predictions for data/test.csv, or of a final submission. Says nothing about their quality.";

    public JsonElement Schema { get; } = new ToolSchema().Text("path", "The file.").Build();

    public bool Repeatable => true;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var path = arguments.Text("path");
        if (scene.Locate(path, out var problem) is not { } place)
            return Task.FromResult(ToolResult.Refused(problem));
        if (JobFiles.PlainLength(place) is not { } length || length.Value > Largest.Value)
            return Task.FromResult(ToolResult.Wrong($"{path} isn't there, or is no plain file of at most {Largest}."));
        var (right, what) = desk.CheckForm(place);
        return Task.FromResult(right ? ToolResult.Ok(what, $"{path} has the right form") : ToolResult.Failed(what, $"{path}: {what}"));
    }
}
