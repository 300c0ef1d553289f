namespace Longhaul.Trainer.Features.Text;

/// <summary>
/// Numbers that describe how a text is written, whatever it is about: what authorship is told by (Stamatatos 2009, §2) beside n-grams. Lengths are
/// logarithms; kinds of characters and words are shares.
/// </summary>
public static class TextMeasures
{
    private static readonly HashSet<string> StopWords = new(
        "a about after all also am an and any are as at be because been before but by can could did do does for from had has have he her here him his how i if in into is it its just like me more most my no not now of on one only or other our out over said she should so some such than that the their them then there these they this those through to too under up upon very was we were what when where which while who will with would you your".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly (string Name, Func<StyledText, float> Of)[] All =
    [
        ("characters", text => MathF.Log(1 + text.Text.Length)),
        ("words", text => MathF.Log(1 + text.Words.Length)),
        ("mean word length", text => text.MeanWord),
        ("distinct words", text => text.OfWords(text.DistinctWords)),
        ("digits", text => text.Share(char.IsDigit)),
        ("capitals", text => text.Share(char.IsUpper)),
        ("punctuation", text => text.Share(char.IsPunctuation)),
        ("exclamation marks", text => MathF.Log(1 + text.Count('!'))),
        ("question marks", text => MathF.Log(1 + text.Count('?'))),
        ("non-ASCII", text => text.Share(c => c > 127)),
        ("capital words", text => text.OfWords(text.Words.Count(IsShouted))),
        ("longest digit run", text => LongestRun(text.Text, (_, c) => char.IsDigit(c))),
        ("links", text => text.Words.Count(word => word.Contains("http", StringComparison.OrdinalIgnoreCase) || word.Contains("www.", StringComparison.OrdinalIgnoreCase))),
        ("currency signs", text => text.Text.Count(c => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.CurrencySymbol)),
        ("line breaks", text => MathF.Log(1 + text.Count('\n'))),
        ("stop words", text => text.OfWords(text.Words.Count(word => StopWords.Contains(Bare(word))))),
        ("long words", text => text.OfWords(text.Words.Count(word => word.Length > 6))),
        ("short words", text => text.OfWords(text.Words.Count(word => word.Length < 4))),
        ("deviation of word lengths", text => Deviation(text.Words.Select(word => (double)word.Length))),
        ("capitalised words", text => text.OfWords(text.Words.Count(word => char.IsUpper(word[0])))),
        ("words once", text => text.OfWords(text.OnceWords)),
        ("sentences", text => MathF.Log(1 + text.Sentences.Count)),
        ("mean sentence length", text => text.Sentences.Count == 0 ? 0 : (float)text.Sentences.Average()),
        ("deviation of sentence lengths", text => Deviation(text.Sentences.Select(length => (double)length))),
        ("reading ease", ReadingEase),
        ("commas", text => text.OfWords(text.Count(','))),
        ("full stops", text => text.OfWords(text.Count('.'))),
        ("semicolons", text => text.OfWords(text.Count(';'))),
        ("colons", text => text.OfWords(text.Count(':'))),
        ("dashes", text => text.OfWords(text.Text.Count(c => c is '-' or '–' or '—'))),
        ("quotes", text => text.OfWords(text.Text.Count(c => c is '"' or '“' or '”' or '«' or '»'))),
        ("apostrophes", text => text.OfWords(text.Text.Count(c => c is '\'' or '’'))),
        ("brackets", text => text.OfWords(text.Text.Count(c => c is '(' or ')' or '[' or ']'))),
        ("signs", text => text.OfWords(text.Text.Count(c => c is '#' or '@' or '&' or '*' or '%' or '/' or '\\' or '_' or '=' or '+' or '<' or '>' or '|' or '~'))),
        ("longest letter run", text => LongestRun(text.Text, (before, c) => char.IsLetter(c) && char.ToLowerInvariant(before) == char.ToLowerInvariant(c)) + 1),
        ("longest punctuation run", text => LongestRun(text.Text, (_, c) => char.IsPunctuation(c))),
        ("paragraphs", text => MathF.Log(1 + text.Paragraphs)),
        ("first person", text => text.OfWords(text.Words.Count(word => Bare(word).ToLowerInvariant() is "i" or "me" or "my" or "mine" or "we" or "us" or "our" or "i'm" or "i've"))),
        ("second person", text => text.OfWords(text.Words.Count(word => Bare(word).ToLowerInvariant() is "you" or "your" or "yours" or "u" or "ur" or "you're"))),
    ];

    /// <summary>What each number is, in the order of <see cref="Of"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(measure => measure.Name)];

    /// <summary>All numbers of a text, finite for any text.</summary>
    public static float[] Of(string text)
    {
        var styled = new StyledText(text);
        return Array.ConvertAll(All, measure => measure.Of(styled));
    }

    private static string Bare(string word) => word.Trim('.', ',', '!', '?', ';', ':', '"', '(', ')');

    private static bool IsShouted(string word) => word.Length > 1 && word.All(c => char.IsUpper(c) || !char.IsLetter(c)) && word.Any(char.IsUpper);

    private static float Deviation(IEnumerable<double> values)
    {
        double[] all = [.. values];
        var mean = all.Length == 0 ? 0 : all.Average();
        return all.Length == 0 ? 0 : (float)Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
    }

    // Flesch 1948, over a hundred; syllables are runs of vowels.
    private static float ReadingEase(StyledText text) => text.Words.Length == 0
        ? 0
        : (float)((206.835 - (1.015 * text.Words.Length / Math.Max(1, text.Sentences.Count)) - (84.6 * text.Syllables / text.Words.Length)) / 100);

    private static int LongestRun(string text, Func<char, char, bool> goesOn)
    {
        var (run, longest, before) = (0, 0, '\0');
        foreach (var c in text)
        {
            run = goesOn(before, c) ? run + 1 : 0;
            longest = Math.Max(longest, run);
            before = c;
        }

        return longest;
    }
}
