using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Longhaul.Reporting.Figures;
using Longhaul.Reporting.Markdown;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Writing;

/// <summary>
/// What a language model claims, for a report: a number that an experiment named beside it really has becomes a reference to that experiment; every other number
/// that reads like a result stands in code, as words that nothing measured (law 5).
/// </summary>
public static partial class ClaimText
{
    // One letter (of the Yi syllables) stands for each reference while the rest is quoted; the line itself may hold none of them.
    private const char First = '\uA000';
    private const int Most = 200;

    /// <summary>One line of a claim as a report's source.</summary>
    public static string Of(string line, RunState state)
    {
        line = string.Concat(line.Select(letter => letter is >= First and < (char)(First + Most) ? '?' : letter));
        var named = Names().Matches(line).Select(match => match.Value).Distinct(StringComparer.Ordinal).Select(name => Named(name, state)).OfType<Candidate>().ToList();
        var (marked, references, at) = (new StringBuilder(), new List<string>(), 0);
        foreach (var (start, length) in ResultLikeNumbers.Find(line))
        {
            if (references.Count >= Most || Reference(line.Substring(start, length), named) is not { } reference)
                continue;
            marked.Append(line, at, start - at).Append((char)(First + references.Count));
            references.Add(reference);
            at = start + length;
        }

        var quoted = MarkdownText.Quote(marked.Append(line, at, line.Length - at).ToString(), 1000);
        return references.Index().Aggregate(quoted, (text, reference) => text.Replace(((char)(First + reference.Index)).ToString(), reference.Item, StringComparison.Ordinal));
    }

    private static string? Reference(string number, IEnumerable<Candidate> named)
    {
        number = number.Replace('−', '-');
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return null;
        var tolerance = WrittenNumber.Tolerance(number);
        foreach (var candidate in named)
        {
            if (candidate.Score is not { } score)
                continue;
            if (Math.Abs(score.Value - value) <= tolerance)
                return new FigureReference.Measured(candidate.Subject(), "score", null).ToString();
            if (Math.Abs(score.Spread - value) <= tolerance && WrittenNumber.Decimals(number) > 1)
                return new FigureReference.Measured(candidate.Subject(), "spread", null).ToString();
        }

        return null;
    }

    private static Candidate? Named(string name, RunState state) =>
        int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? state.Graph.Candidates.Find(candidate => name[0] == 'c' ? candidate.Id.Number == number : candidate.Experiment?.Number == number)
            : null;

    [GeneratedRegex(@"\b[ce]\d{1,6}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Names();
}
