using System.Globalization;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Profile;

/// <summary>Something that stands out in the data, and what it means for the models.</summary>
public sealed record Finding(string What, string Meaning)
{
    private const int Listed = 8;

    /// <summary>All that stands out in a profile, gravest first within each theme.</summary>
    public static IReadOnlyList<Finding> In(DataProfile profile, TaskPackage task) =>
    [
        .. OfSize(profile), .. OfSeries(profile), .. OfTarget(profile), .. OfRows(profile), .. OfMissing(profile), .. OfColumns(profile, task), .. OfDrift(profile, task),
    ];

    private static IEnumerable<Finding> OfSize(DataProfile profile)
    {
        if (profile.SampledRows < profile.Rows)
            yield return new($"Distributions come from {Count(profile.SampledRows)} rows, evenly spread over {Count(profile.Rows)}.", "Rare values may be missing here; the models see all rows.");
        if (profile.Rows < 1000)
            yield return new($"{Count(profile.Rows)} labelled rows are few.", "Small differences between scores are noise; simple and regularised models, and blends, are the safer choice.");
        if (profile.Features.Count > 100 && profile.Features.Count > profile.Rows / 10)
            yield return new($"{Count(profile.Features.Count)} columns for {Count(profile.Rows)} rows.", "Linear models need a strong penalty; trees should draw columns at random.");
    }

    private static IEnumerable<Finding> OfSeries(DataProfile profile)
    {
        if (profile.Series.Count > 0)
            yield return new($"{string.Join(", ", profile.Series.Select(name => $"`{name}`"))} {(profile.Series.Count == 1 ? "tells" : "together tell")} series apart, with a row each at a moment.", "Each has a level, a trend and a season of its own; numbers that name them are categories.");
    }

    private static IEnumerable<Finding> OfTarget(DataProfile profile)
    {
        foreach (var target in profile.Targets)
        {
            if (target is { Kind: TargetKind.Class, Imbalance: >= 5 })
                yield return new($"`{target.Name}` is uneven: {Percent(target.Classes[0].Share)} are `{target.Classes[0].Value}`, {Percent(target.Classes[^1].Share)} `{target.Classes[^1].Value}` ({Count(target.RarestRows)} rows).", "Folds are stratified; for metrics of labels, decisions get thresholds of their own.");
            if (target.Numbers is { } numbers && target.Classes.Count == 0 && numbers.Skew > 2 && numbers.Min >= 0)
                yield return new($"`{target.Name}` has a long tail (median {ShortNumber.Of(numbers.Median)}, highest {ShortNumber.Of(numbers.Max)}).", "Errors of the tail weigh most in squared errors; a model of its logarithm is worth trying.");
            if (target.Zeros > 0.2)
                yield return new($"{Percent(target.Zeros)} of `{target.Name}` are exactly 0.", "Predictions between zero and the rest are a compromise; errors are not normal.");
        }
    }

    private static IEnumerable<Finding> OfRows(DataProfile profile)
    {
        var atLeast = profile.Twins.Sampled < profile.Rows ? "At least " : "";
        if (profile.Twins.Train > 0)
            yield return new($"{atLeast}{Count(profile.Twins.Train)} rows of train repeat another one{(profile.Twins.Contradictory > 0 ? $", {Count(profile.Twins.Contradictory)} of them with a different target" : "")}.", profile.Twins.Train > profile.Twins.Sampled / 20 ? "Twins in different folds flatter models that remember rows." : "Too few to matter for the scores.");
        if (profile.Twins.Shared > 0)
            yield return new($"{atLeast}{Count(profile.Twins.Shared)} rows of test also stand in train.", "Neighbours and deep trees will look the rows up.");
        if (profile.IdCorrelation is { } correlation && Math.Abs(correlation) > 0.1)
            yield return new($"The order of the ids goes with the target (rank correlation {correlation.ToString("0.00", CultureInfo.InvariantCulture)}).", "That may be a leak: ids are not used as features.");
    }

    private static IEnumerable<Finding> OfMissing(DataProfile profile)
    {
        var missing = Usable(profile).Where(column => column.Missing >= 0.01).OrderByDescending(column => column.Missing).ToArray();
        if (missing.Length > 0)
            yield return new($"Empty cells: {List(missing, column => $"`{column.Name}` {Percent(column.Missing)}")}.", "Trees take them as they are; linear models get medians and flags.");
        var gaps = Usable(profile).Where(column => Math.Abs(column.Missing - column.TestMissing) > 0.1).ToArray();
        if (gaps.Length > 0)
            yield return new($"Empty more often on one side: {List(gaps, column => $"`{column.Name}` {Percent(column.Missing)} in train, {Percent(column.TestMissing)} in test")}.", "Whether a cell is empty may mean something else in test.");
    }

