using System.Globalization;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Views;

/// <summary>
/// Which row is held out in which fold: the same for every candidate of a run. It mirrors how the test rows differ from the train rows: at
/// random (stratified by class), by unseen groups, or by time.
/// </summary>
/// <param name="Folds">Number of scored folds.</param>
/// <param name="FoldOf">Per labelled row: its fold, or −1 where it is never held out.</param>
/// <param name="Split">The scheme.</param>
/// <param name="Scheme">The scheme in words, for people.</param>
public sealed record FoldPlan(int Folds, int[] FoldOf, SplitKind Split, string Scheme)
{
    /// <summary>Below so many rows folds are repeated twice, below <see cref="FewRows"/> three times.</summary>
    public const int SmallRows = 2000;

    /// <summary>See <see cref="SmallRows"/>.</summary>
    public const int FewRows = 500;

    /// <summary>Above so many rows those with images may be dealt into fewer folds.</summary>
    public const int ManyImages = 4000;

    /// <summary>In so many ways at most rows are dealt into folds.</summary>
    public const int MostWays = 3;

    /// <summary>
    /// Further ways to deal the same rows into as many folds (Kim 2009: repeated cross-validation): per repeat the fold of each row. A row's
    /// prediction is the mean over all ways, so that the luck of one partition makes no winner; scores are those of <see cref="FoldOf"/>.
    /// </summary>
    public IReadOnlyList<int[]> Repeats { get; init; } = [];

    /// <summary>How often a candidate is fitted: once per fold and repeat. Fit i holds fold i mod <see cref="Folds"/> of its repeat out.</summary>
    public int Fits => Folds * (1 + Repeats.Count);

    /// <summary>Whether the row's label may be seen in fit <paramref name="fit"/>.</summary>
    public bool Trains(int row, int fit) => Split == SplitKind.Time ? FoldOf[row] < fit : Dealt(fit)[row] != fit % Folds;

    /// <summary>Rows held out in a fit, in file order. The first fits are those of the scored folds.</summary>
    public int[] HeldOut(int fit)
    {
        var dealt = Dealt(fit);
        return [.. Enumerable.Range(0, dealt.Length).Where(row => dealt[row] == fit % Folds)];
    }

    /// <summary>The plan with repeats where the rows are few; series can't be dealt otherwise.</summary>
    public FoldPlan WithRepeats(TaskPackage task, Table train, Problem problem, int seed)
    {
        var ways = train.RowCount < FewRows ? MostWays : train.RowCount < SmallRows ? 2 : 1;
        if (ways == 1 || Split == SplitKind.Time)
            return this;
        return this with
        {
            Repeats = [.. Enumerable.Range(1, ways - 1).Select(repeat => Make(task, train, problem, unchecked(seed + (repeat * 104_729))).FoldOf)],
            Scheme = string.Create(CultureInfo.InvariantCulture, $"{Scheme}, dealt in {ways} ways"),
        };
    }

    private int[] Dealt(int fit) => fit < Folds ? FoldOf : Repeats[(fit / Folds) - 1];

    /// <summary>The plan for a task. Deterministic in the seed.</summary>
    /// <param name="train">Labelled rows only.</param>
    /// <param name="horizon">For time splits: so many labelled rows ahead the test rows reach (<see cref="Horizon"/>); 0: not known.</param>
    /// <param name="fewOfImages">Whether many rows with images are dealt into three folds: a network takes a minute per fold, and with five of them would see the images less often.</param>
    /// <exception cref="TaskPackageException">Too few rows or groups.</exception>
    public static FoldPlan Make(TaskPackage task, Table train, Problem problem, int seed, int horizon = 0, bool fewOfImages = false)
    {
        if (train.RowCount < 4)
            throw new TaskPackageException(task.TrainFile, $"there are {train.RowCount} labelled rows; at least 4 are needed to hold some out.");
        return task.Split switch
        {
            SplitKind.Time => ByTime(task, train, horizon),
            SplitKind.Group => ByGroup(task, train, seed),
            SplitKind.Random => AtRandom(train, problem, seed, fewOfImages && task.Images.Count > 0 && train.RowCount > ManyImages ? 3 : 5),
            _ => throw new InvalidOperationException($"No fold plan for {task.Split}."),
        };
    }

