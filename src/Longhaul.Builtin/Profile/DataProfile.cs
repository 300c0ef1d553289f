using Longhaul.Evaluation.Vault;
using Longhaul.Pipelines;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Profile;

/// <summary>
/// What the data of a task are: the first thing to look at, and what the portfolio is chosen by. Takes time linear in the number of cells and
/// memory that doesn't grow with the rows beyond <see cref="RowSample.Size"/>, hashes of rows apart.
/// </summary>
public sealed record DataProfile
{
    private const double BinsForATree = 60_000;
    private const double FewestForATree = 0.1;

    /// <summary>Of fewer labelled rows the vault takes none, so that those that are left are fewer than these.</summary>
    private const double FewestBesideAVault = VaultPlan.FewestRows * 0.9;

    private readonly HashSet<string> _features = [];

    public required int Rows { get; init; }
    public required int TestRows { get; init; }

    /// <summary>Rows of train that distributions were taken from.</summary>
    public required int SampledRows { get; init; }

    /// <summary>Every column of train that is no target, in file order.</summary>
    public required IReadOnlyList<ColumnProfile> Columns { get; init; }

    public required IReadOnlyList<TargetProfile> Targets { get; init; }
    public required RowTwins Twins { get; init; }

    /// <summary>Spearman's rank correlation of the ids' order with the target: an id that knows something. Null where there is none to take.</summary>
    public double? IdCorrelation { get; init; }

    /// <summary>Columns that a model may use: in test as well, and neither id nor constant nor the column of groups.</summary>
    public required IReadOnlyList<string> Features
    {
        get;
        init => (field, _features) = (value, value.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The columns that tell the series of a panel apart (<see cref="Panel"/>); none where there is one series, or no time.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    /// <summary>Whether a model may use the column; takes no longer where columns are thousands.</summary>
    public bool IsFeature(string column) => _features.Contains(column);

    /// <summary>The columns of a kind that a model may use.</summary>
    public IReadOnlyList<ColumnProfile> Usable(ColumnKind kind) => [.. Columns.Where(column => column.Kind == kind && IsFeature(column.Name))];

    /// <summary>Bins that boosting makes of all usable numbers: at most so many each, and no more than there are values or thirds of rows.</summary>
    public double Bins(int most) => Usable(ColumnKind.Number).Sum(column => Math.Min(most, Math.Min(column.Distinct, Rows / 3.0)));

    /// <summary>
    /// The share of the features that a boosted tree should see at most, 0.1 … 1: of very many fine numbers, such as the points of a spectrum, a part, as they
    /// repeat one another, and histograms of all of them would not fit into a processor's cache. Of 230 fine numbers it sees all, of 2,300 a tenth.
    /// </summary>
    public double ShareForATree(int bins) => Math.Round(Math.Clamp(BinsForATree / Math.Max(1, Bins(bins)), FewestForATree, 1), 2);

    /// <summary>A LightGBM whose trees see no more than <see cref="ShareForATree"/>.</summary>
    public ModelSpec Thinned(ModelSpec model) =>
        ShareForATree(model.Params.Integer("max_bin")) is var share && share < model.Params.Number("feature_fraction") ? model.With("feature_fraction", share) : model;

    /// <summary>Profiles the tables of a task.</summary>
    /// <param name="problem">What is predicted, from <see cref="Evaluation.Views.ProblemReader"/>.</param>
    public static DataProfile Of(TaskPackage task, Table train, Table test, Problem problem)
    {
        int[] trainRows = RowSample.Of(train.RowCount), testRows = RowSample.Of(test.RowCount);
        // Of a series the vault takes the end, and nothing from between.
        var lacksRows = task.Split != SplitKind.Time && train.RowCount >= FewestBesideAVault;
        ColumnProfile[] columns =
        [
            .. train.Columns.Where(column => !task.Targets.Contains(column.Name)).AsParallel().AsOrdered().Select(column => ColumnProfiler.Of(
                column, test.Has(column.Name) ? test[column.Name] : null, trainRows, testRows,
                task.Submission.Id.Contains(column.Name),
                task.Images.Contains(column.Name) ? CellFiles.Images : task.Files.Contains(column.Name) ? CellFiles.Others : CellFiles.None, lacksRows)),
        ];
        var series = Panel.Keys(task, train, columns);
        // Numbers that name a store or an item count nothing.
        foreach (var i in Enumerable.Range(0, columns.Length).Where(i => columns[i].Kind == ColumnKind.Number && series.Contains(columns[i].Name, StringComparer.Ordinal)))
            columns[i] = ColumnProfiler.AsCategory(columns[i]);
        string[] features = [.. columns.Where(column => IsFeature(column, task)).Select(column => column.Name)];
        return new DataProfile
        {
            Rows = train.RowCount,
            TestRows = test.RowCount,
            SampledRows = trainRows.Length,
            Columns = ColumnFamilies.Compared(columns, train),
            Targets = [.. problem.Targets.Select(target => TargetProfiler.Of(target, train[target.Name]))],
            Twins = RowTwins.Count(train, test, features, task.Targets),
            IdCorrelation = TargetProfiler.IdCorrelation(task, train, problem, trainRows),
            Features = features,
            Series = series,
        };
    }

    /// <summary>The same with fewer columns to learn from.</summary>
    public DataProfile Without(IEnumerable<string> columns) => this with { Features = [.. Features.Except(columns, StringComparer.Ordinal)] };

    private static bool IsFeature(ColumnProfile column, TaskPackage task) =>
        column.InTest && (column.Name != task.Group || column.Kind == ColumnKind.Image) && column.Kind is not (ColumnKind.Id or ColumnKind.Constant);
}
