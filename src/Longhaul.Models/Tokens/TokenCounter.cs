using Microsoft.ML.Tokenizers;

namespace Longhaul.Models.Tokens;

/// <summary>
/// Counts tokens by o200k, the byte-pair encoding of OpenAI's current models. Other vendors' tokenizers aren't public; on English, code and logs
/// theirs differ by some per cent, which the caps leave room for.
/// </summary>
public sealed class TokenCounter
{
    private readonly TiktokenTokenizer _tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");

    /// <summary>Number of tokens.</summary>
    public int Count(string text) => _tokenizer.CountTokens(text);

    /// <summary>The beginning of a text that has at most so many tokens.</summary>
    public string Beginning(string text, int tokens) => text[..Math.Max(0, _tokenizer.GetIndexByTokenCount(text, tokens, out _, out _))];

    /// <summary>The end of a text that has at most so many tokens.</summary>
    public string End(string text, int tokens) => text[Math.Min(text.Length, _tokenizer.GetIndexByTokenCountFromEnd(text, tokens, out _, out _))..];
}