    private static IEnumerable<Finding> OfColumns(DataProfile profile, TaskPackage task)
    {
        var absent = profile.Columns.Where(column => !column.InTest && column.Name != task.Group).ToArray();
        if (absent.Length > 0)
            yield return new($"Only train has {List(absent, column => $"`{column.Name}`")}.", "They can't be used.");
        var constant = profile.Columns.Where(column => column.Kind == ColumnKind.Constant).ToArray();
        if (constant.Length > 0)
            yield return new($"Constant: {List(constant, column => $"`{column.Name}`")}.", "Left out.");
        var many = profile.Usable(ColumnKind.Category).Where(column => column.Distinct > 50).ToArray();
        if (many.Length > 0)
            yield return new($"Categories with many values: {List(many, column => $"`{column.Name}` {Count(column.Distinct)}")}.", "Target and frequency encodings may beat a column per value.");
        var skewed = profile.Usable(ColumnKind.Number).Where(column => column.Numbers is { Skew: > 3, Min: >= 0 }).ToArray();
        if (skewed.Length > 0)
            yield return new($"Long tails: {List(skewed, column => $"`{column.Name}`")}.", "Linear models get them by rank; trees don't mind.");
        foreach (var finding in Usable(profile).Select(Structured).OfType<Finding>())
            yield return finding;
        foreach (var text in profile.Usable(ColumnKind.Text))
            yield return new($"`{text.Name}` is text of {text.Texts!.Words.ToString("0", CultureInfo.InvariantCulture)} words on average.", "Words and character n-grams with a linear model first; trees on what a decomposition leaves.");
    }

    private static Finding? Structured(ColumnProfile column) => column.Kind switch
    {
        ColumnKind.Json => new($"`{column.Name}` holds JSON objects.", "Taken apart into numbers by path, short texts and words; what occurs often enough becomes a feature."),
        ColumnKind.List => new($"`{column.Name}` holds lists.", "How long they are, statistics of their numbers, and their frequent members become features."),
        ColumnKind.Code => new($"`{column.Name}` holds codes of letters.", "Each letter by its place and how often each occurs become features; as a whole few codes repeat."),
        ColumnKind.Word => new($"`{column.Name}` holds a short word of its own in nearly every row.", "How it is spelt becomes features: its pieces, its characters by place, the numbers within."),
        ColumnKind.File => new($"`{column.Name}` names a file for each row.", "Distances, bonds and composition of its atoms become features."),
        _ => null,
    };

    private static IEnumerable<Finding> OfDrift(DataProfile profile, TaskPackage task)
    {
        foreach (var dates in profile.Usable(ColumnKind.Date).Where(column => column.Dates is { TestLiesAfter: true }))
            yield return new($"All of test's `{dates.Name}` lie after train's ({Day(dates.Dates!.Last)}).", task.Split == SplitKind.Time ? "Folds look ahead in the same way." : "Folds at random flatter: `split: time` in task.yaml would be more honest.");
        var drifted = Usable(profile).Where(column => column is { Drift.Word: not DriftWord.None, Kind: not ColumnKind.Date }).OrderByDescending(column => column.Drift!.Word).ToArray();
        if (drifted.Length > 0)
            yield return new($"Test differs from train in {List(drifted, column => $"`{column.Name}` ({Words(column)})")}.", task.Split == SplitKind.Random ? "Scores on train may not carry over where a model leans on these." : "To be expected with this split; models should not lean on them alone.");
    }

    private static string Words(ColumnProfile column) =>
        column.Drift!.Unseen > 0.01 ? $"{Percent(column.Drift.Unseen)} unseen values" : column.Drift.Word == DriftWord.Marked ? "markedly" : "slightly";

    private static IEnumerable<ColumnProfile> Usable(DataProfile profile) => profile.Columns.Where(column => profile.IsFeature(column.Name));

    private static string List(ColumnProfile[] columns, Func<ColumnProfile, string> text) =>
        string.Join(", ", columns.Take(Listed).Select(text)) + (columns.Length > Listed ? $" and {columns.Length - Listed} more" : "");

    private static string Percent(double share) => (share * 100).ToString(share < 0.1 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Day(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
