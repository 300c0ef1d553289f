using static Longhaul.Pipelines.Schema.OptionSpec;

namespace Longhaul.Pipelines.Schema;

/// <summary>The kinds of feature steps. All are fitted on a fold's training rows alone.</summary>
public static class StepCatalogue
{
    /// <summary>Kind → schema, in the order docs show them.</summary>
    public static IReadOnlyDictionary<string, ComponentSchema> All { get; } = new[]
    {
        Numbers, Ratios, RowStatistics, Curve, Pca, OneHot, Hashing, Ordinal, Frequency, TargetEncoding, DateParts, DateGaps, Season, SeasonByLevel, Windows, GroupRelative, Aggregates, Tfidf, TextStyle, Pixels, Hog, Colours, ImageArray,
    }.Concat(StructuredCatalogue.All).ToDictionary(schema => schema.Kind, StringComparer.Ordinal);

    private static ComponentSchema Numbers => new("numbers", "Numbers as they are, or scaled.", [ColumnRole.Number],
    [
        Choice("missing", "empty cells stay empty (for trees), or become the median", "keep", "median"),
        Flag("flags", false, "add a 0/1 feature per column that has empty cells"),
        Number("clip", 0, "cut both tails at this quantile; 0: don't", 0, 0.25),
        Flag("log", false, "sign(x) · ln(1 + |x|)"),
        Choice("scale", "standard: mean 0, deviation 1; quantile: to a normal distribution by rank", "none", "standard", "quantile"),
    ]);

    private static ComponentSchema Ratios => new(
        "ratios", "Quotients: numbers by the hours between two dates (a speed, a price per day), numbers by each other. Empty where the divisor is zero.", [ColumnRole.Number, ColumnRole.Date],
    [
        Words("by", "hours", "hours: each number by the hours between each pair of dates; numbers: each number by each later one", "hours", "numbers"),
        Number("clip", 0.005, "as for numbers", 0, 0.25),
        Choice("missing", "as for numbers", "keep", "median"),
        Choice("scale", "as for numbers", "none", "standard", "quantile"),
    ]);

    private static ComponentSchema RowStatistics => new(
        "row-statistics", "Statistics over a row's own cells, for columns of one kind: values of a curve, counts, scores.", [ColumnRole.Number],
    [
        Words("statistics", "mean std min max argmax roughness", "which; zeros and missing are counts, argmin and argmax the place, roughness the mean size of a step to the next cell",
            "sum", "mean", "std", "min", "max", "median", "zeros", "missing", "argmin", "argmax", "roughness"),
    ]);

    private static ComponentSchema Curve => new(
        "curve", "Columns that are one curve, in the order they are listed: a spectrum, a profile, a series per row.", [ColumnRole.Number],
    [
        Flag("normalise", false, "each row minus its mean, divided by its deviation"),
        Integer("smooth", 1, "moving average over so many neighbours; 1: none", 1, 999),
        Integer("derivative", 0, "how often differences of neighbours are taken", 0, 2),
        Integer("every", 1, "so many neighbours become their mean", 1, 1000),
    ]);

    private static ComponentSchema Pca => new("pca", "Principal components of numbers; empty cells count as the median.", [ColumnRole.Number],
    [
        Integer("components", 20, "how many at most", 1, 1000),
        Flag("scale", true, "columns are brought to deviation 1 first"),
    ]);

    private static ComponentSchema OneHot => new("one-hot", "A sparse 0/1 feature per level of a category; empty cells are a level of their own.", [ColumnRole.Category],
    [
        Integer("min_count", 1, "rarer levels share one feature", 1),
        Integer("max_levels", 1000, "keep the most frequent levels", 1),
    ]);

    private static ComponentSchema Hashing => new(
        "hashing", "Levels of all categories share 2^bits sparse features, with signs (Weinberger et al. 2009): for more levels than memory is wanted for. Unknown and empty cells have their place too.",
        [ColumnRole.Category],
    [
        Integer("bits", 12, "2^bits features", 1, 22),
        Flag("pairs", false, "pairs of the first six columns as well"),
    ]);

