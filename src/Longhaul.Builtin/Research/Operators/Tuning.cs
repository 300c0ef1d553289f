using Longhaul.Pipelines;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research.Operators;

/// <summary>
/// Tune: other hyper-parameters. Random moves around the parent and around the family's best at first; once there are enough scores of the
/// family, those moves that a tree-structured Parzen estimator finds likeliest to improve.
/// </summary>
internal static class Tuning
{
    private const int Rounds = 20;
    private const int MovesARound = 24;
    private const int EnoughScores = 5;

    public static IEnumerable<Idea> Ideas(Candidate parent, Pipeline pipeline, KnownCandidates known, Random random)
    {
        if (!ModelSpace.Has(pipeline.Model))
            yield break;
        var ranked = known.Of(pipeline.Model.Kind);
        var estimator = ranked.Count >= EnoughScores ? new TreeParzen(ModelSpace.Of(pipeline.Model.Kind), [.. ranked.Select(pair => pair.Pipeline.Model)]) : null;
        for (var round = 0; round < Rounds; round++)
        {
            var model = estimator is null ? ModelSpace.Move(pipeline.Model, random) : Likeliest(pipeline.Model, estimator, random);
            var changed = pipeline with { Model = model, Rows = 1 };
            var difference = ModelSpace.Differences(pipeline.Model, model);
            yield return new Idea(
                Operator.Tune, [parent.Id], parent.Family, difference.Length > 0 ? $"{parent.Id} with {difference}" : $"{parent.Id} on all rows",
                estimator is null ? $"The neighbourhood of {parent.Id} may hold something better." : "It is like what did well in this family, and unlike what didn't.", changed);
        }
    }

    /// <summary>The most promising of some moves, half of them from the parent, half from the family's good models.</summary>
    private static ModelSpec Likeliest(ModelSpec model, TreeParzen estimator, Random random)
    {
        ModelSpec[] moves =
        [
            .. Enumerable.Range(0, MovesARound).Select(i => ModelSpace.Move(i % 2 == 0 ? model : estimator.Good[i / 2 % estimator.Good.Count], random)),
        ];
        return moves.MaxBy(estimator.Promise)!;
    }
}
