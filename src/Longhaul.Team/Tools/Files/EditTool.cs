using System.Text;
using System.Text.Json;
using Longhaul.Execution.Files;
using Longhaul.Runs.Files;
using Longhaul.Team.Permissions;

namespace Longhaul.Team.Tools.Files;

/// <summary><c>edit</c>: an exact replacement that must be unique.</summary>
public sealed class EditTool : ITool
{
    private const long Largest = 4 << 20;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Name => "edit";

    public string Description => "Replaces a piece of a file. 'old' must stand in it exactly once, character for character.";

    public JsonElement Schema { get; } = new ToolSchema().Text("path", "The file.").Text("old", "What stands there, with enough around it to be unique.").Text("new", "What shall stand there.").Build();

    // Done twice, the second time finds nothing to replace.
    public bool Repeatable => false;

    public string? Changes(ToolArguments arguments) =>
        arguments.All.TryGetValue("path", out var path) && path.ValueKind == JsonValueKind.String ? Permission.Clean(path.GetString()!) : null;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken) =>
        Task.FromResult(Edit(scene, Permission.Clean(arguments.Text("path")), arguments.Text("old"), arguments.Text("new")));

    private static ToolResult Edit(ToolScene scene, string path, string old, string replacement)
    {
        if (!Permission.Allows(scene.Role, path, FileUse.Write, out var reason))
            return ToolResult.Refused(reason);
        if (scene.Locate(path, out var problem) is not { } place)
            return ToolResult.Refused(problem);
        if (JobFiles.PlainLength(place) is not { } length)
            return ToolResult.Wrong($"{path} is no file that is there; use write to make it.");
        if (length.Value > Largest)
            return ToolResult.Wrong($"{path} has {length}: too much for an edit; use run.");
        if (old.Length == 0)
            return ToolResult.Wrong("edit: 'old' is empty; use write for a whole file.");
        if (TextOf(place) is not { } text)
            return ToolResult.Wrong($"{path} is no text in UTF-8, and an edit would spoil it; use run.");
        var first = text.IndexOf(old, StringComparison.Ordinal);
        if (first < 0)
            return ToolResult.Wrong($"edit: 'old' does not stand in {path}. Read the file again: white space counts.");
        if (text.IndexOf(old, first + 1, StringComparison.Ordinal) >= 0)
            return ToolResult.Wrong($"edit: 'old' stands in {path} more than once; take in more lines around it.");
        AtomicFile.Write(place, string.Concat(text.AsSpan(0, first), replacement, text.AsSpan(first + old.Length)));
        return ToolResult.Ok($"Edited {path}.", $"edited {path}");
    }

    // With its byte order mark, where it has one.
    private static string? TextOf(string place)
    {
        try
        {
            return Strict.GetString(File.ReadAllBytes(place));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
