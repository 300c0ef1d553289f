using System.Globalization;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>
/// Columns that alone tell the target. A strong predictor is no leak: a near-perfect one must also leave at most a third of what all other columns
/// together leave open, unless it is practically exact, or is the target in shape: on its scale, or a value per class.
/// </summary>
internal static class ColumnCheck
{
    private const int FewestRows = 20;

    public static IEnumerable<Alarm> Run(AuditedData data)
    {
        if (data.Rows.Length < FewestRows)
            return [];
        ColumnView[] views = [.. data.Features.SelectMany(column => ColumnView.Of(column, data))];
        return data.Answers.SelectMany(answer => Of(data, answer, views)).OrderByDescending(alarm => alarm.Figure).DistinctBy(alarm => alarm.Columns[0]);
    }

    private static IEnumerable<Alarm> Of(AuditedData data, Answer answer, ColumnView[] views)
    {
        Suspicion[] all = [.. views.AsParallel().AsOrdered().Select(view => Suspicion.Of(view, answer, data.Folds))];
        Suspicion[] suspects = [.. all.Where(one => one.IsSuspect(answer))];
        if (suspects.Length == 0)
            yield break;
        var away = suspects.Select(one => one.View.Column).ToHashSet(StringComparer.Ordinal);
        var above = all.Where(one => one.View.IsWhole && !away.Contains(one.View.Column)).Select(one => (one.View.Bins, one.Power.Skill));
        var (rest, perOutput) = RestOfColumns.Explain(answer, above, data.Folds);
        foreach (var one in suspects)
        {
            if (one.Verdict(answer, rest, perOutput) is var (kind, output))
                yield return Describe(one, answer, kind, output, output is { } of ? perOutput[of] : rest);
        }
    }

    private static Alarm Describe(Suspicion one, Answer answer, AlarmKind kind, int? output, double rest)
    {
        var target = output is { } label ? $"`{answer.Name}` = `{answer.Labels[label]}`" : $"`{answer.Name}`";
        var does = kind switch
        {
            AlarmKind.TargetCopy => $"is close to a copy of the target {target}",
            AlarmKind.NearPerfectColumn => $"alone tells the target {target} nearly perfectly",
            _ => $"tells the target {target}",
        };
        return new Alarm(
            kind, $"{char.ToUpperInvariant(one.View.Name[0])}{one.View.Name[1..]} {does}: probably a leak.", [one.View.Column], output is { } of ? one.Power.PerOutput[of] : one.Skill,
            string.Create(CultureInfo.InvariantCulture, $"the share of {target} that it explains alone on rows held out ({answer.Rows} rows, {one.View.Bins.Count} bins); all columns above suspicion together explain {Math.Max(0, rest):0.##}"),
            "Find out whether it is known when predicting; if not, the score is worth nothing in use, and the column should go from both tables.",
            AlarmAction.Kept);
    }
}
