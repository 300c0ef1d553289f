using System.Text.RegularExpressions;

namespace Longhaul.Papers;

/// <summary>Tells captions by how they begin.</summary>
internal static partial class CaptionLabel
{
    /// <summary>Label (<c>Table 2</c>) and caption of a text that begins as captions do; null of any other.</summary>
    public static (string Label, string Caption)? Of(string text)
    {
        var match = Begin().Match(text);
        if (!match.Success)
            return null;
        var kind = match.Groups["kind"].Value.TrimEnd('.').ToLowerInvariant() switch
        {
            "fig" or "figure" => "Figure",
            "table" or "tab" => "Table",
            var other => char.ToUpperInvariant(other[0]) + other[1..],
        };
        return ($"{kind} {match.Groups["number"].Value}", Unmarked(text[match.Length..], match.Groups["open"].Value, match.Groups["close"].Captures.Sum(mark => mark.Length)));
    }

    // Where the emphasis that begins before the label ends within the caption ("**Table 1: Errors.** Lower is better."), its end goes with its beginning.
    private static string Unmarked(string caption, string open, int closed)
    {
        if (open.Length > closed && caption.IndexOf(open, StringComparison.Ordinal) is >= 0 and var end)
            caption = caption.Remove(end, open.Length);
        return caption.Trim();
    }

    // "Table 2 shows" is no caption: a caption's number is followed by a mark, or by nothing.
    [GeneratedRegex(@"^(?<open>[*_]*)(?<kind>Figure|Fig\.?|Table|Tab\.|Algorithm|Listing|FIGURE|FIG\.|TABLE)[\s\u00A0]+(?<number>[A-Z]?\.?\d+[a-z]?|[IVXL]+)(?<close>[*_]*)\s*([.:|]|[-–—]|$)(?<close>[*_]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Begin();
}
