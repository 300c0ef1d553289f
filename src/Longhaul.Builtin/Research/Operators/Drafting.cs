using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Pipelines;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research.Operators;

/// <summary>Draft: the portfolio in order. What would take too much of the time left is drafted on a part of the rows, or passed over.</summary>
internal sealed class Drafting(IReadOnlyList<PlannedPipeline> portfolio, DataProfile profile)
{
    /// <summary>One candidate may take so much of what is left; later priorities less.</summary>
    private static readonly double[] ShareOfTime = [0.9, 0.6, 0.4, 0.4];

    private static readonly double[] Shares = [0.5, 0.25, 0.1, 0.05];
    private const int FewestRows = 2000;

    public IEnumerable<Idea> Ideas(KnownCandidates known, TimeForecast time)
    {
        foreach (var planned in Untried(known))
        {
            if (!IsShrunken(planned, known) && Fitted(planned, time) is { } pipeline)
                yield return new Idea(Operator.Draft, [], planned.Family, planned.Title, planned.Hypothesis, pipeline);
        }
    }

    /// <summary>What was tried neither as it is planned nor on all rows.</summary>
    public IReadOnlyList<PlannedPipeline> Untried(KnownCandidates known) =>
        [.. portfolio.Where(planned => !known.Tried(planned.Pipeline) && !known.Tried(planned.Pipeline with { Rows = 1 }))];

    /// <summary>Whether the planned pipeline ran on a part of the rows because time was short.</summary>
    private static bool IsShrunken(PlannedPipeline planned, KnownCandidates known) => known.Graph.Candidates.Any(candidate =>
        candidate.Title == planned.Title && known.PipelineOf(candidate) is { Rows: < 1 } drafted && drafted with { Rows = planned.Pipeline.Rows } == planned.Pipeline);

    /// <summary>The pipeline, on fewer rows where all would take too long; null where even a twentieth would.</summary>
    private Pipeline? Fitted(PlannedPipeline planned, TimeForecast time)
    {
        var share = ShareOfTime[planned.Priority];
        if (planned.Given || time.Fits(planned.Family, planned.Pipeline, share))
            return planned.Pipeline;
        return Shares.Select(part => planned.Pipeline with { Rows = planned.Pipeline.Rows * part })
            .FirstOrDefault(smaller => profile.Rows * smaller.Rows > FewestRows && time.Fits(planned.Family, smaller, share));
    }
}
