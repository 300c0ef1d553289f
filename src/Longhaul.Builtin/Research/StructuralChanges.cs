using System.Collections.Immutable;
using Longhaul.Builtin.Profile;
using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Research;

/// <summary>A change of what a pipeline looks at, or of how it sees its target.</summary>
/// <param name="Title">For people: <c>numbers by rank</c>.</param>
/// <param name="Why">What speaks for it.</param>
internal sealed record StructuralChange(string Title, string Why, Pipeline Pipeline)
{
    /// <summary>A change's title after its parent's in a candidate's: <c>with numbers by rank</c>, <c>without windows</c>.</summary>
    public static string Beside(string title) => title.StartsWith("without ", StringComparison.Ordinal) ? title : $"with {title}";
}

/// <summary>All structural changes that a pipeline allows.</summary>
internal static class StructuralChanges
{
    private const int MostAmounts = 8;

    private static readonly string[] Boosted = ["lightgbm"];
    private static readonly string[] Sums = ["linear", "neighbours", "svm", "nb-svm", "discriminant", "gaussian-process"];

    /// <summary>Every change, in a fixed order; each differs from the pipeline.</summary>
    public static IReadOnlyList<StructuralChange> Of(Pipeline pipeline, DataProfile profile, Problem problem, MetricSpec metric)
    {
        IEnumerable<StructuralChange> all = [.. Options(pipeline), .. Curves(pipeline), .. Encodings(pipeline), .. Crosses(pipeline), .. Aggregates(pipeline), .. Ratios(pipeline, profile), .. Neighbours(pipeline), .. Times(pipeline), .. Target(pipeline, profile, problem, metric), .. Columns(pipeline, profile)];
        return [.. all.Where(change => change.Pipeline != pipeline)];
    }

    private static IEnumerable<StructuralChange> Options(Pipeline pipeline)
    {
        var kind = pipeline.Model.Kind;
        for (var i = 0; i < pipeline.Features.Length; i++)
        {
            var (step, at) = (pipeline.Features[i], i);
            foreach (var (option, value, title, why) in Settings(step.Kind, kind))
                yield return new(title, why, With(pipeline, at, step.With(option, value)));
        }
    }

    private static IEnumerable<(string Option, string Value, string Title, string Why)> Settings(string step, string model) => SettingsOf(step, Sums.Contains(model), model);

    private static IEnumerable<(string Option, string Value, string Title, string Why)> SettingsOf(string step, bool sums, string model) => (step, sums) switch
    {
        ("numbers", true) =>
        [
            ("scale", "quantile", "numbers by rank", "Ranks tame long tails."), ("scale", "standard", "numbers standardised", "Distances keep their proportions."),
            ("log", "true", "logarithms of numbers", "Factors become differences."), ("clip", "0.01", "numbers clipped", "Outliers pull less."),
        ],
        ("numbers", false) => [("flags", "true", "flags for empty cells", "That a cell is empty may say something.")],
        ("one-hot", _) => [("min_count", "1", "every level", "Rare levels may matter."), ("min_count", "20", "frequent levels only", "Rare levels are mostly noise.")],
        ("ordinal", _) when Boosted.Contains(model) => [("native", "false", "codes as numbers", "Splits on codes overfit less than on sets of levels."), ("native", "true", "codes as categories", "Sets of levels separate in one split.")],
        ("season", _) =>
        [
            ("yearly", "2", "a smooth year", "Fewer waves follow less noise."), ("yearly", "10", "a detailed year", "More waves follow sharper turns."),
            ("trend", "0", "no trend", "A trend need not go on."), ("trend", "2", "a curved trend", "The trend may bend."),
            ("interact", "true", "a drifting season", "The season's shape may change."), ("interact", "false", "a fixed season", "Fewer terms, less noise."),
            ("weekly", "0", "no week", "Weekdays may not matter."),
        ],
        ("season-by-level", _) =>
        [
            ("trend", "0", "one trend for all levels", "A trend of their own need not go on."), ("pairs", "true", "seasons of pairs of levels", "Each series may have a season of its own."),
            ("yearly", "1", "levels with a smooth year", "Fewer waves follow less noise."), ("yearly", "5", "levels with a detailed year", "More waves follow sharper turns."),
        ],
        ("tfidf", _) =>
        [
            ("min_df", "1", "every n-gram", "Rare words may be the telling ones."), ("min_df", "5", "frequent n-grams", "Rare words are mostly noise."),
            ("lowercase", "false", "case kept", "Capitals may be telling."), ("binary", "true", "presence instead of counts", "In short texts it only matters whether a word occurs."),
            ("max_n", "1", "single words", "Fewer features, less noise."), ("max_n", "3", "longer n-grams", "Phrases say more than words."), ("max_n", "6", "long n-grams", "Longer pieces say more."),
            .. sums ? [("nb", "1", "n-grams weighed by naive Bayes", "What tells classes apart gets more room.")] : Array.Empty<(string, string, string, string)>(),
        ],
        ("hog", _) => [("cell", "4", "finer shapes", "Details may matter."), ("size", "48", "shapes of larger images", "More pixels show more edges.")],
        ("frequency", _) => [("rows", "all", "frequencies over all rows", "Rows to predict show as well how common a level is.")],
        ("curve", _) =>
        [
            ("derivative", "2", "bends of curves", "Bends may say more than slopes."), ("derivative", "1", "slopes of curves", "Each further difference adds noise."),
            ("normalise", "false", "curves as they are", "Their level may matter."), ("normalise", "true", "curves normalised", "Their level may say nothing."),
        ],
        ("pixels", _) => [("size", "14", "coarser pixels", "They forgive a shift."), ("size", "20", "slightly coarser pixels", "They forgive a small shift."), ("size", "28", "finer pixels", "Details may matter."), ("colour", "true", "pixels in colour", "Colours may tell what grey can't.")],
        ("windows", _) =>
        [
            ("sides", "before after around", "windows on all sides", "What comes after may say as much as what came before."),
            ("statistics", "mean min max std", "extremes in windows", "Peaks may matter more than means."),
            ("statistics", "mean", "means in windows alone", "Fewer features, less noise."),
            ("spans", "3 6 12 24 48", "shorter windows", "The effect may be quick."), ("spans", "12 48 168 336", "longer windows", "The effect may be slow."),
        ],
        ("group-relative", _) =>
        [
            ("ways", "difference", "differences to the group", "The group's spread may itself be telling."), ("ways", "score rank", "scores and ranks in the group", "Ranks tame outliers."),
            ("ways", "score mean", "scores in the group, and its means", "What kind of group it is may matter."),
        ],
        ("hashing", _) => [("bits", "10", "fewer shared features", "Levels that share a feature are smoothed together."), ("bits", "16", "more shared features", "Fewer levels clash.")],
        ("target-encoding", _) => [("smoothing", "5", "less smoothing", "Levels speak for themselves sooner."), ("smoothing", "100", "more smoothing", "Rare levels say little."), ("pairs", "true", "encodings of pairs", "Two categories may matter together.")],
        _ => [],
    };

