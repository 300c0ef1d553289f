using Longhaul.Builtin.Profile;
using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research.Operators;

/// <summary>
/// Improve: one change of what the pipeline looks at or of how it sees its target. Those that helped elsewhere come first, those that hurt last,
/// and what an ablation showed to be useless isn't added again.
/// </summary>
internal sealed class Restructuring(DataProfile profile, Problem problem, MetricSpec metric)
{
    public IEnumerable<Idea> Ideas(Candidate parent, Pipeline pipeline, KnownCandidates known, Random random)
    {
        var useless = known.Useless(parent.Family);
        return StructuralChanges.Of(pipeline, profile, problem, metric)
            .Where(change => !Added(pipeline, change.Pipeline).Any(useless.Contains))
            .Select(change => (change, promise: known.Promise(change.Title), chance: random.Next()))
            .OrderByDescending(pair => pair.promise).ThenBy(pair => pair.chance)
            .Select(pair => new Idea(Operator.Improve, [parent.Id], parent.Family, $"{parent.Id} {StructuralChange.Beside(pair.change.Title)}", pair.change.Why, pair.change.Pipeline));
    }

    private static IEnumerable<string> Added(Pipeline before, Pipeline after) =>
        after.Features.Select(step => step.Kind).Except(before.Features.Select(step => step.Kind), StringComparer.Ordinal);
}
