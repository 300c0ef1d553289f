using Longhaul.Builtin.Profile;
using Longhaul.Pipelines;

namespace Longhaul.Builtin.Portfolio;

/// <summary>First pipelines for tables of numbers, categories and dates.</summary>
internal static class TableRecipes
{
    private const int FewestForNets = 300;
    private const int FewRows = 2000;
    private const int QuickRows = 30_000;
    private const int ManyClasses = 5;
    private const int VeryManyClasses = 40;
    private const int ManyLevels = 10;

    public static IEnumerable<PlannedPipeline> Of(Ingredients from)
    {
        yield return Quick(from);
        var (boosted, forest) = (
            new PlannedPipeline(1, "lightgbm", "LightGBM with good defaults", "Boosted trees are the strongest single model on most tables.", from.Make(Default(from), from.ForTrees())),
            new PlannedPipeline(1, "extra-trees", "Extremely randomised trees", "Randomised trees overfit little and differ from boosted ones.", from.Make(Trees(from, "extra-trees"), from.ForTrees(native: false, missing: false))));
        // Boosting grows a tree per class in every round: with many classes a forest is there much sooner.
        yield return from.Outputs > ManyClasses ? forest : boosted;
        yield return from.Outputs > ManyClasses ? Neighbours(from) with { Priority = 1 } : forest;
        yield return new(1, "linear", "Regularised linear model", "What adds up needs no trees, and it errs elsewhere than they do.", from.Make(from.Linear(), from.ForSums()));
        if (HasManyLevels(from))
            yield return new(2, "extra-trees", "Extremely randomised trees on levels", "Where levels are many, a cut that takes one level out says more than one between codes.", from.Make(OnLevels(from), from.Levelled()));
        if (from.Rows >= FewestForNets && from.Make(ModelSpec.Of("mlp"), from.ForNets()) is { Features.Length: > 0 } nets)
            yield return new(2, "mlp", "Networks on embedded columns", "Networks bend smoothly where trees cut, and err elsewhere than they do.", nets);
        if (from.Has(ColumnRole.Category))
            yield return new(2, "lightgbm", "LightGBM on target encodings", "The mean target of a level says more than its code where levels are many.", from.Make(Default(from), [.. from.ForTrees(native: false), FeatureStep.Of("target-encoding", ("smoothing", "10")), FeatureStep.Of("frequency")]));
        yield return boosted with { Priority = 2 };
        yield return new(2, "lightgbm", "LightGBM, small steps and small trees", "Slow learning with many small trees generalises better where the signal is weak.", from.Make(Small(from), from.ForTrees()));
        if (from.Has(ColumnRole.Number))
            yield return new(from.Has(ColumnRole.Category) ? 3 : 2, "lightgbm", "LightGBM with random thresholds", "Random cuts make smoother surfaces from many numbers.", from.Make(Random(from), from.ForTrees()));
        if (from.Rows <= 50_000 && from.Has(ColumnRole.Number) && from.Profile.Features.Count <= 300)
            yield return Neighbours(from);
        foreach (var machine in KernelRecipes.Of(from))
            yield return machine;
        if (from.Has(ColumnRole.Category))
            yield return new(3, "extra-trees", "Extremely randomised trees on target encodings", "The forest, with levels in the order of what they mean.", from.Make(Trees(from, "extra-trees"), [.. from.ForTrees(native: false, missing: false), FeatureStep.Of("target-encoding", ("smoothing", "10"))]));
        foreach (var planned in CurveRecipes.Of(from))
            yield return planned;
        yield return new(3, "random-forest", "Random forest", "One more kind of forest for the blend.", from.Make(Trees(from, "random-forest"), from.ForTrees(native: false, missing: false)));
    }