    /// <summary>Wider and narrower windows of smoothing; how wide is right depends on how fine a curve is.</summary>
    private static IEnumerable<StructuralChange> Curves(Pipeline pipeline)
    {
        for (var i = 0; i < pipeline.Features.Length; i++)
        {
            if (pipeline.Features[i] is not { Kind: "curve" } step)
                continue;
            var width = step.Options.Integer("smooth");
            yield return new("smoother curves", "Small wiggles are noise.", With(pipeline, i, step.With("smooth", $"{Math.Min(999, (2 * width) + 1)}")));
            if (width > 1)
                yield return new("curves less smooth", "Narrow peaks may be the telling ones.", With(pipeline, i, step.With("smooth", $"{((width / 2) - 1) | 1}")));
        }
    }

    private static IEnumerable<StructuralChange> Encodings(Pipeline pipeline)
    {
        if (!pipeline.Columns.ContainsValue(ColumnRole.Category))
            yield break;
        foreach (var (kind, title) in new[] { ("target-encoding", "target encodings"), ("frequency", "frequencies of levels") })
        {
            var at = pipeline.Features.ToList().FindIndex(step => step.Kind == kind);
            yield return at < 0
                ? new($"{title} added", "They order levels by what they do, not by name.", pipeline with { Features = pipeline.Features.Add(FeatureStep.Of(kind)) })
                : new($"without {title}", "They may carry more noise than signal.", pipeline with { Features = pipeline.Features.RemoveAt(at) });
        }
    }

    /// <summary>What a model that adds up can't see by itself: two categories together, and levels that one-hot features leave out.</summary>
    private static IEnumerable<StructuralChange> Crosses(Pipeline pipeline)
    {
        if (pipeline.Model.Kind != "linear" || pipeline.Columns.Values.Count(role => role == ColumnRole.Category) < 2)
            yield break;
        var at = pipeline.Features.ToList().FindIndex(step => step.Kind == "hashing");
        yield return at < 0
            ? new("pairs of categories added", "Two categories may matter together, which a sum over each can't say.", pipeline with { Features = pipeline.Features.Add(FeatureStep.Of("hashing", ("pairs", "true"))) })
            : new("without pairs of categories", "They may carry more noise than signal.", pipeline with { Features = pipeline.Features.RemoveAt(at) });
    }

    /// <summary>What only a table of numbers and categories has: numbers in the light of a level's others.</summary>
    private static IEnumerable<StructuralChange> Aggregates(Pipeline pipeline)
    {
        var at = pipeline.Features.ToList().FindIndex(step => step.Kind == "aggregates");
        var cells = pipeline.Columns.Values.Count(role => role == ColumnRole.Number) * pipeline.Columns.Values.Count(role => role == ColumnRole.Category);
        if (at >= 0)
            yield return new("without aggregates", "They may carry more noise than signal.", pipeline with { Features = pipeline.Features.RemoveAt(at) });
        else if (cells is > 0 and <= 60)
            yield return new("aggregates by category added", "Whether a number is high for its kind may matter more than whether it is high.", pipeline with { Features = pipeline.Features.Add(FeatureStep.Of("aggregates")) });
    }

