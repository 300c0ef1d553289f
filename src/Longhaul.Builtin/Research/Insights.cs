using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research;

/// <summary>
/// What a finished candidate taught, in one line without figures (those stand with their experiment). Candidates are compared fold by fold, on
/// the same held-out rows, so that what is common to a fold cancels out.
/// </summary>
public static class Insights
{
    /// <summary>The line for a candidate whose score or ending is known.</summary>
    /// <param name="before">The graph before it was finished.</param>
    public static string Of(Candidate finished, SolutionGraph before)
    {
        if (finished.Score is not { } score || !double.IsFinite(score.Value))
            return finished.Ending is null or Ending.Success ? "It could not be scored." : $"It failed: {Word(finished.Ending.Value)}.";
        if (finished.Probe)
            return Look(finished, before);
        var others = before.Ranked.Where(candidate => candidate.Id != finished.Id).ToArray();
        if (others.Length == 0)
            return "The first score: the mark to beat.";
        var best = others[0];
        var parent = before.Origin(finished) is { Score: not null } origin ? origin : null;
        var againstBest = PairedComparison.Gain(score, best.Score!);
        if (parent is null || parent.Id == best.Id)
            return $"{Sentence(againstBest)} {Name(best, parent)}.{Lesson(againstBest, parent)}";
        var againstParent = PairedComparison.Gain(score, parent.Score!);
        return $"{Sentence(againstParent)} its parent {parent.Id}; {Phrase(againstBest)} the best so far ({best.Id}).";
    }

    /// <summary>A look is held against other looks of the family alone.</summary>
    private static string Look(Candidate finished, SolutionGraph before)
    {
        var others = before.RankedProbes.Where(candidate => candidate.Family == finished.Family && candidate.Id != finished.Id).ToList();
        return others.Count == 0 ? "The first look of its kind."
            : finished.Score!.Beats(others[0].Score!) ? "The best look so far."
            : $"A look that is behind {others[0].Id}.";
    }

    private static string Sentence(double gain)
    {
        var phrase = Phrase(gain);
        return char.ToUpperInvariant(phrase[0]) + phrase[1..];
    }

    private static string Phrase(double gain) => gain switch
    {
        >= 2 => "clearly better than",
        > 1 => "a little better than",
        >= -1 => "no different, within noise, from",
        > -2 => "a little worse than",
        _ => "clearly worse than",
    };

    private static string Name(Candidate best, Candidate? parent) => parent is null ? $"the best so far ({best.Id})" : $"its parent {best.Id}, the best so far";

    private static string Lesson(double gain, Candidate? parent) => (gain, parent) switch
    {
        ( > 1, not null) => " The change helps.",
        ( < -1, not null) => " The change hurts.",
        _ => "",
    };

    private static string Word(Ending ending) => ending switch
    {
        Ending.Timeout => "it ran out of time",
        Ending.OutOfMemory => "it ran out of memory",
        Ending.Limit => "it hit a limit",
        Ending.Stopped => "it was stopped",
        _ => "an error",
    };
}
