using Longhaul.Evaluation.Scoring;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Ensembles;

/// <summary>
/// Which candidates a combination of forecasts is made of. A few blocks of time can't tell which of several good forecasts will be best, and weights
/// fitted on them are mostly noise: the plain mean of what is not clearly behind is the robust choice (Bates and Granger 1969; Clemen 1989; Makridakis,
/// Spiliotis and Assimakopoulos 2020, on the M4 competition). Variants of one draft err alike, so each draft has one voice.
/// </summary>
internal static class ForecastCombination
{
    /// <summary>Each member is fitted again at the end.</summary>
    private const int MembersAtMost = 10;

    /// <summary>
    /// What is further behind than blocks differ by, so many standard deviations of the leader's over blocks, is left out even where it failed in one block
    /// alone and the difference is not sure.
    /// </summary>
    private const double MostSpreads = 2;

    /// <summary>The best candidate of each draft's line, those that are not clearly worse than the first one; none where that leaves fewer than two.</summary>
    /// <param name="ranked">Candidates with a score, best first.</param>
    public static IReadOnlyList<Candidate> Members(SolutionGraph graph, IReadOnlyList<Candidate> ranked)
    {
        if (ranked.Count == 0)
            return [];
        Candidate[] members =
        [
            .. ranked.DistinctBy(candidate => Root(graph, candidate))
                .Where(candidate => candidate == ranked[0] || IsClose(candidate.Score!, ranked[0].Score!)).Take(MembersAtMost),
        ];
        return members.Length < 2 ? [] : members;
    }

    private static bool IsClose(Score score, Score leader) =>
        Math.Abs(score.Value - leader.Value) <= MostSpreads * leader.Spread && !PairedComparison.IsBehind(score, leader);

    private static CandidateId Root(SolutionGraph graph, Candidate candidate)
    {
        while (candidate.Parents.Count > 0)
            candidate = graph[candidate.Parents[0]];
        return candidate.Id;
    }
}
