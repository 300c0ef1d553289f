using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Longhaul.Execution.Files;
using Longhaul.Runs.Files;
using Longhaul.Team.Permissions;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Files;

/// <summary><c>search</c>: lines that match a pattern.</summary>
public sealed class SearchTool : ITool
{
    private const int Hits = 60;
    private const long LargestFile = 4 << 20;
    private const int LongestLine = 20_000;

    public string Name => "search";

    public string Description => "Finds lines that match a regular expression, in one file or in all text files below a folder.";

    public JsonElement Schema { get; } = new ToolSchema().Text("pattern", "A regular expression.").TextOr("path", "File or folder; left out: the workspace.").Build();

    public bool Repeatable => true;

    public bool IsReading => true;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var (pattern, path) = (Parse(arguments.Text("pattern")), arguments.TextOr("path") ?? "");
        if (scene.Locate(path, out var problem) is not { } place)
            return Task.FromResult(ToolResult.Refused(problem));
        IEnumerable<(string Name, string Path)> files = JobFiles.PlainLength(place) is not null ? [(Permission.Clean(path), place)]
            : Directory.Exists(place) ? JobFiles.List(place).Where(file => file.Length.Value <= LargestFile && !AtomicFile.IsTemporary(file.Path)).Select(file => (Path.Join(Permission.Clean(path), file.Path), Path.Combine(place, file.Path)))
            : [];
        var hits = files.SelectMany(file => Matches(pattern, file.Name, file.Path, cancellationToken)).Take(Hits + 1).ToList();
        var text = new StringBuilder();
        foreach (var hit in hits.Take(Hits))
            text.Append(hit).Append('\n');
        if (hits.Count > Hits)
            text.Append(CultureInfo.InvariantCulture, $"… more than {Hits} lines match\n");
        return Task.FromResult(ToolResult.Ok(hits.Count == 0 ? "(nothing matches)" : Plain.Of(text.ToString()), $"searched {(path.Length == 0 ? "the workspace" : path)}: {hits.Count} lines"));
    }

    private static IEnumerable<string> Matches(Regex pattern, string name, string path, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var line in BoundedLines.Of(path, LongestLine))
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            if (line.Contains('\0', StringComparison.Ordinal))
                yield break;
            if (line.Length < LongestLine && pattern.IsMatch(line))
                yield return string.Create(CultureInfo.InvariantCulture, $"{Longhaul.Runs.Printable.Line(name)}:{number}: {(line.Length > 300 ? line[..300] + "…" : line)}");
        }
    }

    private static Regex Parse(string pattern)
    {
        try
        {
            // Without backtracking no pattern takes forever.
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw new ToolArgumentException($"search: '{pattern}' is no regular expression that can be used: {problem.Message}");
        }
    }
}