    // Above 100,000 rows a tenth of them estimates a score as well as all would, at a fraction of the time.
    private static FoldPlan AtRandom(Table train, Problem problem, int seed, int usual)
    {
        var rows = train.RowCount;
        var (folds, share) = rows > 300_000 ? (2, 0.1) : rows > 100_000 ? (3, 0.15) : (Math.Min(usual, rows / 2), 1.0);
        var strata = RowOrder.Strata(train, problem);
        var ordered = RowOrder.Stratified(rows, strata, seed);
        var foldOf = new int[rows];
        var every = share < 1 ? (int)Math.Round(1 / share) : folds;
        for (var i = 0; i < rows; i++)
            foldOf[ordered[i]] = i % every < folds ? i % every : -1;
        var how = strata is null ? "at random" : "at random, stratified by class";
        var part = share < 1 ? string.Create(CultureInfo.InvariantCulture, $", each of {share:P0} of the rows") : "";
        return new FoldPlan(folds, foldOf, SplitKind.Random, $"{folds} folds {how}{part}");
    }

    // Largest groups first, each into the fold with the fewest rows so far.
    private static FoldPlan ByGroup(TaskPackage task, Table train, int seed)
    {
        var column = train[task.Group ?? throw new TaskPackageException(task.Folder, "the split is by group, but no group column is named ('group: COLUMN').")];
        var groups = RowOrder.Shuffled(train.RowCount, seed).GroupBy(row => column[row], StringComparer.Ordinal).OrderByDescending(group => group.Count()).ToList();
        if (groups.Count < 2)
            throw new TaskPackageException(task.TrainFile, $"the group column '{column.Name}' has one value; at least 2 are needed.");
        var folds = Math.Min(5, groups.Count);
        var sizes = new int[folds];
        var foldOf = new int[train.RowCount];
        foreach (var group in groups)
        {
            var fold = Array.IndexOf(sizes, sizes.Min());
            foreach (var row in group)
                foldOf[row] = fold;
            sizes[fold] += group.Count();
        }

        return new FoldPlan(folds, foldOf, SplitKind.Group, $"{folds} folds of whole groups ({column.Name})");
    }

    // Consecutive blocks at the end, each predicted from all that lies before it.
    private static FoldPlan ByTime(TaskPackage task, Table train, int horizon)
    {
        var rows = train.RowCount;
        var (order, isSameMoment) = RowOrder.ByTime(task, train);
        var (count, block) = Blocks(rows, horizon);
        var blocks = new int[rows];
        for (var i = 0; i < rows; i++)
            blocks[i] = Math.Max(-1, count - 1 - ((rows - 1 - i) / block));
        var foldOf = new int[rows];
        foreach (var (i, fold) in Together(blocks, isSameMoment, count).Index())
            foldOf[order[i]] = fold;
        var by = task.TimeColumn is { } time ? $"by {time}" : "in file order";
        return new FoldPlan(count, foldOf, SplitKind.Time, $"{count} blocks of about {block} rows {by}, each predicted from what lies before it");
    }

    /// <summary>
    /// How many blocks, and of how many rows. A block is as long as what is asked, so that the score measures that, but no longer than a fifth of the rows:
    /// three of them leave two fifths for the first one to learn from, and one origin more says more than longer blocks do (ADR 0010). Short ones are up to
    /// five, none below a tenth. Without a horizon the last half is three blocks.
    /// </summary>
    private static (int Count, int Rows) Blocks(int rows, int horizon)
    {
        if (horizon == 0)
            return (3, Math.Max(1, rows / 6));
        var block = Math.Max(1, Math.Clamp(horizon, rows / 10, rows / 5));
        return (Math.Clamp(rows / (2 * block), 3, 5), block);
    }

    // Rows of one moment belong together: else a row would be predicted from others of its own moment. Where there are too few moments for
    // that, blocks are cut by rows.
    private static int[] Together(int[] blocks, Func<int, bool> isSameMoment, int count)
    {
        var together = (int[])blocks.Clone();
        for (var i = blocks.Length - 2; i >= 0; i--)
            together[i] = isSameMoment(i + 1) ? together[i + 1] : blocks[i];
        return Enumerable.Range(-1, count + 1).All(together.Contains) ? together : blocks;
    }
}
