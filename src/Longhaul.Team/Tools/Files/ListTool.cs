using System.Globalization;
using System.Text;
using System.Text.Json;
using Longhaul.Runs;
using Longhaul.Runs.Files;

namespace Longhaul.Team.Tools.Files;

/// <summary><c>list</c>: what is in a folder.</summary>
public sealed class ListTool : ITool
{
    private const int Entries = 200;

    public string Name => "list";

    public string Description => "Lists a folder of the workspace (or of data/) with sizes.";

    public JsonElement Schema { get; } = new ToolSchema().TextOr("path", "The folder; left out: the workspace.").Build();

    public bool Repeatable => true;

    public bool IsReading => true;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var path = arguments.TextOr("path") ?? "";
        if (scene.Locate(path, out var problem) is not { } place)
            return Task.FromResult(ToolResult.Refused(problem));
        if (!Directory.Exists(place))
            return Task.FromResult(ToolResult.Wrong($"{path} is no folder."));
        var text = new StringBuilder();
        var entries = new DirectoryInfo(place).EnumerateFileSystemInfos().Where(IsThere).OrderBy(entry => entry.Name, StringComparer.Ordinal).Take(Entries + 1).ToList();
        foreach (var entry in entries.Take(Entries))
            text.Append(CultureInfo.InvariantCulture, $"{Printable.Line(entry.Name)}{(entry is FileInfo file ? $"  {new Bytes(file.Length)}" : "/")}\n");
        if (entries.Count > Entries)
            text.Append(CultureInfo.InvariantCulture, $"… more than {Entries} entries\n");
        return Task.FromResult(ToolResult.Ok(text.Length == 0 ? "(empty)" : text.ToString(), $"listed {(path.Length == 0 ? "the workspace" : path)}"));
    }

    // Others may write and remove meanwhile; what is half written is no file yet.
    private static bool IsThere(FileSystemInfo entry) => !AtomicFile.IsTemporary(entry.Name) && (entry.Exists || entry.LinkTarget is not null);
}
