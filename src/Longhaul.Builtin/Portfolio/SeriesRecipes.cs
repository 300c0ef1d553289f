using Longhaul.Pipelines;

namespace Longhaul.Builtin.Portfolio;

/// <summary>First pipelines for tables in time order, whose test rows lie ahead.</summary>
internal static class SeriesRecipes
{
    /// <summary>Parts that come round again: trees can't see beyond the dates they know, so the year and the running day are left out.</summary>
    private const string Recurring = "month day weekday dayofyear";

    public static IEnumerable<PlannedPipeline> Of(Ingredients from)
    {
        yield return TableRecipes.Quick(from) with { Pipeline = TableRecipes.Quick(from).Pipeline with { Features = [.. from.Make(from.LightGbm(), from.ForTrees(dateParts: Recurring)).Features] } };
        foreach (var planned in OnWindows(from))
            yield return planned;
        foreach (var seasonal in from.Profile.Series.Count > 0 ? OfPanels(from) : OfOneSeries(from))
            yield return seasonal;
        foreach (var own in ByItsOwnPast(from))
            yield return own;
        yield return new(1, "lightgbm", "LightGBM on what recurs", "Trees on the time of year and day and on the other columns; nothing that only counts up.", from.Make(Careful(from), from.ForTrees(dateParts: Recurring)));
        yield return new(1, "extra-trees", "Randomised trees on what recurs", "Averaging many rough trees is safe when the future differs.", from.Make(Forest(from), from.ForTrees(native: false, missing: false, dateParts: Recurring)));
        yield return new(2, "lightgbm", "LightGBM on all parts of the date", "The year and the running day tell how recent a row is.", from.Make(Careful(from), from.ForTrees()));
        yield return new(2, "extra-trees", "Randomised trees on all parts of the date", "The recent past weighs more where the level has shifted.", from.Make(Forest(from), from.ForTrees(native: false, missing: false)));
        yield return new(3, "random-forest", "Random forest on what recurs", "One more kind of forest for the blend.", from.Make(ModelSpec.Of("random-forest", ("trees", "150"), ("min_leaf", "10"), ("max_features", "0.4")), from.ForTrees(native: false, missing: false, dateParts: Recurring)));
    }

    private static IEnumerable<PlannedPipeline> OfOneSeries(Ingredients from)
    {
        yield return new(1, "linear", "Trend and season, linear", "A trend with a yearly, weekly and daily cycle goes on where the data end.", from.Make(ModelSpec.Of("linear"), Steps(from, from.Season(1, 6, interact: false))));
        yield return new(1, "linear", "Trend and drifting season, linear", "The season's shape may change along the trend.", from.Make(ModelSpec.Of("linear"), Steps(from, from.Season(1, 4, interact: true))));
        yield return new(2, "linear", "Season alone, linear", "If the trend breaks, a season without one errs less.", from.Make(ModelSpec.Of("linear"), Steps(from, from.Season(0, 8, interact: false))));
        yield return new(2, "linear", "Curved trend and season, linear", "The trend itself may bend.", from.Make(ModelSpec.Of("linear"), Steps(from, from.Season(2, 6, interact: false))));
    }

    /// <summary>Many series in one table. Where they differ in size, what they share are factors: a season that adds a tenth, a store that sells double.</summary>
    private static IEnumerable<PlannedPipeline> OfPanels(Ingredients from)
    {
        var transform = from.IsNumber && from.Profile.Targets.All(target => target.Numbers is { Min: >= 0 }) ? TargetTransform.Log1p : TargetTransform.None;
        PlannedPipeline On(PlannedPipeline planned) => planned with { Pipeline = planned.Pipeline with { Target = transform } };
        FeatureStep pairs = FeatureStep.Of("hashing", ("pairs", "true"));
        FeatureStep[] levels = from.Profile.Series.Count > 1 ? [pairs] : [];
        yield return On(new(1, "linear", "Each level's own trend and season, linear", "Series follow what they share, and each its own ways.", from.Make(ModelSpec.Of("linear"), [.. Steps(from, from.Season(1, 6, interact: false)), .. levels, from.SeasonByLevel(trend: 1)])));
        yield return On(new(1, "linear", "A trend for all, each level's own season, linear", "A trend of its own need not go on.", from.Make(ModelSpec.Of("linear"), [.. Steps(from, from.Season(1, 6, interact: false)), .. levels, from.SeasonByLevel(trend: 0)])));
        if (transform == TargetTransform.Log1p)
            yield return On(new(1, "lightgbm", "LightGBM on what recurs, factors", "In logarithms a tenth more is as much for a small series as for a large one.", from.Make(Careful(from).With("objective", "regression"), from.ForTrees(dateParts: Recurring))));
        yield return On(new(2, "linear", "Season alone, linear", "If the trend breaks, a season without one errs less.", from.Make(ModelSpec.Of("linear"), [.. Steps(from, from.Season(0, 8, interact: false)), .. levels])));
    }

