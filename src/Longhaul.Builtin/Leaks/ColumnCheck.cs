using System.Globalization;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>
/// Columns that alone tell the target. A strong predictor is no leak: a near-perfect one must also leave at most a third of what all other columns
/// together leave open, unless it is practically exact, or is the target in shape: on its scale, or a value per class. A column with empty cells is
/// judged on all rows, and on those where it is filled: a copy may stand in a part of the rows.
/// </summary>
internal static class ColumnCheck
{
    private const int FewestRows = 20, FewestFilled = 200;

    public static IEnumerable<Alarm> Run(AuditedData data)
    {
        if (data.Rows.Length < FewestRows)
            return [];
        ColumnView[] views = [.. data.Features.SelectMany(column => ColumnView.Of(column, data))];
        return data.Answers.SelectMany(answer => Of(data, answer, views)).OrderByDescending(alarm => alarm.Figure).DistinctBy(alarm => alarm.Columns[0]);
    }

    private static IEnumerable<Alarm> Of(AuditedData data, Answer answer, ColumnView[] views)
    {
        List<Alarm> alarms = [.. Judge(answer, views, data.Folds, where: "")];
        var named = alarms.Select(alarm => alarm.Columns[0]).ToHashSet(StringComparer.Ordinal);
        var partly = views.Where(view => view.Filled is { Length: >= FewestFilled } && !named.Contains(view.Column)).AsParallel().AsOrdered()
            .Where(view => IsSuspectWhereFilled(view, answer, data.Folds)).ToArray();
        return alarms.Concat(partly.SelectMany(view => WhereFilled(view, answer, views, data.Folds)));
    }

    private static bool IsSuspectWhereFilled(ColumnView view, Answer answer, int[] folds)
    {
        var known = answer.At(view.Filled!);
        return Suspicion.Of(view.At(view.Filled!), known, Array.ConvertAll(view.Filled!, row => folds[row])).IsSuspect(known);
    }

    private static IEnumerable<Alarm> WhereFilled(ColumnView view, Answer answer, ColumnView[] views, int[] folds)
    {
        ColumnView[] whole = [.. views.Where(other => other.IsWhole).Select(other => other.At(view.Filled!))];
        return Judge(answer.At(view.Filled!), whole, Array.ConvertAll(view.Filled!, row => folds[row]), where: " where it is filled").Where(alarm => alarm.Columns[0] == view.Column);
    }

    private static IEnumerable<Alarm> Judge(Answer answer, ColumnView[] views, int[] folds, string where)
    {
        Suspicion[] all = [.. views.AsParallel().AsOrdered().Select(view => Suspicion.Of(view, answer, folds))];
        Suspicion[] suspects = [.. all.Where(one => one.IsSuspect(answer))];
        if (suspects.Length == 0)
            yield break;
        var away = suspects.Select(one => one.View.Column).ToHashSet(StringComparer.Ordinal);
        var above = all.Where(one => one.View.IsWhole && !away.Contains(one.View.Column)).Select(one => (one.View.Bins, one.Power.Skill));
        var (rest, perOutput) = RestOfColumns.Explain(answer, above, folds);
        foreach (var one in suspects)
        {
            if (one.Verdict(answer, rest, perOutput) is var (kind, output))
                yield return Describe(one, answer, kind, output, output is { } of ? perOutput[of] : rest, where);
        }
    }

    private static Alarm Describe(Suspicion one, Answer answer, AlarmKind kind, int? output, double rest, string where)
    {
        var target = output is { } label ? $"`{answer.Name}` = `{answer.Labels[label]}`" : $"`{answer.Name}`";
        var does = kind switch
        {
            AlarmKind.TargetCopy => $"is close to a copy of the target {target}",
            AlarmKind.NearPerfectColumn => $"alone tells the target {target} nearly perfectly",
            _ => $"tells the target {target}",
        };
        return new Alarm(
            kind, $"{char.ToUpperInvariant(one.View.Name[0])}{one.View.Name[1..]} {does}{where}: probably a leak.", [one.View.Column], output is { } of ? one.Power.PerOutput[of] : one.Skill,
            string.Create(CultureInfo.InvariantCulture, $"the share of {target} that it explains alone on rows held out ({answer.Rows} rows, {one.View.Bins.Count} bins); all columns above suspicion together explain {Math.Max(0, rest):0.##}"),
            "Find out whether it is known when predicting; if not, the score is worth nothing in use, and the column should go from both tables.",
            AlarmAction.Kept);
    }
}
