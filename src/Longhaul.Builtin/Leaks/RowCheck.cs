using System.Globalization;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>
/// Rows that stand in train and in test, or several times in train: exactly, or nearly. Tables of few different values repeat by nature: what
/// counts is what goes beyond the chance of independent columns, and, for test, beyond how often train repeats itself.
/// </summary>
internal static class RowCheck
{
    private const int Fewest = 5;
    private const double MuchShared = 0.01, MuchRepeated = 0.1, BeyondTrain = 3, Agreement = 0.9;
    private static readonly double?[] Grids = [null, 0, 0.25, 0.5, 0.75];

    public static IEnumerable<Alarm> Run(AuditedData data)
    {
        var keys = new RowKeys(data);
        if (keys.Columns == 0 || keys.TestRows.Length == 0)
            yield break;
        var chance = ByChance(data);
        var (shared, twin) = Count(keys);
        var (sharedRows, twinRows) = (shared.Count(is_ => is_), twin.Count(at => at >= 0));
        double ofTest = (double)sharedRows / shared.Length, ofTrain = (double)twinRows / twin.Length;
        var chanceOfTest = Math.Min(1, chance * keys.TrainRows.Length);
        var alike = Alike(data, keys, twin);
        if (sharedRows >= Fewest && ofTest >= MuchShared && ofTest > 10 * chanceOfTest && (ofTest > BeyondTrain * ofTrain || ofTest >= MuchRepeated && alike >= Agreement))
        {
            yield return new Alarm(
                AlarmKind.SharedRows, "Rows of test also stand in train, with their labels (equal or nearly so in every column but the id): shared rows are a leak.", [], ofTest,
                string.Create(CultureInfo.InvariantCulture, $"the share of test's rows ({sharedRows} of {shared.Length}) that have a twin in train; of train's own rows {ofTrain:0.###} have one"),
                "Models look these rows up: the grade says less about new rows. Take them out of one of the tables.", AlarmAction.Kept);
        }

        if (twinRows >= 2 * Fewest && ofTrain >= MuchRepeated && ofTrain > 10 * chanceOfTest && alike >= Agreement && data.Task.Split != Runs.Tasks.SplitKind.Group)
        {
            yield return new Alarm(
                AlarmKind.Twins, "Rows of train repeat others (equal or nearly so in every column but the id) and have the same label: twins in different folds flatter models that remember rows.", [], ofTrain,
                string.Create(CultureInfo.InvariantCulture, $"the share of train's rows ({twinRows} of {twin.Length}) that have a twin in train; the labels of {alike:P0} of them agree"),
                ofTest < ofTrain / 3 ? "Test has far fewer twins: drop the copies, or split by what they were copied from (split: group)." : "Test has such twins too, so the folds are like it; new data may not be.", AlarmAction.None);
        }
    }

    /// <summary>Per row of test whether it has a twin in train, and per row of train the place of another one like it, or −1.</summary>
    private static (bool[] Shared, int[] Twin) Count(RowKeys keys)
    {
        var shared = new bool[keys.TestRows.Length];
        var twin = new int[keys.TrainRows.Length];
        Array.Fill(twin, -1);
        foreach (var grid in Grids)
        {
            var (train, test) = keys.At(grid);
            var first = new Dictionary<ulong, int>(train.Length);
            for (var i = 0; i < train.Length; i++)
            {
                if (first.TryAdd(train[i], i))
                    continue;
                twin[i] = first[train[i]];
                if (twin[twin[i]] < 0)
                    twin[twin[i]] = i;
            }

            for (var i = 0; i < test.Length; i++)
                shared[i] |= first.ContainsKey(test[i]);
        }

        return (shared, twin);
    }

    /// <summary>The share of twins whose first target is the same, or for numbers within a tenth of its deviation.</summary>
    private static double Alike(AuditedData data, RowKeys keys, int[] twin)
    {
        var target = data.Targets[0];
        var column = data.Train[target.Name];
        var tolerance = data.Profile.Targets[0].Numbers is { } numbers ? 0.1 * numbers.Deviation : 0;
        var rows = Enumerable.Range(0, twin.Length).Where(i => twin[i] >= 0).ToArray();
        return rows.Length == 0 ? 0 : rows.Count(i => target.Kind == Runs.Tasks.TargetKind.Class
            ? column[keys.TrainRows[i]] == column[keys.TrainRows[twin[i]]]
            : Math.Abs(column.Number(keys.TrainRows[i]) - column.Number(keys.TrainRows[twin[i]])) <= tolerance) / (double)rows.Length;
    }

    /// <summary>The probability that a row of test equals a given row of train, were the columns independent: Π Σ p(v) q(v), on bins of numbers as wide as the grid.</summary>
    private static double ByChance(AuditedData data)
    {
        var product = 1.0;
        foreach (var column in data.Features.Where(column => column.Kind is not (Profile.ColumnKind.Image or Profile.ColumnKind.File)))
        {
            var width = column.Numbers is { Deviation: > 0 } numbers ? 0.02 * numbers.Deviation : 0;
            string Key(Runs.Tables.Column cells, int row) =>
                width > 0 && double.IsFinite(cells.Number(row)) ? Math.Floor(cells.Number(row) / width).ToString(CultureInfo.InvariantCulture) : cells[row];
            var train = data.Rows.Select(row => Key(data.Train[column.Name], row)).CountBy(key => key).ToDictionary(StringComparer.Ordinal);
            var test = data.TestRows.Select(row => Key(data.Test[column.Name], row)).CountBy(key => key);
            product *= Math.Max(1e-6, test.Sum(level => level.Value / (double)data.TestRows.Length * train.GetValueOrDefault(level.Key) / data.Rows.Length));
        }

        return product;
    }
}
