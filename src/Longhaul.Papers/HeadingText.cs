using System.Text.RegularExpressions;

namespace Longhaul.Papers;

/// <summary>Tells a heading's number from its title.</summary>
internal static partial class HeadingText
{
    private static readonly string[] Known =
    [
        "abstract", "introduction", "background", "related work", "preliminaries", "method", "methods", "methodology", "experiments", "results", "discussion", "limitations",
        "conclusion", "conclusions", "references", "bibliography", "acknowledgments", "acknowledgements", "acknowledgment", "appendix", "appendices", "broader impact",
        "impact statement", "ethics statement", "reproducibility statement",
    ];

    /// <summary>Number (<c>3.1</c>, <c>A.2</c>, <c>IV</c>; empty where there is none), title, and how deep the number lies (0 without one).</summary>
    public static (string Number, string Title, int Depth) Of(string text)
    {
        var match = Numbered().Match(text);
        if (!match.Success)
            return ("", text.Trim(), 0);
        var number = match.Groups["number"].Value.TrimEnd('.');
        return (number, match.Groups["title"].Value.Trim(), number.Count(c => c == '.') + 1);
    }

    /// <summary>Whether a section often bears this title without a number.</summary>
    public static bool IsKnown(string title) => Known.Contains(title.Trim().TrimEnd('.', ':').ToLowerInvariant());

    /// <summary>Whether the section lists the works that are cited.</summary>
    public static bool IsReferences(string title) => title.Trim().TrimEnd('.', ':').ToLowerInvariant() is "references" or "bibliography" or "literature";

    [GeneratedRegex(@"^(?:Appendix\s+)?(?<number>\d{1,2}(\.\d{1,2}){0,3}\.?|[A-Z](\.\d{1,2}){1,3}\.?|[A-Z]\.?(?=\s+\p{Lu}\p{L})|[IVX]{1,5}\.)\s+(?<title>[\p{L}“""(].*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbered();
}
