using Longhaul.Reporting.Writing;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;

namespace Longhaul.Reporting.Pictures;

/// <summary>What the report shows of the features' shares.</summary>
internal static class Importances
{
    /// <summary>Shares by feature, best first; for an ensemble the weighted mean of its members'. Empty where nothing is noted.</summary>
    public static IReadOnlyList<(string Feature, double Share)> Of(ReportContext context, Candidate candidate)
    {
        var members = context.State.Ensembles.TryGetValue(candidate.Id.Number, out var made)
            ? made.Weights.Select(pair => (Candidate: context.State.Graph.Candidates.Find(known => known.Id.Number == pair.Key), Weight: pair.Value))
            : [(Candidate: candidate, Weight: 1.0)];
        return
        [
            .. members.Where(member => member.Candidate is not null)
                .SelectMany(member => CandidateNotes.Importance(member.Candidate!.Evidence(context.Folder)).Select(entry => (entry.Feature, Share: entry.Share * member.Weight)))
                .GroupBy(entry => entry.Feature, StringComparer.Ordinal)
                .Select(group => (Feature: group.Key, Share: group.Sum(entry => entry.Share)))
                .OrderByDescending(entry => entry.Share).ThenBy(entry => entry.Feature, StringComparer.Ordinal),
        ];
    }
}