    /// <summary>A model within seconds, on a part of the rows where there are many.</summary>
    public static PlannedPipeline Quick(Ingredients from)
    {
        var quick = from.Outputs > ManyClasses
            ? new PlannedPipeline(0, "extra-trees", "A few randomised trees", "A first real model within seconds shows what the columns are worth.", from.Make(ModelSpec.Of("extra-trees", ("trees", "50")), from.ForTrees(native: false, missing: false)))
            : new PlannedPipeline(0, "lightgbm", "A quick LightGBM", "A first real model within seconds shows what the columns are worth.", from.Make(from.LightGbm([.. Steps(from), ("num_leaves", from.Rows < FewRows ? "8" : "31"), ("early_stopping", "15")]), from.ForTrees()));
        return quick with { Pipeline = quick.Pipeline with { Rows = Math.Min(1, Math.Round(QuickRows / (double)Math.Max(1, from.Rows), 2, MidpointRounding.ToPositiveInfinity)) } };
    }

    /// <summary>How far a quick LightGBM goes: in fewer steps where a tree costs much.</summary>
    private static (string, string)[] Steps(Ingredients from) =>
        from.Profile.ShareForATree(bins: 255) < 1 ? [("rounds", "50"), ("learning_rate", "0.2")] : [("rounds", "150"), ("learning_rate", "0.12")];

    private static bool HasManyLevels(Ingredients from) => from.Profile.Usable(ColumnKind.Category).Any(column => column.Distinct >= ManyLevels);

    private static PlannedPipeline Neighbours(Ingredients from) => new(
        2, "neighbours", "Nearest neighbours", "Rows that look alike behave alike; it sees what cuts along axes miss.",
        from.Make(ModelSpec.Of("neighbours", ("k", from.IsNumber ? "12" : "5")), from.ForSums()));

    private static ModelSpec Default(Ingredients from) => from.LightGbm(
        ("rounds", MostRounds(from)), ("early_stopping", "60"), ("learning_rate", from.Outputs > ManyClasses || from.Rows > 200_000 ? "0.1" : "0.05"),
        ("num_leaves", from.Rows < FewRows ? "12" : "31"), ("min_data_in_leaf", from.IsNumber ? "5" : from.Rows < FewRows ? "8" : "20"),
        ("feature_fraction", "0.8"), ("bagging_fraction", "0.8"), ("bagging_freq", "1"), ("lambda_l2", "1"));

    private static ModelSpec Small(Ingredients from) => from.LightGbm(
        ("rounds", MostRounds(from)), ("early_stopping", from.Rows < FewRows ? "50" : "100"), ("learning_rate", from.Outputs > ManyClasses || from.Rows > 200_000 ? "0.08" : "0.03"),
        ("num_leaves", from.Rows < FewRows ? "6" : "15"), ("min_data_in_leaf", from.Rows < FewRows ? "5" : "40"),
        ("feature_fraction", "0.5"), ("bagging_fraction", "0.7"), ("bagging_freq", "1"), ("lambda_l2", "5"));

    private static ModelSpec Random(Ingredients from) => from.LightGbm(
        ("rounds", MostRounds(from)), ("early_stopping", "60"), ("learning_rate", from.Outputs > ManyClasses || from.Rows > 200_000 ? "0.1" : "0.05"),
        ("num_leaves", from.Rows < FewRows ? "16" : "63"), ("min_data_in_leaf", from.Rows < FewRows ? "5" : "15"),
        ("feature_fraction", "0.7"), ("extra_trees", "true"), ("bagging_fraction", "0.8"), ("bagging_freq", "1"));

    private static string MostRounds(Ingredients from) => from.Outputs > VeryManyClasses ? "200" : from.Rows < FewRows ? "800" : "3000";

    /// <summary>A 0/1 feature alone says little: for numbers each cut sees them all (K = n in Geurts, Ernst and Wehenkel, Extremely randomized trees, 2006, section 3.1).</summary>
    private static ModelSpec OnLevels(Ingredients from) => from.IsNumber ? Trees(from, "extra-trees").With("max_features", "1") : Trees(from, "extra-trees");

    public static ModelSpec Trees(Ingredients from, string kind) => ModelSpec.Of(
        kind, ("trees", from.Rows > 100_000 ? "80" : from.Rows > 20_000 ? "150" : "300"), ("min_leaf", from.Rows > 20_000 ? "3" : "1"),
        ("max_features", from.IsNumber ? "0.5" : "0"));
}
