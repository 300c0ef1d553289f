using System.Globalization;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Vault;

/// <summary>
/// Which labelled rows the host holds back (DESIGN §8): about a tenth, drawn as the test rows differ from the train rows. Deterministic in the
/// seed.
/// </summary>
/// <param name="Rows">Their rows in train, ascending; empty where there is no vault.</param>
/// <param name="Scheme">How they were drawn, or why none were, in words for people.</param>
public sealed record VaultPlan(int[] Rows, string Scheme)
{
    /// <summary>Below so many labelled rows a tenth decides nothing, and its rows are worth more in training.</summary>
    public const int FewestRows = 500;

    /// <summary>More rows than these tell hardly more than they do, and are worth more in training.</summary>
    public const int MostRows = 4000;

    private const double Share = 0.1;
    private const int FewestGroups = 20;
    private const int FewestMoments = 20;
    private const int RareClass = 8;

    /// <summary>The plan for a task's labelled rows.</summary>
    /// <exception cref="TaskPackageException">The split is by group, and no group column is named.</exception>
    public static VaultPlan Make(TaskPackage task, Table train, Problem problem, int seed)
    {
        var wanted = Math.Min((int)Math.Round(train.RowCount * Share), MostRows);
        if (train.RowCount < FewestRows)
            return None(string.Create(CultureInfo.InvariantCulture, $"{train.RowCount} labelled rows are fewer than {FewestRows}"));
        var plan = task.Split switch
        {
            SplitKind.Random => AtRandom(train, problem, wanted, seed),
            SplitKind.Group => ByGroup(task, train, wanted, seed),
            SplitKind.Time => ByTime(task, train, wanted),
            _ => throw new InvalidOperationException($"No vault for {task.Split}."),
        };
        return Vanished(train, problem, plan.Rows) is { } label ? None($"without its rows none would be left of {label}") : plan;
    }

    // A class that candidates never see can't be learnt, nor can some metrics be computed without it.
    private static string? Vanished(Table train, Problem problem, int[] rows)
    {
        foreach (var target in problem.Targets.Where(target => target.Classes.Count > 0 && rows.Length > 0))
        {
            var (all, held) = (train[target.Name].Counts(), train[target.Name].Rows(rows).Counts());
            if (held.FirstOrDefault(label => label.Value >= all[label.Key]).Key is { } gone)
                return $"'{gone}' ({target.Name})";
        }

        return null;
    }

    private static VaultPlan None(string why) => new([], $"no vault: {why}");

    // Every n-th row in the order of the classes: each class gets its share; a rare one keeps all its rows.
    private static VaultPlan AtRandom(Table train, Problem problem, int wanted, int seed)
    {
        var strata = RowOrder.Strata(train, problem);
        var sizes = strata?.CountBy(stratum => stratum).ToDictionary();
        int[] order = [.. RowOrder.Stratified(train.RowCount, strata, unchecked(seed + 7919)).Where(row => sizes is null || sizes[strata![row]] >= RareClass)];
        // Drawn closer, every n-th row would be the same one more than once, and the few classes with enough rows would give most of theirs.
        if (order.Length < 2 * wanted)
            return None(string.Create(CultureInfo.InvariantCulture, $"only {order.Length} of {train.RowCount} rows are of a class that has {RareClass} or more"));
        int[] rows = [.. Enumerable.Range(0, wanted).Select(i => order[(int)((i + 0.5) * order.Length / wanted)]).Order()];
        var how = strata is null ? "at random" : "at random, stratified by class";
        return new VaultPlan(rows, string.Create(CultureInfo.InvariantCulture, $"{rows.Length} rows {how}"));
    }

    // Whole groups in a random order, those that are too large for what is still wanted passed over.
    private static VaultPlan ByGroup(TaskPackage task, Table train, int wanted, int seed)
    {
        var column = train[task.Group ?? throw new TaskPackageException(task.Folder, "the split is by group, but no group column is named ('group: COLUMN').")];
        var groups = RowOrder.Shuffled(train.RowCount, unchecked(seed + 7919)).GroupBy(row => column[row], StringComparer.Ordinal).ToList();
        if (groups.Count < FewestGroups)
            return None(string.Create(CultureInfo.InvariantCulture, $"{groups.Count} groups ({column.Name}) are fewer than {FewestGroups}"));
        var taken = new List<int>();
        var count = 0;
        foreach (var group in groups.Where(group => taken.Count + group.Count() <= wanted * 1.2))
        {
            if (taken.Count >= wanted)
                break;
            taken.AddRange(group);
            count++;
        }

        return count < 2
            ? None($"its groups ({column.Name}) are too large to hold some of them back")
            : new VaultPlan([.. taken.Order()], string.Create(CultureInfo.InvariantCulture, $"{taken.Count} rows of {count} whole groups ({column.Name})"));
    }

    // The newest rows; those of one moment stay together.
    private static VaultPlan ByTime(TaskPackage task, Table train, int wanted)
    {
        var (order, isSameMoment) = RowOrder.ByTime(task, train);
        var from = order.Length - wanted;
        while (from < order.Length && isSameMoment(from))
            from++;
        var moments = Enumerable.Range(from, order.Length - from).Count(i => i == from || !isSameMoment(i));
        var by = task.TimeColumn is { } time ? $"by {time}" : "in file order";
        return moments < FewestMoments
            ? None(string.Create(CultureInfo.InvariantCulture, $"its newest tenth has {moments} moments ({by}), fewer than {FewestMoments}"))
            : new VaultPlan([.. order[from..].Order()], string.Create(CultureInfo.InvariantCulture, $"the newest {order.Length - from} rows {by}"));
    }
}
