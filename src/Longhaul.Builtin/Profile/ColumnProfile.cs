namespace Longhaul.Builtin.Profile;

/// <summary>What one column holds in train and test. Figures come from the sampled rows unless they say otherwise.</summary>
public sealed record ColumnProfile
{
    public required string Name { get; init; }
    public required ColumnKind Kind { get; init; }

    /// <summary>Whether the test rows have the column as well.</summary>
    public required bool InTest { get; init; }

    /// <summary>Share of empty cells in train, in [0, 1].</summary>
    public double Missing { get; init; }

    /// <summary>Share of empty cells in test, in [0, 1]; 0 where test lacks the column.</summary>
    public double TestMissing { get; init; }

    /// <summary>Number of different values, empty cells apart; a lower bound where rows were sampled.</summary>
    public int Distinct { get; init; }

    /// <summary>The most frequent values with their shares of the filled cells, at most <see cref="ColumnProfiler.TopLevels"/>.</summary>
    public IReadOnlyList<Level> Top { get; init; } = [];

    /// <summary>For numbers.</summary>
    public NumberSummary? Numbers { get; init; }

    /// <summary>For dates.</summary>
    public DateSummary? Dates { get; init; }

    /// <summary>For texts.</summary>
    public TextSummary? Texts { get; init; }

    /// <summary>How test differs from train; null where that can't be said.</summary>
    public Drift? Drift { get; init; }

    /// <summary>For numbers of one kind by their names: Pearson's correlation with the column before it, in [-1, 1]; null for the first one, and for others.</summary>
    public double? Likeness { get; init; }

    /// <summary>For ids of whole numbers: every value is the one before it plus one.</summary>
    public bool RunsInOrder { get; init; }
}

/// <summary>What a column is good for.</summary>
public enum ColumnKind
{
    /// <summary>All filled cells are numbers, but for a mark or two that stand for none.</summary>
    Number,

    /// <summary>A few values, each in many rows.</summary>
    Category,

    /// <summary>Words.</summary>
    Text,

    /// <summary>Points in time.</summary>
    Date,

    /// <summary>Paths of images.</summary>
    Image,

    /// <summary>JSON objects.</summary>
    Json,

    /// <summary>Lists of numbers or of texts.</summary>
    List,

    /// <summary>Codes of letters.</summary>
    Code,

    /// <summary>Short words, a different one in nearly every row, that say something by their spelling: first names, part numbers.</summary>
    Word,

    /// <summary>Paths of files that a format is known for.</summary>
    File,

    /// <summary>A name for the row: says nothing by itself.</summary>
    Id,

    /// <summary>One value, or none.</summary>
    Constant,
}

/// <summary>A value and its share of the filled cells.</summary>
public sealed record Level(string Value, double Share);

/// <summary>A distribution of numbers.</summary>
/// <param name="Quantiles">At 0, 0.05, 0.25, 0.5, 0.75, 0.95 and 1.</param>
/// <param name="Skew">Third standardised moment; 0 for constants.</param>
/// <param name="Whole">All are whole numbers.</param>
public sealed record NumberSummary(double Mean, double Deviation, double Skew, IReadOnlyList<double> Quantiles, bool Whole)
{
    public double Min => Quantiles[0];
    public double Median => Quantiles[3];
    public double Max => Quantiles[^1];

    /// <summary>Whether one value stands in nine of ten rows, as in counts of rare things.</summary>
    public bool IsMostlyOne => Quantiles[1].Equals(Quantiles[^2]);
}

/// <summary>A range of dates in train and test.</summary>
/// <param name="Format">The format that reads them, one of <see cref="Runs.Tables.DateFormats"/>.</param>
public sealed record DateSummary(DateTime First, DateTime Last, DateTime? TestFirst, DateTime? TestLast, string Format)
{
    /// <summary>Every date of test lies after the last one of train.</summary>
    public bool TestLiesAfter => TestFirst > Last;
}

/// <summary>Lengths of texts: means and the 95 % quantile of characters.</summary>
public sealed record TextSummary(double Words, double Characters, double LongCharacters);

/// <summary>How far apart train and test are in one column.</summary>
/// <param name="Statistic">
/// Numbers and dates: Kolmogorov and Smirnov's largest distance of the distribution functions, in [0, 1]; categories: the population stability
/// index Σ (p − q) ln(p / q), from 0 on.
/// </param>
/// <param name="Unseen">Categories: share of filled test cells with a value that train lacks.</param>
public sealed record Drift(double Statistic, double Unseen, DriftWord Word);

/// <summary>Drift in a word.</summary>
public enum DriftWord
{
    None,
    Slight,
    Marked,
}