    /// <summary>What the other columns were before and will be after a row, since rows to predict come with all their columns.</summary>
    private static IEnumerable<PlannedPipeline> OnWindows(Ingredients from)
    {
        if (!SeriesWindows.Fit(from))
            yield break;
        var absolute = from.Metric.Name is "mae" or "median_ae" or "mape" or "smape";
        TargetTransform transform = from.IsNumber && absolute && from.Profile.Targets.All(target => target.Numbers is { Skew: > 1, Min: >= 0 }) ? TargetTransform.Log1p : TargetTransform.None;
        PlannedPipeline On(PlannedPipeline planned) => transform == TargetTransform.None ? planned : planned with { Pipeline = planned.Pipeline with { Target = transform } };
        yield return On(new(1, "lightgbm", "LightGBM on windows", "What the other columns were before a row and will be after it says more than what they are.", from.Make(Careful(from), [.. from.ForTrees(dateParts: Recurring), SeriesWindows.Short(from)])));
        yield return On(new(1, "extra-trees", "Randomised trees on windows", "Averages over time suit forests, which cannot take differences themselves.", from.Make(Forest(from), [.. from.ForTrees(native: false, missing: false, dateParts: Recurring), SeriesWindows.Short(from)])));
        yield return On(new(2, "lightgbm", "LightGBM on windows up to long ones", "Some causes work slowly.", from.Make(Careful(from), [.. from.ForTrees(dateParts: Recurring), SeriesWindows.Long(from)])));
    }

    // Categories beside the date, where there is nothing else, say whose series a row belongs to.
    private static IEnumerable<PlannedPipeline> ByItsOwnPast(Ingredients from)
    {
        if (!from.IsNumber || from.Count(ColumnRole.Date) != 1 || from.Count(ColumnRole.Number) > 0 || from.Count(ColumnRole.Category) > 3)
            yield break;
        FeatureStep[] steps = [FeatureStep.Of("date-parts", ("parts", "days")), FeatureStep.Of("ordinal")];
        yield return new(1, "exponential-smoothing", "Level, trend and season with fading memory", "A series goes on from where it stands, in the season's rhythm.", from.Only([ColumnRole.Date, ColumnRole.Category], ModelSpec.Of("exponential-smoothing"), steps));
        yield return new(2, "seasonal-naive", "The last seasons again", "What the last seasons were is the mark that a forecast has to beat.", from.Only([ColumnRole.Date, ColumnRole.Category], ModelSpec.Of("seasonal-naive"), steps));
    }

    private static IEnumerable<FeatureStep> Steps(Ingredients from, FeatureStep season) => [.. from.ForSums().Where(step => step.Kind != "season"), season];

    private static ModelSpec Careful(Ingredients from) => from.LightGbm(
        ("rounds", "1500"), ("early_stopping", "50"), ("learning_rate", "0.04"), ("num_leaves", "24"), ("min_data_in_leaf", "60"),
        ("feature_fraction", "0.6"), ("bagging_fraction", "0.6"), ("bagging_freq", "1"), ("lambda_l2", "10"));

    private static ModelSpec Forest(Ingredients from) => ModelSpec.Of("extra-trees", ("trees", from.Rows > 20_000 ? "150" : "300"), ("min_leaf", "8"), ("max_features", "0.6"));
}
