using Longhaul.Pipelines;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research.Operators;

/// <summary>
/// Fuse: a crossing of two candidates. Of one kind of model, each hyper-parameter comes from either parent (uniform crossover, Syswerda 1989), and
/// so do the steps that only one of them has. Of different kinds, the first one's model gets what the second one looks at and it doesn't.
/// </summary>
internal static class Fusing
{
    private const int Crossings = 12;

    public static IEnumerable<Idea> Ideas(Candidate first, Pipeline one, Candidate second, Pipeline other, KnownCandidates known, Random random)
    {
        var useless = known.Useless(first.Family);
        FeatureStep[] foreign = [.. other.Features.Where(step => !useless.Contains(step.Kind) && !one.Features.Any(own => own.Kind == step.Kind))];
        if (foreign.Length > 0 && one.Model.Kind != other.Model.Kind)
            yield return Make($"{first.Id} with what {second.Id} looks at", PipelineParts.With(one, other, foreign.Where(SuitsAny)));
        if (other.Target != one.Target)
            yield return Make($"{first.Id} with the target as {second.Id} sees it", one with { Target = other.Target });
        for (var i = 0; i < Crossings && one.Model.Kind == other.Model.Kind; i++)
            yield return Make($"{first.Id} crossed with {second.Id}", Cross(one, other, foreign, random));

        Idea Make(string title, Pipeline pipeline) => new(
            Operator.Fuse, [first.Id, second.Id], first.Family, title, $"What is good in {first.Id} and in {second.Id} may be better together.", pipeline with { Rows = 1 });
    }

    // Sparse 0/1 columns and scaled copies are meant for one kind of model; counts, means and gaps say something to all.
    private static bool SuitsAny(FeatureStep step) => step.Kind is not ("one-hot" or "numbers" or "ordinal" or "season" or "pixels" or "image-array");

    private static Pipeline Cross(Pipeline one, Pipeline other, FeatureStep[] foreign, Random random)
    {
        var model = one.Model.Schema.Options.Aggregate(one.Model, (mixed, option) =>
            random.Next(2) == 0 ? mixed : mixed.With(option.Name, other.Model.Params.Text(option.Name)));
        var crossed = PipelineParts.With(one with { Model = model }, other, foreign.Where(_ => random.Next(2) == 0));
        return random.Next(2) == 0 ? crossed : crossed with { Target = other.Target };
    }
}
