using System.Text.RegularExpressions;

namespace Longhaul.Evaluation.Rubrics.Judging;

/// <summary>Words by which texts are told to be about the same.</summary>
public static partial class WordsOf
{
    /// <summary>Words of three letters or more in lower case, and words with a number as one: "Table 1" gives <c>table</c> and <c>table1</c>, as <c>table_1.csv</c> does.</summary>
    public static IReadOnlySet<string> Text(string text) => Word().Matches(text)
        .SelectMany(match => match.Groups["number"] is { Success: true } number ? new[] { match.Groups["word"].Value, match.Groups["word"].Value + number.Value } : [match.Groups["word"].Value])
        .Select(word => word.ToLowerInvariant())
        .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"(?<word>\p{L}{3,})([ _\-]?(?<number>\d+))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
