using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Views;

/// <summary>Orders of labelled rows that folds and the vault are cut from.</summary>
internal static class RowOrder
{
    /// <summary>Rows by time, and whether the row at a place in that order is of the same moment as the one before it.</summary>
    public static (int[] Order, Func<int, bool> IsSameMoment) ByTime(TaskPackage task, Table train)
    {
        var rows = Enumerable.Range(0, train.RowCount);
        if (task.TimeColumn is not { } name || !train.Has(name))
            return ([.. rows], _ => false);
        var column = train[name];
        if (Moments.Of(column) is { } moments)
        {
            int[] byMoment = [.. rows.OrderBy(row => moments[row])];
            return (byMoment, i => moments[byMoment[i]].Equals(moments[byMoment[i - 1]]));
        }

        int[] byText = [.. rows.OrderBy(row => column[row], StringComparer.Ordinal)];
        return (byText, i => column[byText[i]] == column[byText[i - 1]]);
    }

    /// <summary>The class of each row where there is one target of classes (−1 for a label that is none of them), else null.</summary>
    public static int[]? Strata(Table train, Problem problem)
    {
        if (problem.Targets is not [{ Classes.Count: > 0 } target])
            return null;
        var index = target.Classes.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i, StringComparer.Ordinal);
        var column = train[target.Name];
        return [.. Enumerable.Range(0, train.RowCount).Select(row => index.GetValueOrDefault(column[row], -1))];
    }

    /// <summary>0 … n − 1 in an order that depends on the seed alone (Fisher–Yates).</summary>
    public static int[] Shuffled(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }

    /// <summary>All rows shuffled, then by stratum where there are strata: whatever takes every n-th of them takes its share of each.</summary>
    public static int[] Stratified(int count, int[]? strata, int seed)
    {
        var order = Shuffled(count, seed);
        return strata is null ? order : [.. order.OrderBy(row => strata[row])];
    }
}
