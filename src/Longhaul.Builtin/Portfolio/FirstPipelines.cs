using Longhaul.Builtin.Profile;
using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Portfolio;

/// <summary>The portfolio: what is tried first, in order, chosen by what the data are and how they are scored.</summary>
public static class FirstPipelines
{
    private const int ManyMeasurements = 20;

    /// <summary>
    /// A constant first, so that a valid submission stands in the first seconds; then something quick; then strong defaults family by family; then
    /// variety. Without a usable column the constant is all there is. No two are equal.
    /// </summary>
    /// <param name="seed">Goes into every pipeline.</param>
    public static IReadOnlyList<PlannedPipeline> For(TaskPackage task, Problem problem, DataProfile profile, int seed)
    {
        var from = new Ingredients(profile, task, problem, seed);
        PlannedPipeline constant = new(0, "constant", "The same for every row", "A valid submission at once, and the mark that a model has to beat.", from.Make(ModelSpec.Of("constant")));
        if (profile.Features.Count == 0)
            return [constant];
        var rest = from switch
        {
            _ when from.PixelColumns is not null => PixelRecipes.Of(from),
            _ when from.Has(ColumnRole.Text) => TextRecipes.Of(from),
            // Many measurements beside an image were mostly taken from it, by people who knew what counts.
            _ when from.Has(ColumnRole.Image) && from.Count(ColumnRole.Number) >= ManyMeasurements =>
                TableRecipes.Of(from.Without(ColumnRole.Image)).Concat(ImageRecipes.Of(from).Select(planned => planned with { Priority = 3 })),
            _ when from.Has(ColumnRole.Image) => ImageRecipes.Of(from),
            _ when from.Has(ColumnRole.Date) && task.Split == SplitKind.Time => SeriesRecipes.Of(from),
            _ => TableRecipes.Of(from),
        };
        return [constant, .. rest.Concat(Variants(from)).DistinctBy(planned => planned.Pipeline).OrderBy(planned => planned.Priority)];
    }

    /// <summary>The logarithm of a target with a long tail, where the metric is not already one of logarithms.</summary>
    private static IEnumerable<PlannedPipeline> Variants(Ingredients from)
    {
        var tail = from.IsNumber && from.Profile.Targets.All(target => target.Numbers is { Skew: > 2, Min: >= 0 });
        if (!tail || from.PixelColumns is not null || !from.Has(ColumnRole.Number) || from.Metric.Name is "rmsle" or "mcrmsle" or "qwk")
            yield break;
        var boosted = from.Make(from.LightGbm(("rounds", "2000"), ("early_stopping", "60"), ("learning_rate", "0.05"), ("feature_fraction", "0.8"), ("bagging_fraction", "0.8"), ("bagging_freq", "1")), from.ForTrees());
        yield return new(2, "lightgbm", "LightGBM on the target's logarithm", "A long tail is tamer as a logarithm.", boosted with { Target = TargetTransform.Log1p });
    }
}
