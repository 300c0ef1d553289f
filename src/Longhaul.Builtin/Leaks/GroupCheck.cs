using System.Globalization;
using Longhaul.Builtin.Profile;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>
/// Columns that name what several rows come from (a patient, a speaker). Where test holds others than train, folds at random flatter; where it
/// holds the same and their label never changes, a name is all that is learnt.
/// </summary>
internal static class GroupCheck
{
    private const int FewestGroups = 10, FewestTest = 20, FewestEntities = 30, LargestEntity = 50, MostRows = 50_000;
    private const double RowsInGroup = 3, Grouped = 0.9, Unseen = 0.95, Certain = 0.9;

    public static IEnumerable<Alarm> Run(AuditedData data)
    {
        if (data.Task.Split != SplitKind.Random)
            yield break;
        foreach (var column in data.Profile.Columns.Where(IsName))
        {
            if (data.Test.Find(column.Name) is not { } test)
                continue;
            var groups = Groups.Of(data.Train[column.Name]);
            if (groups.Rows.Count < FewestGroups)
                continue;
            var unseen = groups.Unseen(test);
            if (groups.InGroups >= Grouped && groups.MeanSize >= RowsInGroup && unseen >= Unseen && data.Test.RowCount >= FewestTest)
            {
                yield return new Alarm(
                    AlarmKind.GroupsSplit, $"Rows come in groups by `{column.Name}`, and test holds other groups than train: random folds leak what is known of a group.", [column.Name], unseen,
                    string.Create(CultureInfo.InvariantCulture, $"the share of test's rows whose value train lacks; in train a value has {groups.MeanSize:0.#} rows on average"),
                    $"State `split: group` and `group: {column.Name}` in task.yaml, so that folds are like test.", data.Profile.IsFeature(column.Name) ? AlarmAction.LeftOut : AlarmAction.NotUsed);
            }
            else if (unseen < 0.5 && groups.Rows.Count >= FewestEntities && groups.InGroups >= 0.5 && groups.MeanSize <= LargestEntity && Constancy(data, groups) is var (answer, skill) && skill >= Certain)
            {
                yield return new Alarm(
                    AlarmKind.EntityTells, $"Rows of one `{column.Name}` nearly always have the same `{answer}`, and test holds the same ones: it leaks the label.", [column.Name], skill,
                    $"the share of `{answer}` that the other rows of the same `{column.Name}` explain ({groups.Rows.Count} values)",
                    "If rows to come are of new ones, the score will not hold: state `split: group`.", data.Profile.IsFeature(column.Name) ? AlarmAction.Kept : AlarmAction.NotUsed);
            }
        }
    }

    private static bool IsName(ColumnProfile column) =>
        column.InTest && (column.Kind is ColumnKind.Category or ColumnKind.Id or ColumnKind.Text || column is { Kind: ColumnKind.Number, Numbers.Whole: true });

    /// <summary>The target that a group's other rows tell best, with how much of it: 1 − Σ(y − mean of the others)² / Σ(y − ȳ)².</summary>
    private static (string Target, double Skill)? Constancy(AuditedData data, Groups groups)
    {
        (string, double)? best = null;
        int[][] several = [.. groups.Rows.Where(group => group.Count > 1).Select(group => group.ToArray())];
        int[] rows = [.. several.SelectMany(group => group)];
        foreach (var target in data.Targets)
        {
            var answer = Answer.Of(target, data.Train[target.Name], rows);
            double errors = 0, spread = 0;
            foreach (var output in answer.IsClass ? answer.Outputs : answer.Outputs[..1])
            {
                var mean = output.Average();
                var at = 0;
                foreach (var group in several)
                {
                    var sum = 0.0;
                    for (var i = 0; i < group.Length; i++)
                        sum += output[at + i];
                    for (var i = 0; i < group.Length; i++)
                    {
                        var others = (sum - output[at + i]) / (group.Length - 1);
                        errors += Math.Pow(output[at + i] - others, 2);
                        spread += Math.Pow(output[at + i] - mean, 2);
                    }

                    at += group.Length;
                }
            }

            if (spread > 0 && 1 - errors / spread > (best?.Item2 ?? 0))
                best = (target.Name, 1 - errors / spread);
        }

        return best;
    }

    /// <summary>Rows by value. Of a long table some values, but all rows of each.</summary>
    private sealed record Groups(IReadOnlyList<List<int>> Rows, HashSet<string> Known, double InGroups, double MeanSize)
    {
        public static Groups Of(Column column)
        {
            var share = (uint)Math.Max(1, column.Count / MostRows);
            var rows = new Dictionary<string, List<int>>(StringComparer.Ordinal);
            var known = new HashSet<string>(StringComparer.Ordinal);
            for (var row = 0; row < column.Count; row++)
            {
                if (column.IsEmpty(row))
                    continue;
                var cell = column[row];
                known.Add(cell);
                if (share == 1 || Hash(cell) % share == 0)
                    (rows.TryGetValue(cell, out var list) ? list : rows[cell] = []).Add(row);
            }

            double all = rows.Values.Sum(list => list.Count);
            return new Groups([.. rows.Values], known, rows.Values.Where(list => list.Count > 1).Sum(list => list.Count) / Math.Max(1, all), all / Math.Max(1, rows.Count));
        }

        public double Unseen(Column test)
        {
            int filled = 0, unseen = 0;
            for (var row = 0; row < test.Count; row++)
            {
                if (test.IsEmpty(row))
                    continue;
                filled++;
                unseen += Known.Contains(test[row]) ? 0 : 1;
            }

            return filled == 0 ? 0 : (double)unseen / filled;
        }

        private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, character) => (hash ^ character) * 16777619u);
    }
}
