using System.Globalization;
using Longhaul.Evaluation.Submissions;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Scoring;

/// <summary>Computes development scores from stored predictions: the same way at the first time, at every <c>verify</c>, and for every candidate.</summary>
public sealed class FoldScorer
{
    private readonly TaskData _data;
    private readonly Scorer _scorer;
    private readonly (int[] Rows, Table Answers)[] _folds;
    private readonly Lazy<IReadOnlyDictionary<string, string>?> _spelling;

    /// <exception cref="Runs.UserErrorException">The metric is unknown.</exception>
    public FoldScorer(TaskData data)
    {
        _data = data;
        _scorer = Scorer.For(data.Task with { Submission = data.Task.Submission with { Id = [PredictionsTable.RowColumn] } });
        _spelling = new(() => ZeroOneLabels.Of(data.Task, data.Train, data.Sample));
        _folds = [.. Enumerable.Range(0, data.Folds.Folds).Select(fold => (data.Folds.HeldOut(fold), Answers(data, fold)))];
    }

    /// <summary>Number of scored folds.</summary>
    public int Folds => _folds.Length;

    /// <summary>The score of an experiment's predictions (<see cref="PredictionsTable"/>).</summary>
    /// <param name="partial">Whether folds may be missing altogether: they are then unscored.</param>
    /// <exception cref="SubmissionException">A fold's rows or a column are missing.</exception>
    public Score Score(Table predictions, bool partial = false)
    {
        var values = _folds.Select((fold, index) => Part(predictions, index) is var part && partial && part.RowCount == 0 ? double.NaN : _scorer.Score(fold.Answers, part)).ToArray();
        return Scoring.Score.FromFolds(values, _data.Task.Metric.Name, _scorer.Metric.Direction);
    }

    /// <summary>
    /// The submission that the predictions make: the sample's rows and columns with the predicted cells. Rows follow the sample, or the test
    /// table where the task compares by order. Labels are spelled as the sample has them (<see cref="ZeroOneLabels"/>).
    /// </summary>
    public Table Submission(Table predictions)
    {
        var positions = PredictionsTable.TestRows(predictions);
        var ids = _data.Task.Submission.Id;
        var order = ids.Count == 0 ? Enumerable.Range(0, _data.Sample.RowCount).ToArray() : SampleOrder();
        return new Table([.. _data.Sample.Columns.Select(column => ids.Contains(column.Name, StringComparer.Ordinal)
            ? column
            : Spelled(predictions[column.Name].Rows(order.Select(row => positions[row]))))]);
    }

    private Column Spelled(Column labels) => _spelling.Value is { } spelling ? new Column(labels.Name, labels.Select(label => spelling.GetValueOrDefault(label, label))) : labels;

    private static Table Part(Table predictions, int fold)
    {
        var rows = PredictionsTable.RowsOf(predictions, fold);
        return new Table([.. predictions.Columns.Skip(1).Select(column => column.Rows(rows))]);
    }

    // Ids may be empty or repeat: equal ones are matched in order.
    private int[] SampleOrder()
    {
        try
        {
            return RowAlignment.Match(_data.Sample, _data.Test, _data.Task.Submission.Id);
        }
        catch (SubmissionException)
        {
            throw new TableException(_data.Task.SampleFile, null, $"its ids aren't those of {Path.GetFileName(_data.Task.TestFile)}.");
        }
    }

    private static Table Answers(TaskData data, int fold)
    {
        var rows = data.Folds.HeldOut(fold);
        return new Table(
        [
            new Column(PredictionsTable.RowColumn, rows.Select(row => row.ToString(CultureInfo.InvariantCulture))),
            .. data.Task.Targets.Select(target => data.Train[target].Rows(rows)),
        ]);
    }
}
