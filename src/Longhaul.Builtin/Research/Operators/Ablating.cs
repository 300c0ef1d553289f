using Longhaul.Pipelines;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research.Operators;

/// <summary>
/// Ablate: the same with one thing left out, to learn whether it helps. Steps first, then what is done to the target, then single columns where
/// they are few.
/// </summary>
internal static class Ablating
{
    private const int FewColumns = 12;

    public static IEnumerable<Idea> Ideas(Candidate parent, Pipeline pipeline, Random random)
    {
        var parts = Steps(pipeline).OrderBy(_ => random.Next()).Concat(Target(pipeline)).Concat(Columns(pipeline).OrderBy(_ => random.Next()));
        return parts.Select(part => new Idea(
            Operator.Ablate, [parent.Id], parent.Family, $"{parent.Id} without {part.What}", $"If it does as well without {part.What}, that can go.", part.Pipeline));
    }

    private static IEnumerable<(string What, Pipeline Pipeline)> Steps(Pipeline pipeline)
    {
        var working = pipeline.Features.Where(step => pipeline.ColumnsOf(step).Count > 0).ToArray();
        if (working.Length < 2)
            yield break;
        foreach (var step in working)
            yield return ($"the step {Name(step, working)}", pipeline with { Features = pipeline.Features.Remove(step) });
    }

    private static IEnumerable<(string What, Pipeline Pipeline)> Target(Pipeline pipeline)
    {
        if (pipeline.Target != TargetTransform.None)
            yield return ("the target's transform", pipeline with { Target = TargetTransform.None });
    }

    private static IEnumerable<(string What, Pipeline Pipeline)> Columns(Pipeline pipeline)
    {
        var seen = pipeline.Features.SelectMany(pipeline.ColumnsOf).ToHashSet(StringComparer.Ordinal);
        string[] used = [.. pipeline.Columns.Keys.Where(seen.Contains)];
        if (used.Length is < 3 or > FewColumns)
            yield break;
        foreach (var name in used)
            yield return ($"the column {name}", PipelineParts.Without(pipeline, [name]));
    }

    // Two steps of a kind are told apart by their place.
    private static string Name(FeatureStep step, FeatureStep[] all) =>
        all.Count(other => other.Kind == step.Kind) == 1 ? step.Kind : $"{step.Kind} ({Array.IndexOf(all, step) + 1})";
}
