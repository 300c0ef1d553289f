using System.Globalization;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Search.Alarms;

/// <summary>Whether a candidate is nearly perfect by one feature alone: more often a leak than a discovery.</summary>
public static class TooGoodCheck
{
    private const double OneFeature = 0.9, LeftOpen = 0.05;
    private const string Constant = "constant";

    /// <summary>
    /// An alarm where one feature has more than 90 % of the importance and the score leaves at most a twentieth of what the constant leaves open
    /// (to 1, or to 0 where less is better). Null without a constant to compare with.
    /// </summary>
    /// <param name="importance">Shares of features, best first.</param>
    public static Alarm? Of(Candidate candidate, SolutionGraph graph, IReadOnlyList<(string Feature, double Share)> importance)
    {
        if (candidate.Score is not { } score || importance is not [var (feature, share), ..] || share <= OneFeature)
            return null;
        if (graph.Candidates.Find(other => other.Family == Constant && other.Score is not null) is not { Score: { } constant })
            return null;
        var perfect = score.Direction == Direction.Maximize ? 1.0 : 0.0;
        double open = Math.Abs(perfect - score.Value), openBefore = Math.Abs(perfect - constant.Value);
        if (!(openBefore > 0) || !(open <= LeftOpen * openBefore))
            return null;
        return new Alarm(
            AlarmKind.TooGood, $"{candidate.Id} is nearly perfect, and by `{feature}` alone: probably a leak.", [feature], share,
            string.Create(CultureInfo.InvariantCulture, $"the share of that feature in all importance; of what the constant leaves open {open / openBefore:0.####} is left"),
            "Find out what the feature knows when predicting; run again without it to see what the rest is worth.", AlarmAction.None) { Candidate = candidate.Id.Number };
    }
}
