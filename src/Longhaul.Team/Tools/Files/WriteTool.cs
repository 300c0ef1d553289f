using System.Text.Json;
using Longhaul.Runs.Files;
using Longhaul.Team.Permissions;

namespace Longhaul.Team.Tools.Files;

/// <summary><c>write</c>: a whole file.</summary>
public sealed class WriteTool : ITool
{
    private const int Largest = 1 << 20;

    public string Name => "write";

    public string Description => "Writes a text file, whole; what stood there is replaced. Only in your regions and your notes.";

    public JsonElement Schema { get; } = new ToolSchema().Text("path", "The file.").Text("content", "Its whole content.").Build();

    public bool Repeatable => true;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var (path, content) = (Permission.Clean(arguments.Text("path")), arguments.Text("content"));
        if (content.Length > Largest)
            throw new ToolArgumentException($"write: {content.Length} characters are too many for one file; at most {Largest}.");
        if (!Permission.Allows(scene.Role, path, FileUse.Write, out var reason))
            return Task.FromResult(ToolResult.Refused(reason));
        if (scene.Locate(path, out var problem) is not { } place)
            return Task.FromResult(ToolResult.Refused(problem));
        if (Directory.Exists(place))
            return Task.FromResult(ToolResult.Wrong($"{path} is a folder."));
        if (FileOnTheWay(place) is { } file)
            return Task.FromResult(ToolResult.Wrong($"{path}: {Path.GetFileName(file)} is a file, not a folder."));
        AtomicFile.Write(place, content);
        if (content.StartsWith("#!", StringComparison.Ordinal))
            MakeProgram(place);
        var lines = content.Count(c => c == '\n') + (content.Length == 0 || content.EndsWith('\n') ? 0 : 1);
        var line = $"wrote {path}, {lines} lines";
        return Task.FromResult(ToolResult.Ok(line + ".", line));
    }

    // Whoever may read it may run it.
    private static void MakeProgram(string place)
    {
        const int Read = 0x124; // r--r--r--
        var mode = File.GetUnixFileMode(place);
        File.SetUnixFileMode(place, mode | (UnixFileMode)(((int)mode & Read) >> 2));
    }

    private static string? FileOnTheWay(string place)
    {
        for (var folder = Path.GetDirectoryName(place); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(folder))
                return folder;
        }

        return null;
    }
}
