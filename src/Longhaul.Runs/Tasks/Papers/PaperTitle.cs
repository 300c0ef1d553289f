using System.Text;

namespace Longhaul.Runs.Tasks.Papers;

/// <summary>A paper's title, where its file tells it without being read whole.</summary>
internal static class PaperTitle
{
    private const int Head = 1 << 15;

    /// <summary>The first heading of a Markdown file; null where there is none, or it is no Markdown.</summary>
    public static string? OfMarkdown(string path)
    {
        if (!path.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
            return null;
        using var file = File.OpenRead(path);
        var buffer = new byte[Head];
        var lines = Encoding.UTF8.GetString(buffer, 0, file.ReadAtLeast(buffer, Head, throwOnEndOfStream: false)).Split('\n');
        var heading = lines.Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith('#'));
        return heading?.Trim('#', ' ', '*', '_') is { Length: > 0 } title ? Printable.Line(title, 300) : null;
    }
}
