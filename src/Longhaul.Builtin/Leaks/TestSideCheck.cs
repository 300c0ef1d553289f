using Longhaul.Builtin.Profile;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>Columns that test holds in another form than train: empty, constant, or without a value in common. What was learnt of them says nothing there.</summary>
internal static class TestSideCheck
{
    private const double Chance = 1e-6, Apart = 0.95, RowsInValue = 3;
    private const int Fewest = 20;

    public static IEnumerable<Alarm> Run(AuditedData data)
    {
        foreach (var column in data.Features)
        {
            string[] train = data.Cells(column.Name), test = data.TestCells(column.Name);
            if (test.Length == 0)
                continue;
            var isEmpty = test[0].Length == 0;
            var enough = Math.Min(train.Length, test.Length) >= Fewest;
            var share = (double)train.Count(cell => cell == test[0]) / train.Length;
            if (test.All(cell => cell == test[0]) && Math.Pow(share, test.Length) < Chance && (isEmpty || enough && data.Task.Split == SplitKind.Random))
            {
                var holds = isEmpty ? "is empty" : "is the same";
                yield return Describe(column.Name, $"`{column.Name}` {holds} in every row of test, but not in train: what it tells in train, a leak perhaps, is lost there.", share, "the share of train's rows that hold that value");
            }
            else if (data.Task.Split == SplitKind.Random && enough && column.Kind == ColumnKind.Number && column.Drift is { Statistic: >= Apart } drift)
            {
                yield return Describe(column.Name, $"`{column.Name}` is wholly different in test.", drift.Statistic, "Kolmogorov and Smirnov's distance between train and test; 1: no value in common");
            }
            else if (data.Task.Split == SplitKind.Random && enough && column is { Kind: ColumnKind.Category, Drift.Unseen: >= Apart } && train.Length >= RowsInValue * column.Distinct)
            {
                yield return Describe(column.Name, $"`{column.Name}` holds other values in test than in train.", column.Drift!.Unseen, "the share of test's cells with a value that train lacks");
            }
        }
    }

    private static Alarm Describe(string column, string what, double figure, string measure) => new(
        AlarmKind.DifferentInTest, what, [column], figure, measure, "If test should hold it as train does, mend the file; if not, it can't be used.", AlarmAction.LeftOut);
}
