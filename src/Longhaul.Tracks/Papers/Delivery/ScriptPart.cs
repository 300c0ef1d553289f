namespace Longhaul.Tracks.Papers.Delivery;

/// <summary>A part of a delivered script that the host writes, between marks, right behind the script's first line: it runs whatever the rest does.</summary>
internal static class ScriptPart
{
    private const string Shebang = "#!/usr/bin/env bash\n";

    /// <summary>The script with the part in it, in the place of an earlier one: pure.</summary>
    /// <param name="text">The script; null where there is none.</param>
    /// <param name="title">What the part is; the marks name it.</param>
    /// <param name="lines">Its commands, run in the script's folder; each line ends.</param>
    public static string Put(string? text, string title, string lines)
    {
        var (begin, end) = ($"# >>> {title} (written by the host) >>>\n", $"# <<< {title} <<<\n");
        var rest = Without(text ?? Shebang + "set -euo pipefail\n", begin, end);
        var head = rest.StartsWith("#!", StringComparison.Ordinal) ? rest.IndexOf('\n', StringComparison.Ordinal) + 1 : 0;
        var part = $"{begin}(\nset -e\ncd \"$(dirname \"$0\")\"\n{lines})\n{end}";
        return $"{rest[..head]}{part}{rest[head..]}";
    }

    private static string Without(string text, string begin, string end)
    {
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf(end, from, StringComparison.Ordinal);
        return to < 0 ? text : text[..from] + text[(to + end.Length)..];
    }
}
