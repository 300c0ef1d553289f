using Longhaul.Evaluation.Scoring;
using Longhaul.Reporting.Writing;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Reporting.Pictures;

/// <summary>A candidate as a point of a picture.</summary>
internal sealed record ScoredPoint(string Id, string Family, double X, Score Score)
{
    /// <summary>The scored candidates in the order of their scores' coming.</summary>
    /// <param name="clockless">X is the number in this order instead of minutes of working time.</param>
    public static IReadOnlyList<ScoredPoint> Of(SolutionGraph graph, bool clockless)
    {
        var scored = graph.Candidates.Where(candidate => candidate is { Status: CandidateStatus.Scored, Probe: false, Score: { } score } && double.IsFinite(score.Value));
        var ordered = clockless ? scored.ToList() : [.. scored.OrderBy(candidate => candidate.At)];
        return [.. ordered.Select((candidate, i) => new ScoredPoint(candidate.Subject(), candidate.Family, clockless ? i + 1 : candidate.At.TotalMinutes, candidate.Score!))];
    }

    /// <summary>The families in the order of their first point: a family's place gives its colour, the same in every picture.</summary>
    public static IReadOnlyList<string> Families(IEnumerable<ScoredPoint> points) => [.. points.Select(point => point.Family).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// The scores worth showing in full: from the best to the worst, or, where a few lie far off (a constant, a model that broke), to three times
    /// the distance of the middle one from the best.
    /// </summary>
    public static (double Low, double High) Range(IReadOnlyList<ScoredPoint> points, Direction direction)
    {
        var values = points.Select(point => point.Score.Value).Order().ToArray();
        var (worst, best) = direction == Direction.Maximize ? (values[0], values[^1]) : (values[^1], values[0]);
        var middle = values[values.Length / 2];
        var reach = 3 * Math.Abs(best - middle);
        var far = points.Count >= 4 && reach > 0 && Math.Abs(best - worst) > reach ? best + (Math.Sign(worst - best) * reach) : worst;
        var room = Math.Max(Math.Abs(best - far), 1e-9 + (1e-3 * Math.Abs(best))) * 0.1;
        var spread = points.Where(point => point.Score.Value == best).Max(point => point.Score.Spread);
        var ends = (Low: Math.Min(far, best) - room, High: Math.Max(far, best) + room);
        return direction == Direction.Maximize ? (ends.Low, Math.Max(ends.High, best + spread + room)) : (Math.Min(ends.Low, best - spread - room), ends.High);
    }
}
