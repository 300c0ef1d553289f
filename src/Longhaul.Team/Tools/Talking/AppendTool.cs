using System.Text.Json;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Permissions;

namespace Longhaul.Team.Tools.Talking;

/// <summary><c>append</c>: a line in an append-only log. The journal holds it, and the host writes the file.</summary>
public sealed class AppendTool(RunLedger ledger) : ITool
{
    private const int Longest = 1500;

    public string Name => "append";

    public string Description => "Adds an entry to a log (log/impl_log.md or log/exp_log.md): what was built and why, or what was run and what it showed. Entries are never changed.";

    public JsonElement Schema { get; } = new ToolSchema().Text("path", "The log.").Text("text", "The entry, a few sentences.").Build();

    public bool Repeatable => true;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var path = Permission.Clean(arguments.Text("path"));
        if (!Permission.Allows(scene.Role, path, FileUse.Append, out var reason))
            return Task.FromResult(ToolResult.Refused(reason));
        var text = Printable.Line(arguments.Text("text"), Longest);
        if (!ledger.State.Team.Entries.Contains(scene.Use))
            ledger.Record(scene.Session, new LogAppended(scene.Session, scene.Use, path, text));
        return Task.FromResult(ToolResult.Ok("Added.", $"{path}: {Printable.Line(text, 160)}"));
    }
}
