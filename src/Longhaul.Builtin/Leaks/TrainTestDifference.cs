using System.Globalization;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>How well a model tells train rows from test rows: adversarial validation.</summary>
/// <param name="Auc">Area under the ROC curve on rows held out; 0.5 is chance.</param>
/// <param name="Rows">Train rows that were compared.</param>
/// <param name="TestRows">Test rows that were compared.</param>
/// <param name="Columns">The columns that do it, best first.</param>
public sealed record TrainTestDifference(double Auc, int Rows, int TestRows, IReadOnlyList<string> Columns)
{
    // Beyond chance at the 0.1 % level, and by enough to matter.
    private const double Deviations = 3.3, Matters = 0.1;

    /// <summary>The standard deviation of the AUC of two samples of one distribution, √((n + m + 1) / (12 n m)) (Mann and Whitney 1947).</summary>
    public double Chance => Math.Sqrt((Rows + TestRows + 1.0) / (12.0 * Rows * TestRows));

    private bool IsBeyondChance => Auc > 0.5 + Deviations * Chance;

    /// <summary>An alarm where the split is said to be random and is not; splits by time and by group differ by nature.</summary>
    public Alarm? Alarm(SplitKind split) => split != SplitKind.Random || Auc < 0.5 + Matters + Deviations * Chance ? null : new Alarm(
        AlarmKind.TrainTestApart, $"A model tells train rows from test rows, mostly by {Named}: the split is not random, or a column is not the same in test.", Columns, Auc, $"AUC of {Measure}",
        "Scores on train may not carry over: see whether test lies later, is of other groups, or was prepared in another way, and state the split in task.yaml.", AlarmAction.None);

    /// <summary>The finding in a sentence, where it is no alarm.</summary>
    public string Note(SplitKind split) => string.Create(CultureInfo.InvariantCulture, $"A model tells train rows from test rows with an AUC of {Auc:0.000} ({Measure}): ") + (split, IsBeyondChance) switch
    {
        (_, false) => "they are alike.",
        (SplitKind.Random, _) => $"a little, mostly by {Named}.",
        (SplitKind.Time, _) => $"natural where test comes later; it leans on {Named}, of which models should not make too much.",
        _ => $"natural where test is of other groups; it leans on {Named}, of which models should not make too much.",
    };

    private string Named => string.Join(", ", Columns.Select(column => $"`{column}`"));

    private string Measure => string.Create(CultureInfo.InvariantCulture, $"boosted trees on rows held out, {Rows} of train and {TestRows} of test, ids and dates aside; chance gives 0.5 ± {Chance:0.000}");
}
