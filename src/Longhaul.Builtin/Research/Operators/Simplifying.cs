using Longhaul.Pipelines;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research.Operators;

/// <summary>Simplify: everything left out at once that was no loss when it was left out alone.</summary>
internal static class Simplifying
{
    public static IEnumerable<Idea> Ideas(Candidate parent, Pipeline pipeline, KnownCandidates known)
    {
        (Candidate Candidate, Pipeline Pipeline)[] harmless = [.. known.HarmlessAblations(parent)];
        if (harmless.Length < 2)
            yield break;
        var simpler = harmless.Aggregate(pipeline, (whole, ablation) => Leave(whole, pipeline, ablation.Pipeline));
        if (simpler.Features.Length > 0)
        {
            yield return new Idea(
                Operator.Simplify, [parent.Id, .. harmless.Select(ablation => ablation.Candidate.Id)], parent.Family,
                $"{parent.Id} without all that {string.Join(", ", harmless.Select(ablation => ablation.Candidate.Id))} did as well without",
                "What doesn't help only costs time and adds noise.", simpler);
        }
    }

    private static Pipeline Leave(Pipeline whole, Pipeline parent, Pipeline ablated)
    {
        var steps = PipelineParts.Lost(parent, ablated).Select(PipelineParts.Text).ToHashSet(StringComparer.Ordinal);
        string[] columns = [.. parent.Columns.Keys.Except(ablated.Columns.Keys, StringComparer.Ordinal)];
        var lighter = columns.Length > 0 ? whole : whole with { Features = [.. whole.Features.Where(step => !steps.Contains(PipelineParts.Text(step)))] };
        return PipelineParts.Without(lighter with { Target = ablated.Target == parent.Target ? lighter.Target : ablated.Target }, columns);
    }
}
