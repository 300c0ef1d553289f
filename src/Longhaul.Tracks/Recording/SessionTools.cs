using System.Text.Json;
using Longhaul.Team.Tools;

namespace Longhaul.Tracks.Recording;

/// <summary>A server's tool whose results are recorded.</summary>
internal sealed class RecordingTool(ITool tool, SessionWriter writer) : ToolAround(tool)
{
    public override async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var result = await base.UseAsync(arguments, scene, cancellationToken).ConfigureAwait(false);
        writer.Add(new SessionToolResult(scene.Use, Name, result.Outcome.ToString(), result.Text, result.Line, result.Whole, result.Web));
        return result;
    }
}

/// <summary>A server's tool that gives recorded results.</summary>
internal sealed class ReplayedTool(SessionTool tool, SessionRecording recording) : ITool
{
    public string Name => tool.Name;

    public string Description => tool.Description;

    public JsonElement Schema => tool.Schema;

    public bool Repeatable => tool.Repeatable;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken) => recording.ToolResult(scene.Use) is { } result && result.Tool == Name
        ? Task.FromResult(new ToolResult(Enum.Parse<ToolOutcome>(result.Outcome), result.Text, result.Line) { Whole = result.Whole, Web = result.Web })
        : throw new ReplayDifferenceException("a use of a tool that the recording doesn't hold", "(nothing)", $"{scene.Use}: {Name}");
}

/// <summary>A tool around another one.</summary>
internal abstract class ToolAround(ITool tool) : ITool
{
    public string Name => tool.Name;

    public string Description => tool.Description;

    public JsonElement Schema => tool.Schema;

    public bool Repeatable => tool.Repeatable;

    public virtual Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken) => tool.UseAsync(arguments, scene, cancellationToken);
}
