using Longhaul.Evaluation.Scoring;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Decisions;

/// <summary>Predictions as the submission has them.</summary>
/// <param name="Rows">Held-out rows of train, as in <see cref="Pipelines.RawPredictions.Rows"/>.</param>
/// <param name="Folds">The fold of each held-out row.</param>
/// <param name="HeldOut">
/// A column per submission column, a cell per held-out row. Whatever was fitted (thresholds, cut points, calibration) was fitted on the other
/// folds, so that a score of these cells is honest.
/// </param>
/// <param name="Test">The same for the test rows, in file order; what was fitted was fitted on all held-out rows.</param>
/// <param name="Frozen">What the test rows were decided by, for any further row.</param>
/// <param name="Description">How raw predictions became these, in one line.</param>
public sealed record DecidedPredictions(
    IReadOnlyList<int> Rows, IReadOnlyList<int> Folds, IReadOnlyList<Column> HeldOut, IReadOnlyList<Column> Test, FrozenDecision Frozen, string Description)
{
    /// <summary>The form in which an experiment's predictions are stored.</summary>
    public Table ToTable(int testRows) =>
        PredictionsTable.Make(Folds, Rows, testRows, HeldOut.Select((column, i) => new Column(column.Name, column.Concat(Test[i]))));
}
