using Longhaul.Builtin.Profile;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Leaks;

/// <summary>What the checks look at: the task's tables, the profile, a sample of train with its folds, and the targets on it.</summary>
internal sealed class AuditedData
{
    /// <summary>Rows of train that single columns are judged on, and of test.</summary>
    public const int SampleSize = 20_000;

    private const int MostTargets = 10;

    public AuditedData(TaskPackage task, Problem problem, Table train, Table test, DataProfile profile, int seed)
    {
        (Task, Train, Test, Profile, Seed) = (task, train, test, profile, seed);
        Rows = RowSample.Of(train.RowCount, SampleSize);
        TestRows = RowSample.Of(test.RowCount, SampleSize);
        Targets = [.. problem.Targets.Take(MostTargets)];
        Answers = [.. Targets.Select(target => Answer.Of(target, train[target.Name], Rows))];
        Folds = FoldsOf();
    }

    public TaskPackage Task { get; }

    public Table Train { get; }

    public Table Test { get; }

    public DataProfile Profile { get; }

    public int Seed { get; }

    /// <summary>The sampled rows of train, ascending.</summary>
    public int[] Rows { get; }

    public int[] TestRows { get; }

    public IReadOnlyList<Target> Targets { get; }

    public IReadOnlyList<Answer> Answers { get; }

    /// <summary>A fold per sampled row: at random; by blocks of time where test lies later; by groups where test holds others.</summary>
    public int[] Folds { get; }

    /// <summary>The columns that models may use.</summary>
    public IEnumerable<ColumnProfile> Features => Profile.Columns.Where(column => Profile.IsFeature(column.Name));

    /// <summary>A column's cells on the sampled rows of train.</summary>
    public string[] Cells(string column) => Array.ConvertAll(Rows, row => Train[column][row]);

    /// <summary>A column's cells on the sampled rows of test; none where test lacks it.</summary>
    public string[] TestCells(string column) => Test.Find(column) is { } cells ? Array.ConvertAll(TestRows, row => cells[row]) : [];

    /// <summary>A column's numbers on the sampled rows of train.</summary>
    public double[] Numbers(string column) => Array.ConvertAll(Rows, row => Train[column].Number(row));

    private int[] FoldsOf()
    {
        var random = new Random(Seed);
        if (Task.Split == SplitKind.Group && Task.Group is { } group && Train.Has(group))
        {
            var bins = Bins.Levels(Cells(group));
            var ofGroup = Enumerable.Range(0, bins.Count).Select(at => at % Power.Folds).ToArray();
            random.Shuffle(ofGroup);
            return Array.ConvertAll(bins.Of, bin => ofGroup[bin]);
        }

        if (Task.Split == SplitKind.Time)
            return ByTime(TimeLine.Of(this)?.Train ?? [.. Enumerable.Range(0, Train.RowCount).Select(row => (double)row)]);
        var folds = Enumerable.Range(0, Rows.Length).Select(at => at % Power.Folds).ToArray();
        random.Shuffle(folds);
        return folds;
    }

    private int[] ByTime(double[] moments)
    {
        var order = Enumerable.Range(0, Rows.Length).OrderBy(at => moments[Rows[at]]).ToArray();
        var folds = new int[Rows.Length];
        for (var i = 0; i < order.Length; i++)
            folds[order[i]] = (int)((long)i * Power.Folds / order.Length);
        return folds;
    }
}
