using static Longhaul.Pipelines.Schema.OptionSpec;

namespace Longhaul.Pipelines.Schema;

/// <summary>The kinds of feature steps. All are fitted on a fold's training rows alone.</summary>
public static class StepCatalogue
{
    /// <summary>Kind → schema, in the order docs show them.</summary>
    public static IReadOnlyDictionary<string, ComponentSchema> All { get; } = new[]
    {
        Numbers, OneHot, Ordinal, Frequency, TargetEncoding, DateParts, DateGaps, Season, Windows, GroupRelative, Tfidf, TextStyle, Pixels, ImageArray,
    }.Concat(StructuredCatalogue.All).ToDictionary(schema => schema.Kind, StringComparer.Ordinal);

    private static ComponentSchema Numbers => new("numbers", "Numbers as they are, or scaled.", [ColumnRole.Number],
    [
        Choice("missing", "empty cells stay empty (for trees), or become the median", "keep", "median"),
        Flag("flags", false, "add a 0/1 feature per column that has empty cells"),
        Number("clip", 0, "cut both tails at this quantile; 0: don't", 0, 0.25),
        Flag("log", false, "sign(x) · ln(1 + |x|)"),
        Choice("scale", "standard: mean 0, deviation 1; quantile: to a normal distribution by rank", "none", "standard", "quantile"),
    ]);

    private static ComponentSchema OneHot => new("one-hot", "A sparse 0/1 feature per level of a category.", [ColumnRole.Category],
    [
        Integer("min_count", 1, "rarer levels share one feature", 1),
        Integer("max_levels", 1000, "keep the most frequent levels", 1),
    ]);

    private static ComponentSchema Ordinal => new("ordinal", "A category as a code per level (ordinal by text), for trees.", [ColumnRole.Category],
    [
        Flag("native", true, "LightGBM treats the codes as categories; false: as numbers"),
        Integer("min_count", 1, "rarer levels share one code", 1),
        Integer("max_levels", 10000, "keep the most frequent levels", 1),
    ]);

    private static ComponentSchema Frequency => new("frequency", "How often a level occurs in train, as ln(1 + count).", [ColumnRole.Category], []);

    private static ComponentSchema TargetEncoding => new(
        "target-encoding", "The mean target of a level, shrunk to the overall mean; cross-fitted on training rows.", [ColumnRole.Category],
    [
        Number("smoothing", 20, "weight of the overall mean, in rows", 0),
        Integer("folds", 5, "folds of the cross-fit", 2, 50),
    ]);

    private static ComponentSchema DateParts => new("date-parts", "Parts of a date.", [ColumnRole.Date],
    [
        Words("parts", "year month day weekday hour dayofyear days", "which parts; days: days since the first training row",
            "year", "quarter", "month", "week", "day", "weekday", "hour", "minute", "dayofyear", "days", "weekend"),
        Words("cyclic", "", "parts that are given as sine and cosine of their cycle as well", "month", "weekday", "hour", "dayofyear"),
    ]);

    private static ComponentSchema DateGaps => new("date-gaps", "Hours between each pair of date columns.", [ColumnRole.Date], []);

    private static ComponentSchema Season => new(
        "season", "A linear trend and Fourier terms of the year, week and day: lets a linear model follow a series.", [ColumnRole.Date],
    [
        Integer("trend", 1, "degree of the trend's polynomial; 0: none", 0, 3),
        Integer("yearly", 6, "sine/cosine pairs over the year", 0, 50),
        Integer("weekly", 0, "sine/cosine pairs over the week", 0, 20),
        Integer("daily", 0, "sine/cosine pairs over the day", 0, 12),
        Flag("interact", false, "multiply the yearly terms by the trend, so that the season's shape may drift"),
    ]);

    private static ComponentSchema Windows => new(
        "windows", "What the other columns were shortly before and will be shortly after, within a row's group where there is one; the target is not among them. Steps of time are the usual gap between rows.",
        [ColumnRole.Number, ColumnRole.Category, ColumnRole.Date, ColumnRole.Group],
    [
        Integers("spans", "6 24 72", "lengths of windows, in steps", 2, 10000),
        Words("sides", "before around", "where a window lies", "before", "after", "around"),
        Words("statistics", "mean", "what is taken of the numbers in a window; of a category's levels it is always their shares", "mean", "min", "max", "std", "sum"),
        Integers("lags", "1 3", "differences to the value so many steps before and after", 1, 10000),
        Flag("changes", true, "steps since a category changed, and until it will"),
    ]);

    private static ComponentSchema GroupRelative => new(
        "group-relative", "A number in comparison with the same column in the other rows of its group, labelled or not.", [ColumnRole.Number, ColumnRole.Group],
    [
        Words("ways", "score", "difference: minus the group's mean; score: that, divided by its deviation; rank: share of the group below it; or the group's own figures",
            "difference", "score", "rank", "mean", "deviation", "min", "max", "size"),
    ]);

    private static ComponentSchema Tfidf => new("tfidf", "TF-IDF of word or character n-grams, rows scaled to length 1.", [ColumnRole.Text],
    [
        Choice("analyzer", "words, characters within words (with their borders), or any characters", "word", "char_wb", "char"),
        Integer("min_n", 1, "shortest n-gram", 1, 10),
        Integer("max_n", 2, "longest n-gram", 1, 10),
        Flag("lowercase", true, "fold case first"),
        Integer("min_df", 2, "n-grams in fewer training rows are dropped", 1),
        Number("max_df", 1, "n-grams in a larger share of training rows are dropped", 0, 1),
        Integer("max_features", 200000, "keep the n-grams in most training rows", 1),
        Integer("hash_bits", 0, "0: a vocabulary; else n-grams share 2^bits features", 0, 24),
        Flag("sublinear", true, "1 + ln(count) for counts"),
        Flag("binary", false, "1 for counts"),
        Flag("idf", true, "weigh by ln((1 + rows) / (1 + df)) + 1"),
        Integer("svd", 0, "reduce to this many dense features by truncated SVD; 0: don't", 0, 1000),
    ]);

    private static ComponentSchema TextStyle => new(
        "text-style", "Lengths and shares: characters, words, digits, capitals, punctuation, links …", [ColumnRole.Text],
        [Choice("scale", "as for numbers", "none", "standard")]);

    private static ComponentSchema Pixels => new("pixels", "An image's grey pixels in [0, 1].", [ColumnRole.Image],
        [Integer("size", 28, "resized to size × size", 1, 256)]);

    private static ComponentSchema ImageArray => new("image-array", "An image as it is, for the cnn; no other model looks at it.", [ColumnRole.Image],
    [
        Integer("size", 0, "resized to size × size; 0: the median of the images' longer sides, at most `largest`", 0, 256),
        Integer("largest", 64, "the most that size 0 may become", 8, 256),
        Choice("channels", "auto: colours where some image has any", "auto", "grey", "colour"),
    ]);
}
