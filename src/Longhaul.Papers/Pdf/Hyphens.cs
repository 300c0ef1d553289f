namespace Longhaul.Papers.Pdf;

/// <summary>Joins lines of a paragraph: a word that was broken at a line's end becomes whole again.</summary>
internal sealed class Hyphens
{
    private readonly HashSet<string> _words;

    /// <summary>Learns the paper's words from lines that don't break them.</summary>
    public Hyphens(IEnumerable<TextLine> lines) =>
        _words = lines.SelectMany(line => line.Words.SkipLast(1)).Select(word => Bare(word.Text)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Both with what belongs between them: a blank; nothing, after a hyphen that only the line's end made; nothing, and the hyphen stays.</summary>
    public string Join(string before, string after)
    {
        if (before.Length == 0 || after.Length == 0)
            return before + after;
        if (before[^1] is not ('-' or '‐' or '\u00AD') || before.Length < 2 || !char.IsLetter(before[^2]))
            return $"{before} {after}";
        return char.IsLower(after[0]) && !KeepsHyphen(before, after) ? before[..^1] + after : before + after;
    }

    private bool KeepsHyphen(string before, string after)
    {
        var head = before[(before.LastIndexOf(' ') + 1)..];
        var tail = after.Split(' ')[0];
        // "state-of-the-" at a line's end is a compound already; else the paper itself knows how it spells the word.
        return head[..^1].Contains('-') || (_words.Contains(Bare(head + tail)) && !_words.Contains(Bare(head[..^1] + tail)));
    }

    private static string Bare(string word) => word.Trim('.', ',', ';', ':', '(', ')', '[', ']', '"', '“', '”', '’', '?', '!').ToLowerInvariant();
}
