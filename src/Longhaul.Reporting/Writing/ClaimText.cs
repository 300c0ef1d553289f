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
    /// <summary>One line of a claim as a report's source.</summary>
    public static string Of(string line, RunState state)
    {
        var (source, at) = (new StringBuilder(), 0);
        var named = Names().Matches(line).Select(match => match.Value).Distinct(StringComparer.Ordinal).Select(name => Named(name, state)).OfType<Candidate>().ToList();
        foreach (var (start, length) in ResultLikeNumbers.Find(line))
        {
            var number = line.Substring(start, length);
            if (Reference(number, named) is not { } reference)
                continue;
            source.Append(MarkdownText.Quote(line[at..start], int.MaxValue)).Append(Space(line, start)).Append(reference);
            at = start + length;
        }

        return source.Append(at > 0 && at < line.Length && line[at] == ' ' ? " " : "").Append(MarkdownText.Quote(line[at..], 1000)).ToString();
    }

    // Quoting trims.
    private static string Space(string line, int start) => start > 0 && line[start - 1] == ' ' ? " " : "";

    private static string? Reference(string number, IEnumerable<Candidate> named)
    {
        if (!double.TryParse(number.Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return null;
        var decimals = number.Contains('.', StringComparison.Ordinal) ? number.Length - number.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        var tolerance = 0.5 * Math.Pow(10, -decimals) * (1 + 1e-9);
        foreach (var candidate in named)
        {
            if (candidate.Score is not { } score)
                continue;
            if (Math.Abs(score.Value - value) <= tolerance)
                return new FigureReference.Measured(candidate.Subject(), "score", null).ToString();
            if (Math.Abs(score.Spread - value) <= tolerance && decimals > 1)
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