    /// <summary>Quotients of the numbers that are amounts, where they are few: prices per piece, weights per volume.</summary>
    private static IEnumerable<StructuralChange> Ratios(Pipeline pipeline, DataProfile profile)
    {
        var at = pipeline.Features.ToList().FindIndex(step => step.Kind == "ratios");
        if (at >= 0)
            yield return new("without quotients", "They may carry more noise than signal.", pipeline with { Features = pipeline.Features.RemoveAt(at) });
        string[] amounts = [.. profile.Usable(ColumnKind.Number).Where(column => column.Numbers is { Min: >= 0 } && pipeline.Columns.TryGetValue(column.Name, out var role) && role == ColumnRole.Number).Select(column => column.Name)];
        if (amounts.Length is < 2 or > MostAmounts || pipeline.Features.Any(step => step.Kind == "ratios" && step.Options.Words("by").Contains("numbers")))
            yield break;
        var quotients = FeatureStep.Of("ratios", ("by", "numbers"), ("missing", Sums.Contains(pipeline.Model.Kind) ? "median" : "keep"));
        yield return new("quotients of numbers added", "What counts may be one amount in proportion to another, which cuts along axes only come near.", pipeline with { Features = pipeline.Features.Add(quotients.On([.. amounts])) });
    }

    private static IEnumerable<StructuralChange> Neighbours(Pipeline pipeline)
    {
        foreach (var (kind, title, why) in new[] { ("windows", "without windows", "Neighbours in time may carry more noise than signal."), ("group-relative", "without the comparison with the group", "The numbers themselves may carry over.") })
        {
            var at = pipeline.Features.ToList().FindIndex(step => step.Kind == kind);
            if (at >= 0 && pipeline.Features.Length > 1)
                yield return new(title, why, pipeline with { Features = pipeline.Features.RemoveAt(at) });
        }

        // Numbers beside their comparison with the group; without them it stands for itself.
        if (pipeline.Features.Any(step => step.Kind == "group-relative") && pipeline.Features.ToList().FindIndex(step => step.Kind == "numbers") is >= 0 and var numbers)
            yield return new("the comparison with the group alone", "Levels that differ from group to group mislead.", pipeline with { Features = pipeline.Features.RemoveAt(numbers) });
    }

    /// <summary>Where a row spans a time, when it was may say less than how long it took.</summary>
    private static IEnumerable<StructuralChange> Times(Pipeline pipeline)
    {
        var at = pipeline.Features.ToList().FindIndex(step => step.Kind == "date-parts");
        if (at >= 0 && pipeline.Features.Any(step => step.Kind == "date-gaps"))
            yield return new("without the parts of dates", "How long a row took may matter more than when it was.", pipeline with { Features = pipeline.Features.RemoveAt(at) });
    }

    private static IEnumerable<StructuralChange> Target(Pipeline pipeline, DataProfile profile, Problem problem, MetricSpec metric)
    {
        var positive = profile.Targets.All(target => target is { Kind: TargetKind.Number, Numbers.Min: >= 0 });
        if (!positive || problem.Targets.Any(target => target.Classes.Count > 0))
            yield break;
        yield return pipeline.Target == TargetTransform.None
            ? new("the target's logarithm", "Relative errors matter more than absolute ones.", pipeline with { Target = TargetTransform.Log1p })
            : new("the target as it is", "The metric weighs absolute errors.", pipeline with { Target = TargetTransform.None });
        if (pipeline.Model.Kind != "lightgbm" || metric.Name is not ("rmse" or "mse" or "mcrmse" or "r2"))
            yield break;
        yield return new("a gamma-like loss", "The spread grows with the mean.", pipeline with { Model = pipeline.Model.With("objective", "tweedie"), Target = TargetTransform.None });
        yield return new("a robust loss", "Outliers pull less.", pipeline with { Model = pipeline.Model.With("objective", "huber") });
    }

    private static IEnumerable<StructuralChange> Columns(Pipeline pipeline, DataProfile profile)
    {
        if (pipeline.Features.Any(step => step.Kind == "neighbourhood"))
            yield break; // its three columns name a pixel together
        string[] drifted = [.. profile.Columns.Where(column => column.Drift?.Word == DriftWord.Marked && column.Kind != ColumnKind.Date).Select(column => column.Name).Where(pipeline.Columns.ContainsKey)];
        if (drifted.Length > 0 && drifted.Length < pipeline.Columns.Count)
            yield return new("without the columns that drift", "What differs in test can't be leant on.", PipelineParts.Without(pipeline, drifted));
        string[] empty = [.. profile.Columns.Where(column => column.Missing > 0.8).Select(column => column.Name).Where(pipeline.Columns.ContainsKey)];
        if (empty.Length > 0 && empty.Length < pipeline.Columns.Count)
            yield return new("without nearly empty columns", "A few filled cells are mostly noise.", PipelineParts.Without(pipeline, empty));
    }

    private static Pipeline With(Pipeline pipeline, int at, FeatureStep step) => pipeline with { Features = pipeline.Features.SetItem(at, step) };
}