    private static ComponentSchema Ordinal => new("ordinal", "A category as a code per level (ordinal by text), for trees.", [ColumnRole.Category],
    [
        Flag("native", true, "LightGBM treats the codes as categories, empty cells as one of them; false: as numbers"),
        Integer("min_count", 1, "rarer levels share one code", 1),
        Integer("max_levels", 10000, "keep the most frequent levels", 1),
    ]);

    private static ComponentSchema Frequency => new("frequency", "How often a level occurs, as ln(1 + count).", [ColumnRole.Category],
    [
        Choice("rows", "counted are the training rows, or those to predict as well", "train", "all"),
        Flag("pairs", false, "pairs of the first six columns as well"),
    ]);

    private static ComponentSchema TargetEncoding => new(
        "target-encoding", "The mean target of a level, shrunk to the overall mean; cross-fitted on training rows.", [ColumnRole.Category],
    [
        Number("smoothing", 20, "weight of the overall mean, in rows", 0),
        Integer("folds", 5, "folds of the cross-fit", 2, 50),
        Flag("pairs", false, "pairs of the first six columns as well"),
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

    private static ComponentSchema SeasonByLevel => new(
        "season-by-level", "The terms of season for each level of the categories, sparse: lets a linear model follow many series, each in its own way.", [ColumnRole.Date, ColumnRole.Category],
    [
        Integer("trend", 1, "degree of the trend's polynomial; 0: none", 0, 3),
        Integer("yearly", 2, "sine/cosine pairs over the year", 0, 50),
        Integer("weekly", 3, "sine/cosine pairs over the week", 0, 20),
        Integer("daily", 0, "sine/cosine pairs over the day", 0, 12),
        Flag("pairs", false, "for each pair of levels of the first six categories as well"),
        Integer("min_count", 5, "rarer levels have none", 1),
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

    private static ComponentSchema Aggregates => new(
        "aggregates", "A number in comparison with the same column in the rows, labelled or not, that share a category's level.", [ColumnRole.Number, ColumnRole.Category],
    [
        Words("ways", "mean difference", "as for group-relative", "difference", "score", "rank", "mean", "deviation", "min", "max", "size"),
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
        Number("nb", 0, "scale by the log-count ratio of naive Bayes (NB-SVM) with this smoothing; 0: don't; without svd", 0, 100),
        Integer("svd", 0, "reduce to this many dense features by truncated SVD; 0: don't", 0, 1000),
    ]);

    private static ComponentSchema TextStyle => new(
        "text-style", "Lengths and shares: characters, words, sentences, digits, capitals, kinds of punctuation, stop words, reading ease …", [ColumnRole.Text],
        [Choice("scale", "as for numbers", "none", "standard")]);

    private static ComponentSchema Pixels => new("pixels", "An image's pixels in [0, 1].", [ColumnRole.Image],
    [
        Integer("size", 28, "resized to size × size", 1, 256),
        Flag("colour", false, "red, green and blue instead of grey"),
        Integer("pca", 0, "reduce to this many principal components; 0: don't", 0, 1000),
    ]);

    private static ComponentSchema Hog => new("hog", "An image's shapes: histograms of oriented gradients.", [ColumnRole.Image],
    [
        Integer("size", 32, "resized to size × size first", 8, 256),
        Integer("cell", 8, "pixels of a cell's side; blocks are 2 × 2 cells", 2, 128),
        Integer("bins", 9, "orientations", 2, 36),
        Integer("pca", 0, "reduce to this many principal components; 0: don't", 0, 1000),
    ]);

    private static ComponentSchema Colours => new("colours", "An image's colours: means and deviations by region, histograms of hue, saturation and value.", [ColumnRole.Image],
    [
        Integer("bins", 16, "bins of each histogram", 2, 64),
        Integer("regions", 3, "means are taken in regions × regions parts as well", 1, 8),
    ]);

    private static ComponentSchema ImageArray => new("image-array", "An image as it is, for the cnn; no other model looks at it.", [ColumnRole.Image],
    [
        Integer("size", 0, "resized to size × size; 0: the median of the images' longer sides, at most `largest`", 0, 256),
        Integer("largest", 64, "the most that size 0 may become", 8, 256),
        Choice("channels", "auto: colours where some image has any", "auto", "grey", "colour"),
    ]);
}
