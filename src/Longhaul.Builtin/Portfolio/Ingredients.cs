using System.Collections.Immutable;
using Longhaul.Builtin.Profile;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Cells;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Portfolio;

/// <summary>What recipes are made of: the columns by role, the steps that suit a kind of model, objectives that suit the metric.</summary>
internal sealed class Ingredients
{
    private static readonly Dictionary<ColumnKind, ColumnRole> Roles = new()
    {
        [ColumnKind.Number] = ColumnRole.Number,
        [ColumnKind.Category] = ColumnRole.Category,
        [ColumnKind.Text] = ColumnRole.Text,
        [ColumnKind.Date] = ColumnRole.Date,
        [ColumnKind.Image] = ColumnRole.Image,
        [ColumnKind.Json] = ColumnRole.Json,
        [ColumnKind.List] = ColumnRole.List,
        [ColumnKind.Code] = ColumnRole.Code,
        [ColumnKind.Word] = ColumnRole.Word,
        [ColumnKind.File] = ColumnRole.File,
    };

    /// <summary>How the columns are called where the task reader made a table of pixels.</summary>
    private static readonly string[] PixelPlace = ["row", "column"];

    // On few rows the right penalty matters most and costs least to find.
    private const int FewestForFixedPenalty = 3000;

    // Numbers by hours between dates: of more than these a model drowns.
    private const int MostRates = 12;

    private readonly ImmutableSortedDictionary<string, ColumnRole> _columns;
    private readonly Problem _problem;
    private readonly int _seed;

    public Ingredients(DataProfile profile, TaskPackage task, Problem problem, int seed)
    {
        (Profile, Metric, _problem, _seed) = (profile, task.Metric, problem, seed);
        _columns = Pipeline.NoColumns.AddRange(profile.Columns.Where(column => profile.IsFeature(column.Name))
            .Select(column => KeyValuePair.Create(column.Name, Roles[column.Kind])))
            .AddRange(profile.Columns.Where(column => column.Name == task.Group && column.InTest && !profile.IsFeature(column.Name)).Select(column => KeyValuePair.Create(column.Name, ColumnRole.Group)));
    }

    private Ingredients(Ingredients from, ImmutableSortedDictionary<string, ColumnRole> columns) =>
        (Profile, Metric, _problem, _seed, _columns) = (from.Profile, from.Metric, from._problem, from._seed, columns);

    public DataProfile Profile { get; }

    public MetricSpec Metric { get; }

    public int Rows => Profile.Rows;

    /// <summary>Trees per round of boosting: classes, where there are more than two.</summary>
    public int Outputs => _problem.Targets.Max(target => target.Outputs.Count);

    public bool IsNumber => _problem.Targets.All(target => target.Kind == TargetKind.Number);

