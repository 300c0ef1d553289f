using System.Globalization;
using System.Text;
using System.Text.Json;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Files;

/// <summary><c>read</c>: lines of a file.</summary>
public sealed class ReadTool : ITool
{
    private const int Lines = 400;
    private const int Characters = 12_000;
    private const int LongestLine = 2_000;

    public string Name => "read";

    public string Description => "Reads lines of a text file, by default the first 400; no more than about 12,000 characters at once. Paths are relative to the workspace; the task's data are below data/.";

    public JsonElement Schema { get; } = new ToolSchema().Text("path", "The file.").WholeOr("from", "First line, from 1.").WholeOr("to", "Last line.").Build();

    public bool Repeatable => true;

    public bool IsReading => true;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var path = arguments.Text("path");
        var from = arguments.WholeOr("from", 1, int.MaxValue) ?? 1;
        var asked = arguments.WholeOr("to", 1, int.MaxValue);
        var to = asked ?? (from + Lines - 1);
        if (to < from)
            throw new ToolArgumentException($"read: 'to' ({to}) lies before 'from' ({from}).");
        return Task.FromResult(Read(scene, path, from, to, isAll: asked is not null));
    }

    /// <param name="isAll">Whether no more was asked for than these lines.</param>
    private static ToolResult Read(ToolScene scene, string path, int from, int to, bool isAll)
    {
        if (scene.Locate(path, out var problem) is not { } place)
            return ToolResult.Refused(problem);
        if (Directory.Exists(place))
            return ToolResult.Wrong($"{path} is a folder: use list.");
        if (JobFiles.PlainLength(place) is not { } length)
            return ToolResult.Wrong(File.Exists(place) ? $"{path} is no plain file." : $"{path} isn't there.{Near(place)}");
        if (IsBinary(place))
            return ToolResult.Wrong($"{path} is no text ({length}).");
        var text = new StringBuilder();
        var (number, last) = (0, 0);
        foreach (var line in BoundedLines.Of(place, LongestLine + 1))
        {
            number++;
            if (number < from)
                continue;
            if (number > to || text.Length > Characters)
                break;
            last = number;
            text.Append(CultureInfo.InvariantCulture, $"{number}: {(line.Length > LongestLine ? line[..LongestLine] + "…" : line)}\n");
        }

        if (text.Length == 0)
            return ToolResult.Ok(number == 0 ? "(empty)" : $"(the file has {number} lines)", $"read {path}");
        if (last < number && !(isAll && last == to))
            text.Append(CultureInfo.InvariantCulture, $"… the file goes on: read it from line {number}\n");
        return ToolResult.Ok(Plain.Of(text.ToString()), $"read {path}, lines {from} to {last}");
    }

    private static bool IsBinary(string place)
    {
        using var stream = File.OpenRead(place);
        Span<byte> start = stackalloc byte[4096];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)].Contains((byte)0);
    }

    private static string Near(string place)
    {
        var folder = Path.GetDirectoryName(place)!;
        if (!Directory.Exists(folder))
            return "";
        var names = Directory.EnumerateFileSystemEntries(folder).Select(entry => Printable.Line(Path.GetFileName(entry), 100)).Order(StringComparer.Ordinal).Take(12).ToList();
        return names.Count == 0 ? " Its folder is empty." : $" Beside it: {string.Join(", ", names)}.";
    }
}
