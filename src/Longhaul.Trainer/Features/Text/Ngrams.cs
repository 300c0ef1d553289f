using Longhaul.Pipelines.Cells;

namespace Longhaul.Trainer.Features.Text;

/// <summary>
/// Cuts texts into n-grams the way scikit-learn's CountVectorizer does (but single characters are words too, and so is each letter of a script
/// without blanks between words, as pairs of them are most of its words). An n-gram is known by its
/// <see cref="StableHash"/>: among 10⁷ distinct ones a clash has a chance of about 10⁻⁶.
/// </summary>
public static class Ngrams
{
    /// <summary>Calls back with each n-gram's hash and its place in the text that <see cref="Prepare"/> gave.</summary>
    public delegate void Found(ulong hash, int start, int length);

    /// <summary>The text that is cut: case folded where asked, white space as the kind needs it.</summary>
    public static string Prepare(string text, NgramOptions options)
    {
        var folded = options.Lowercase ? text.ToLowerInvariant() : text;
        return options.Kind switch
        {
            NgramKind.Word => folded,
            NgramKind.Character => string.Join(' ', Split(folded)),
            // Two blanks between words, so that each has one of its own at either end.
            _ => " " + string.Join("  ", Split(folded)) + " ",
        };
    }

    /// <summary>All n-grams of a prepared text.</summary>
    public static void Cut(string text, NgramOptions options, Found found)
    {
        switch (options.Kind)
        {
            case NgramKind.Word:
                CutWords(text, options, found);
                break;
            case NgramKind.Character:
                CutSpan(text, 0, text.Length, options, found);
                break;
            default:
                for (var start = 0; start < text.Length;)
                {
                    var end = text.IndexOf("  ", start, StringComparison.Ordinal);
                    end = end < 0 ? text.Length : end + 1;
                    if (end - start > 2)
                        CutSpan(text, start, end, options, found);
                    start = end;
                }

                break;
        }
    }

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static void CutSpan(string text, int start, int end, NgramOptions options, Found found)
    {
        for (var n = options.Shortest; n <= options.Longest; n++)
        {
            if (n >= end - start)
            {
                // A span shorter than n counts once, whole.
                found(StableHash.Of(text.AsSpan(start, end - start)), start, end - start);
                break;
            }

            for (var at = start; at + n <= end; at++)
                found(StableHash.Of(text.AsSpan(at, n)), at, n);
        }
    }

    private static void CutWords(string text, NgramOptions options, Found found)
    {
        List<(int Start, int End)> words = [];
        for (var at = 0; at < text.Length;)
        {
            while (at < text.Length && !IsWord(text[at]))
                at++;
            var start = at;
            if (at < text.Length && Script.IsUnspaced(text[at]))
            {
                at++;
                while (at < text.Length && Script.IsMark(text[at]))
                    at++;
            }
            else
            {
                while (at < text.Length && IsWord(text[at]) && !Script.IsUnspaced(text[at]))
                    at++;
            }

            if (at > start)
                words.Add((start, at));
        }

        for (var n = options.Shortest; n <= options.Longest; n++)
        {
            for (var i = 0; i + n <= words.Count; i++)
            {
                var hash = StableHash.Seed;
                for (var j = i; j < i + n; j++)
                    hash = StableHash.Add(StableHash.Add(hash, text.AsSpan(words[j].Start, words[j].End - words[j].Start)), " ");
                found(StableHash.Mix(hash), words[i].Start, words[i + n - 1].End - words[i].Start);
            }
        }
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_' || char.IsSurrogate(c);
}