    /// <summary>The same without the columns of a role.</summary>
    public Ingredients Without(ColumnRole role) =>
        new(this, _columns.Where(column => column.Value != role).ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>Where rows are pixels: the columns of the image, of the pixel's row and of its column. Else null.</summary>
    public IReadOnlyList<string>? PixelColumns => IsNumber
        && Profile.Usable(ColumnKind.Image) is [{ Distinct: var images } image] && images * 100L < Profile.SampledRows
        && Array.TrueForAll(PixelPlace, name => Profile.Usable(ColumnKind.Number).Any(column => column.Name == name && column.Numbers is { Whole: true, Min: >= 0 }))
            ? [image.Name, .. PixelPlace] : null;

    public bool IsClasses => _problem.Targets.All(target => target.Kind == TargetKind.Class);

    public bool Has(ColumnRole role) => _columns.ContainsValue(role);

    /// <summary>Numbers of one kind, by their names.</summary>
    public IReadOnlyList<ImmutableArray<string>> Families => field ??= ColumnFamilies.Of(Profile);

    /// <summary>Whether a column has another role.</summary>
    public bool HasBeside(ColumnRole role) => _columns.Values.Any(known => known != role && known != ColumnRole.Group);

    public int Count(ColumnRole role) => _columns.Values.Count(known => known == role);

    /// <summary>A pipeline on all columns; steps whose roles no column has are left out.</summary>
    public Pipeline Make(ModelSpec model, params IEnumerable<FeatureStep> steps) => Make(model, _columns, steps);

    /// <summary>A pipeline on the columns of some roles.</summary>
    public Pipeline Only(ColumnRole[] roles, ModelSpec model, params IEnumerable<FeatureStep> steps) =>
        Make(model, _columns.Where(column => roles.Contains(column.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal), steps);

    /// <summary>LightGBM with the objective that the metric asks for; each tree sees no more than <see cref="DataProfile.ShareForATree"/>.</summary>
    public ModelSpec LightGbm(params ReadOnlySpan<(string, string)> options)
    {
        var model = Profile.Thinned(ModelSpec.Of("lightgbm", options));
        return Metric.Name switch
        {
            "mae" or "median_ae" => model.With("objective", "regression_l1"),
            "mape" or "smape" => model.With("objective", "mape"),
            "pinball" => model.With("objective", "quantile").With("alpha", Metric.Options.GetValueOrDefault("alpha", "0.5")),
            _ => model,
        };
    }

    /// <summary>A linear model; its penalty is searched for where that is cheap.</summary>
    public ModelSpec Linear() => Has(ColumnRole.Image) || Rows * (double)Outputs * Profile.Features.Count > (Rows < FewestForFixedPenalty ? 5e7 : 3e6) ? ModelSpec.Of("linear", ("c", "0.1")) : ModelSpec.Of("linear");

    /// <summary>How numbers compare with their group's, where rows come in groups.</summary>
    private IEnumerable<FeatureStep> Relative() => Has(ColumnRole.Group) && Has(ColumnRole.Number) ? [FeatureStep.Of("group-relative")] : [];

    private IEnumerable<FeatureStep> Gaps() => Count(ColumnRole.Date) > 1 ? [FeatureStep.Of("date-gaps")] : [];

    /// <summary>Numbers by the hours between dates, where a row spans a time: no model divides by itself. No tree is harmed by empty cells, and a row that took no time is no usual one.</summary>
    private IEnumerable<FeatureStep> Rates(string missing = "keep", string scale = "none")
    {
        var (numbers, dates) = (Count(ColumnRole.Number), Count(ColumnRole.Date));
        return numbers > 0 && dates > 1 && numbers * dates * (dates - 1) / 2 <= MostRates ? [FeatureStep.Of("ratios", ("missing", missing), ("scale", scale))] : [];
    }

    /// <summary>For trees: numbers as they are, a code per level, parts of dates, a few dense numbers for texts, pixels.</summary>
    /// <param name="native">Codes are categories to LightGBM; false: numbers to any tree.</param>
    /// <param name="missing">Whether the trees take empty cells.</param>
    public IEnumerable<FeatureStep> ForTrees(bool native = true, bool missing = true, string? dateParts = null) =>
    [
        missing ? FeatureStep.Of("numbers") : FeatureStep.Of("numbers", ("missing", "median"), ("flags", "true")),
        .. Rates(),
        .. Relative(),
        FeatureStep.Of("ordinal", ("native", native ? "true" : "false"), ("min_count", Rows > 2000 ? "3" : "1")),
        .. Has(ColumnRole.Date) ? [DateParts(dateParts)] : Array.Empty<FeatureStep>(),
        .. Gaps(),
        FeatureStep.Of("tfidf", ("svd", "50"), ("min_df", "3")),
        FeatureStep.Of("text-style"),
        Pixels(),
        .. CellFormats.All.Select(format => Cells(format.Step, FewRows ? 50 : 200, missing ? "keep" : "median", "none")),
    ];

    /// <summary>For trees that take levels out one by one: a 0/1 feature per level, and of dates, where a row spans a time, how long it took alone.</summary>
    public IEnumerable<FeatureStep> Levelled()
    {
        var spans = Gaps().Any();
        return ForTrees(native: false, missing: false)
            .Where(step => !spans || step.Kind is not ("date-parts" or "ratios"))
            .Select(step => step.Kind == "ordinal" ? Levels() : step);
    }

    /// <summary>For models that add up or measure distances: numbers of one scale, a 0/1 feature per level, seasons, sparse words, pixels.</summary>
    public IEnumerable<FeatureStep> ForSums() =>
    [
        FeatureStep.Of("numbers", ("missing", "median"), ("flags", "true"), ("scale", HasLongTails && !IsNumber ? "quantile" : "standard")),
        .. Rates("median", "standard"),
        .. Gaps(),
        .. Relative(),
        Levels(),
        Season(trend: 1, yearly: 3, interact: false),
        FeatureStep.Of("tfidf", ("max_n", "2")),
        FeatureStep.Of("text-style", ("scale", "standard")),
        Pixels(),
        .. CellFormats.All.Select(format => Cells(format.Step, 1000, "median", "standard")),
    ];

    /// <summary>The same without some columns of numbers, which are seen otherwise; without any where no column is left.</summary>
    public IEnumerable<FeatureStep> ForSumsWithout(ImmutableHashSet<string> seen)
    {
        ImmutableArray<string> rest = [.. _columns.Where(column => column.Value == ColumnRole.Number && !seen.Contains(column.Key)).Select(column => column.Key)];
        return ForSums().Where(step => _columns.Values.Any(role => step.Schema.Takes(role)))
            .Select(step => step.Kind == "numbers" ? step.On(rest) : step).Where(step => step.Kind != "numbers" || rest.Length > 0);
    }

    private FeatureStep Levels() => FeatureStep.Of("one-hot", ("min_count", Rows > 2000 ? "5" : "2"));

    /// <summary>A step for structured cells. Trees get few items, as each is one more column to try.</summary>
    private FeatureStep Cells(string kind, int items, string missing, string scale) => FeatureStep.Of(
        kind, ("max_items", kind is "json" or "list" or "spelling" ? $"{items}" : "0"), ("min_count", FewRows ? "5" : "10"), ("missing", missing), ("scale", scale));

    private bool FewRows => Rows < 2000;

    /// <summary>Whether the numbers are of one kind, like pixels or the points of a curve: their spreads are comparable, so that their proportions say something.</summary>
    public bool NumbersOfOneKind
    {
        get
        {
            double[] spreads = [.. Profile.Usable(ColumnKind.Number).Select(column => column.Numbers?.Deviation ?? 0).Order()];
            return spreads.Length >= 4 && spreads.Length == Profile.Features.Count && spreads[^1] <= 12 * spreads[spreads.Length / 2];
        }
    }

    /// <summary>For models that measure distances between numbers of one kind: as they are.</summary>
    public static FeatureStep PlainNumbers() => FeatureStep.Of("numbers", ("missing", "median"));

    /// <summary>For networks, which embed numbers and codes themselves.</summary>
    public IEnumerable<FeatureStep> ForNets() =>
    [
        FeatureStep.Of("numbers", ("missing", "median"), ("flags", "true")),
        .. Rates("median"),
        .. Relative(),
        FeatureStep.Of("ordinal", ("min_count", Rows > 2000 ? "3" : "1")),
        .. Has(ColumnRole.Date) ? [DateParts()] : Array.Empty<FeatureStep>(),
        .. Gaps(),
        FeatureStep.Of("tfidf", ("svd", "50"), ("min_df", "3")),
        FeatureStep.Of("text-style", ("scale", "standard")),
    ];

    public static FeatureStep Pixels() => FeatureStep.Of("pixels");

    /// <summary>Parts of dates that can tell rows apart: the hour where dates have a time, the month where they span several, the year where they span some.</summary>
    public FeatureStep DateParts(string? parts = null)
    {
        string[] useful =
        [
            .. HasTimes ? ["hour"] : Array.Empty<string>(), .. SpanDays >= 14 ? ["weekday"] : Array.Empty<string>(),
            .. SpanDays >= 60 ? ["month", "day", "dayofyear", "days"] : HasUnixTimes ? ["days"] : Array.Empty<string>(), .. SpanDays >= 500 ? ["year"] : Array.Empty<string>(),
        ];
        return FeatureStep.Of("date-parts", ("parts", parts is null ? string.Join(' ', useful) : HasTimes ? parts + " hour" : parts));
    }

    /// <summary>Trend and Fourier terms: the week where dates are days, the day as well where they have a time.</summary>
    public FeatureStep Season(int trend, int yearly, bool interact) => FeatureStep.Of(
        "season", ("trend", $"{trend}"), ("yearly", $"{yearly}"), ("weekly", "3"), ("daily", HasTimes ? "4" : "0"), ("interact", interact ? "true" : "false"));

    /// <summary>A season of its own for each level, and a trend where asked.</summary>
    public FeatureStep SeasonByLevel(int trend) => FeatureStep.Of("season-by-level", ("trend", $"{trend}"), ("yearly", SpanDays >= 365 ? "2" : "0"), ("daily", HasTimes ? "2" : "0"));

    private bool HasTimes => Profile.Usable(ColumnKind.Date).Any(column => column.Dates is { } dates && DateFormats.HasTime(dates.Format));

    // Such a number is one that grows with time as well.
    private bool HasUnixTimes => Profile.Usable(ColumnKind.Date).Any(column => column.Dates is { } dates && DateFormats.IsUnixTime(dates.Format));

    private double SpanDays => Profile.Usable(ColumnKind.Date).Max(column => (column.Dates?.Last - column.Dates?.First)?.TotalDays ?? 0);

    /// <summary>The gap between neighbours of a series that fills its dates evenly.</summary>
    public TimeSpan UsualGap => TimeSpan.FromDays(SpanDays / Math.Max(1, Rows / Groups));

    private double Groups => Profile.Columns.Where(column => _columns.GetValueOrDefault(column.Name) == ColumnRole.Group).Select(column => Math.Max(1, column.Distinct)).DefaultIfEmpty(1).Max();

    private bool HasLongTails => Profile.Usable(ColumnKind.Number).Any(column => Math.Abs(column.Numbers?.Skew ?? 0) > 3);

    private Pipeline Make(ModelSpec model, ImmutableSortedDictionary<string, ColumnRole> columns, IEnumerable<FeatureStep> steps)
    {
        FeatureStep[] useful = [.. steps.Where(step => columns.Values.Any(role => step.Schema.Takes(role)))];
        var used = columns.Where(column => useful.Any(step => step.Schema.Takes(column.Value)));
        return new Pipeline
        {
            Columns = used.Select(column => KeyValuePair.Create(column.Key, AsWritten(column.Key, column.Value))).ToImmutableSortedDictionary(StringComparer.Ordinal),
            Features = [.. useful],
            Model = model,
            Target = IsNumber && Metric.Name is "rmsle" or "mcrmsle" ? TargetTransform.Log1p : TargetTransform.None,
            Seed = _seed,
        };
    }

    // Recipes know dates alone; the trainer must know how to read them.
    private ColumnRole AsWritten(string name, ColumnRole role) =>
        role == ColumnRole.Date && Profile.Columns.Any(column => column.Name == name && column.Dates is { } dates && DateFormats.IsDayFirst(dates.Format)) ? ColumnRole.DayFirst : role;
}
