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
        return ($"{kind} {match.Groups["number"].Value}", text[match.Length..].Trim().Trim('*').Trim());
    }

    // "Table 2 shows" is no caption: a caption's number is followed by a mark, or by nothing.
    [GeneratedRegex(@"^[*_]*(?<kind>Figure|Fig\.?|Table|Tab\.|Algorithm|Listing|FIGURE|FIG\.|TABLE)[\s\u00A0]+(?<number>[A-Z]?\.?\d+[a-z]?|[IVXL]+)[*_]*\s*([.:|]|[-–—]|$)[*_]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Begin();
}
