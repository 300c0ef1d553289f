using System.Globalization;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>
/// Columns that alone tell the target. A strong predictor is no leak: a near-perfect one must also leave at most a third of what all other columns
/// together leave open, unless it is practically exact, or is the target in shape: on its scale, or a value per class. Copies, of the target or of
/// the column itself, are no part of these others. A column with empty cells is judged on all rows, and on those where it is filled: a copy may
/// stand in a part of the rows.
/// </summary>
internal static class ColumnCheck
{
    private const int FewestRows = 20, FewestFilled = 200, MostInexact = 20;

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
        Suspicion[] suspects = [.. all.Where(one => one.IsSuspect(answer)).OrderByDescending(one => one.Most)];
        if (suspects.Length == 0)
            return [];
        var exact = suspects.Where(one => one.Most >= Suspicion.Exact).Select(one => one.View.Column).ToHashSet(StringComparer.Ordinal);
        Suspicion[] columns = [.. all.Where(one => one.View.IsWhole && !exact.Contains(one.View.Column)).OrderByDescending(one => one.Skill)];
        var ofExact = new Lazy<RestOfColumns>(() => RestOfColumns.Of(columns, answer, folds));
        var inexact = suspects.Where(one => !exact.Contains(one.View.Column)).Take(MostInexact).AsParallel().AsOrdered()
            .Select(one => (one, others: RestOfColumns.Of(ButCopies(columns, one, folds), answer, folds)));
        return suspects.Where(one => exact.Contains(one.View.Column)).Select(one => (one, others: ofExact.Value)).Concat(inexact.AsEnumerable())
            .SelectMany(pair => pair.one.Verdict(answer, pair.others) is var (kind, output) ? [Describe(pair.one, answer, kind, output, pair.others, where)] : Enumerable.Empty<Alarm>());
    }

    private static IEnumerable<Suspicion> ButCopies(Suspicion[] columns, Suspicion one, int[] folds)
    {
        var values = Answer.Of(one.View);
        return columns.Where(other => !other.IsCopyOf(values, folds));
    }

    private static Alarm Describe(Suspicion one, Answer answer, AlarmKind kind, int? output, RestOfColumns rest, string where)
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
            string.Create(CultureInfo.InvariantCulture, $"the share of {target} that it explains alone on rows held out ({answer.Rows} rows, {one.View.Bins.Count} bins); all other columns together, copies aside, explain {Math.Max(0, output is { } at ? rest.PerOutput[at] : rest.Skill):0.##}"),
            "Find out whether it is known when predicting; if not, the score is worth nothing in use, and the column should go from both tables.",
            AlarmAction.Kept);
    }
}
