using System.Globalization;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Submissions;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Vault;

/// <summary>
/// Labelled rows that a candidate predicted without seeing their labels, all at once, ready for a metric: those of the folds (at most
/// <see cref="MostRows"/> of them), or the vault's.
/// </summary>
public sealed class HeldOutSample
{
    /// <summary>So many rows tell an error well enough; more would only cost time.</summary>
    public const int MostRows = 8000;

    private const int BlocksOfASeries = 30;

    private readonly Table _answers;
    private readonly Scorer _scorer;
    private readonly Func<Table, IEnumerable<int>> _positions;
    private readonly Func<int, bool> _taken;

    private HeldOutSample(TaskData data, Table rows, int[] taken, int all, Func<Table, IEnumerable<int>> positions)
    {
        _scorer = Scorer.For(data.Task with { Submission = data.Task.Submission with { Id = [PredictionsTable.RowColumn] } });
        _answers = new Table(
        [
            new Column(PredictionsTable.RowColumn, taken.Select(row => row.ToString(CultureInfo.InvariantCulture))),
            .. data.Task.Targets.Select(target => rows[target].Rows(taken)),
        ]);
        var set = taken.ToHashSet();
        (_positions, _taken, All) = (positions, set.Contains, all);
        Resampling = new Resampling(taken.Length, Clusters(data, rows.Take(taken)));
    }

    /// <summary>Rows that are looked at.</summary>
    public int Rows => _answers.RowCount;

    /// <summary>Rows that there are.</summary>
    public int All { get; }

    /// <summary>Bootstrap samples of the rows.</summary>
    public Resampling Resampling { get; }

    /// <summary>The task's metric.</summary>
    public Metric Metric => _scorer.Metric;

    /// <summary>The rows that the folds hold out.</summary>
    public static HeldOutSample Development(TaskData data)
    {
        int[] held = [.. Enumerable.Range(0, data.Train.RowCount).Where(row => data.Folds.FoldOf[row] >= 0)];
        int[] taken = held.Length <= MostRows ? held : [.. Enumerable.Range(0, MostRows).Select(i => held[(int)((long)i * held.Length / MostRows)])];
        return new HeldOutSample(data, data.Train, taken, held.Length,
            predictions => Enumerable.Range(0, data.Folds.Folds).SelectMany(fold => PredictionsTable.RowsOf(predictions, fold)));
    }

    /// <summary>The vault's rows.</summary>
    public static HeldOutSample Vault(TaskData data) =>
        new(data, data.Vault.Rows, [.. Enumerable.Range(0, data.Vault.Count)], data.Vault.Count, PredictionsTable.VaultRows);

    /// <summary>A candidate's predictions of these rows beside the truth.</summary>
    /// <param name="predictions">In the form of <see cref="PredictionsTable"/>.</param>
    /// <exception cref="SubmissionException">Rows or columns are missing.</exception>
    public MetricInput Of(Table predictions)
    {
        var row = predictions[PredictionsTable.RowColumn];
        int[] positions = [.. _positions(predictions).Where(position => _taken((int)row.Number(position)))];
        return _scorer.Align(_answers, predictions.Rows(positions));
    }

    /// <summary>How much better the one is than the other on the same rows.</summary>
    public PairedGain Compare(MetricInput one, MetricInput other)
    {
        var sign = Metric.Direction == Direction.Maximize ? 1 : -1;
        var gain = sign * (Metric.Compute(one) - Metric.Compute(other));
        var error = Resampling.Deviation(rows => Metric.Compute(one.Take(rows)) - Metric.Compute(other.Take(rows)));
        // What is looked at is a part: the error of all is smaller.
        return new PairedGain(gain, double.IsFinite(error) ? error * Math.Sqrt((double)Rows / All) : 0);
    }

    private static int[]? Clusters(TaskData data, Table rows)
    {
        switch (data.Task.Split)
        {
            case SplitKind.Group:
                var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
                return [.. rows[data.Task.Group!].Select(group => numbers.TryGetValue(group, out var known) ? known : numbers[group] = numbers.Count)];
            case SplitKind.Time:
                var (order, _) = RowOrder.ByTime(data.Task, rows);
                var clusters = new int[order.Length];
                foreach (var (place, row) in order.Index())
                    clusters[row] = (int)((long)place * Math.Min(BlocksOfASeries, order.Length) / order.Length);
                return clusters;
            default:
                return null;
        }
    }
}
