namespace Longhaul.Trainer.Features.Text;

/// <summary>A text cut into words and sentences once, for <see cref="TextMeasures"/>.</summary>
internal sealed class StyledText
{
    public StyledText(string text)
    {
        Text = text;
        Words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var counts = Words.CountBy(word => word, StringComparer.OrdinalIgnoreCase).ToList();
        (DistinctWords, OnceWords) = (counts.Count, counts.Count(entry => entry.Value == 1));
        MeanWord = Words.Length == 0 ? 0 : (float)Words.Average(word => word.Length);
        Sentences = Cut(Words);
        Syllables = Words.Sum(VowelRuns);
        Paragraphs = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
    }

    public string Text { get; }

    /// <summary>Between white space, with their punctuation.</summary>
    public string[] Words { get; }

    public int DistinctWords { get; }

    public int OnceWords { get; }

    public float MeanWord { get; }

    /// <summary>Words of each sentence.</summary>
    public IReadOnlyList<int> Sentences { get; }

    public int Syllables { get; }

    public int Paragraphs { get; }

    /// <summary>Share of characters.</summary>
    public float Share(Func<char, bool> of) => Text.Count(of) / (float)Math.Max(1, Text.Length);

    public int Count(char of) => Text.Count(c => c == of);

    /// <summary>So many per word.</summary>
    public float OfWords(int count) => Words.Length == 0 ? 0 : count / (float)Words.Length;

    private static List<int> Cut(string[] words)
    {
        List<int> lengths = [];
        var length = 0;
        foreach (var word in words)
        {
            length++;
            if (word.TrimEnd('"', '\'', ')', '”', '’') is not [.., '.' or '!' or '?'])
                continue;
            lengths.Add(length);
            length = 0;
        }

        if (length > 0)
            lengths.Add(length);
        return lengths;
    }

    private static int VowelRuns(string word)
    {
        var runs = 0;
        for (var i = 0; i < word.Length; i++)
            runs += IsVowel(word[i]) && (i == 0 || !IsVowel(word[i - 1])) ? 1 : 0;
        return Math.Max(1, runs);
    }

    private static bool IsVowel(char c) => char.ToLowerInvariant(c) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
