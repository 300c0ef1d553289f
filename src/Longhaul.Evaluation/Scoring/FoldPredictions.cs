using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;

namespace Longhaul.Evaluation.Scoring;

/// <summary>Puts together what a candidate predicted in its executions, one per fold.</summary>
public static class FoldPredictions
{
    /// <summary>
    /// One <see cref="PredictionsTable"/> from the fits' predictions, each in its view's row order: for a row that several fits predict (all of them
    /// predict the vault's and the test rows, one of each repeat a held-out row) the mean of numbers, or the most frequent text (the first one at
    /// a tie).
    /// </summary>
    /// <param name="fits">A view with the table that answers it, rows in the view's order; the folds' in order, then their repeats'.</param>
    /// <param name="kind">What the submission's columns hold.</param>
    public static Table Merge(TaskData data, IReadOnlyList<(CandidateView View, Table Predictions)> fits, PredictionKinds kind)
    {
        var average = kind is PredictionKinds.Scores or PredictionKinds.ClassProbabilities or PredictionKinds.MultiLabel or PredictionKinds.Values;
        var answers = Answers(fits);
        var folds = Enumerable.Range(0, data.Folds.Folds).SelectMany(fold => data.Folds.HeldOut(fold).Select(row => (Fold: fold, Row: new ViewRow(RowOrigin.Train, row)))).ToArray();
        ViewRow[] rows =
        [
            .. folds.Select(pair => pair.Row),
            .. Enumerable.Range(0, data.Vault.Count).Select(row => new ViewRow(RowOrigin.Vault, row)),
            .. Enumerable.Range(0, data.Test.RowCount).Select(row => new ViewRow(RowOrigin.Test, row)),
        ];
        return PredictionsTable.Make(
            [.. folds.Select(pair => pair.Fold)],
            [.. folds.Select(pair => pair.Row.Row)],
            data.Test.RowCount,
            data.Task.Submission.Columns.Select(name => new Column(name, rows.Select(row => Together([.. answers[row].Select(at => (at.Predictions[name], at.Position))], average)))));
    }

    private static Dictionary<ViewRow, List<(Table Predictions, int Position)>> Answers(IReadOnlyList<(CandidateView View, Table Predictions)> fits)
    {
        var answers = new Dictionary<ViewRow, List<(Table, int)>>();
        foreach (var (view, predictions) in fits)
        {
            foreach (var (position, row) in view.Rows.Index())
            {
                if (!answers.TryGetValue(row, out var known))
                    answers[row] = known = [];
                known.Add((predictions, position));
            }
        }

        return answers;
    }

    private static string Together(IReadOnlyList<(Column Column, int Row)> cells, bool average) =>
        cells.Count == 1 ? cells[0].Column[cells[0].Row]
        : average ? cells.Average(cell => cell.Column.Number(cell.Row)).ToString("R", System.Globalization.CultureInfo.InvariantCulture)
        : cells.GroupBy(cell => cell.Column[cell.Row], StringComparer.Ordinal).MaxBy(group => group.Count())!.Key;
}
