using Microsoft.ML.Tokenizers;

namespace Longhaul.Models.Tokens;

/// <summary>
/// Counts tokens by o200k, the byte-pair encoding of OpenAI's current models. Other vendors' tokenizers aren't public; on English, code and logs
/// theirs differ by some per cent, which the caps leave room for.
/// </summary>
public sealed class TokenCounter
{
    private readonly TiktokenTokenizer _tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");

    // Pairs are merged one after the other within a word, so that a word of a million letters would take hours.
    private const int LongestWord = 1_000;

    /// <summary>Number of tokens. Words without end are counted in pieces, which makes some more of them.</summary>
    public int Count(string text)
    {
        var (sum, start, word) = (0, 0, 0);
        for (var i = 1; i < text.Length; i++)
        {
            word = KindOf(text[i]) == KindOf(text[i - 1]) ? word + 1 : 0;
            if (word < LongestWord)
                continue;
            sum += _tokenizer.CountTokens(text.AsSpan(start, i - start));
            (start, word) = (i, 0);
        }

        return sum + _tokenizer.CountTokens(text.AsSpan(start));
    }

    private static int KindOf(char c) => char.IsLetter(c) ? 0 : char.IsWhiteSpace(c) ? 1 : char.IsDigit(c) ? 2 : 3;
}
