using Longhaul.Execution.Executors;
using Longhaul.Pipelines;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research.Operators;

/// <summary>Debug: what ran out of time or memory is tried again, smaller.</summary>
internal static class Rescuing
{
    public static IEnumerable<Idea> Ideas(Candidate failed, Pipeline pipeline)
    {
        var lack = failed.Ending == Ending.OutOfMemory ? "memory" : "time";
        foreach (var (how, smaller) in Smaller(pipeline, lack))
            yield return new Idea(Operator.Debug, [failed.Id], failed.Family, $"{failed.Id} {how}", $"{failed.Id} ran out of {lack}; smaller, it may still be worth having.", smaller);
    }

    private static IEnumerable<(string How, Pipeline Pipeline)> Smaller(Pipeline pipeline, string lack)
    {
        if (lack == "time" && Quicker(pipeline.Model) is { } quicker)
            yield return ("with fewer rounds", pipeline with { Model = quicker });
        if (lack == "memory" && Narrower(pipeline) is { } narrower)
            yield return ("with fewer features", narrower);
        foreach (var (share, words) in new[] { (0.5, "on half of the rows"), (0.25, "on a quarter of the rows"), (0.1, "on a tenth of the rows") })
            yield return (words, pipeline with { Rows = Math.Round(pipeline.Rows * share, 6) });
    }

    private static ModelSpec? Quicker(ModelSpec model) => model.Kind switch
    {
        "lightgbm" => model.With("rounds", Math.Max(50, model.Params.Integer("rounds") / 3)).With("learning_rate", Math.Min(0.3, model.Params.Number("learning_rate") * 2.5)),
        "extra-trees" or "random-forest" => model.With("trees", Math.Max(30, model.Params.Integer("trees") / 3)),
        _ => null,
    };

    private static Pipeline? Narrower(Pipeline pipeline)
    {
        var steps = pipeline.Features.Select(step => step.Kind == "tfidf" && step.Options.Integer("hash_bits") == 0
            ? step.With("max_features", (Math.Min(200_000, step.Options.Integer("max_features")) / 4).ToString(System.Globalization.CultureInfo.InvariantCulture))
            : step).ToArray();
        return steps.SequenceEqual(pipeline.Features) ? null : pipeline with { Features = [.. steps] };
    }
}
