using Longhaul.Builtin.Profile;
using Longhaul.Pipelines;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research.Operators;

/// <summary>Multi-fidelity: a look at an idea on one fold and, of large tables, a part of the rows; and the way back.</summary>
internal sealed class Looking(DataProfile profile)
{
    private const int Folds = 1;
    private const double EnoughRows = 10_000;
    private const double LeastShare = 0.25;
    private const string Mark = " (a look)", MarkInFull = ", in full";

    /// <summary>The idea as a look.</summary>
    public Idea Look(Idea idea) => idea with { Title = idea.Title + Mark, Pipeline = Less(idea.Pipeline) };

    /// <summary>Whether the idea was neither looked at nor run.</summary>
    public bool IsNew(Idea idea, KnownCandidates known) => !known.Tried(idea.Pipeline) && !known.Tried(Less(idea.Pipeline));

    /// <summary>A look in full.</summary>
    public static IEnumerable<Idea> InFull(Candidate look, Pipeline pipeline)
    {
        var title = look.Title.Replace(Mark, "", StringComparison.Ordinal);
        yield return new Idea(look.Operator, [look.Id], look.Family, title + MarkInFull, $"{look.Id} was the best of the last looks.", pipeline with { Rows = 1, Folds = 0 });
    }

    /// <summary>What was changed, whether it was looked at first or not: the candidate's title.</summary>
    public static string Change(Candidate candidate) => candidate.Title.EndsWith(MarkInFull, StringComparison.Ordinal) ? candidate.Title[..^MarkInFull.Length] : candidate.Title;

    private Pipeline Less(Pipeline pipeline) =>
        pipeline with { Folds = Folds, Rows = Math.Round(Math.Min(pipeline.Rows, Math.Max(LeastShare, EnoughRows / Math.Max(1, profile.Rows))), 3) };
}
