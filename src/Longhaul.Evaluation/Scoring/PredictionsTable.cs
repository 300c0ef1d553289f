using System.Globalization;
using Longhaul.Runs.Tables;

namespace Longhaul.Evaluation.Scoring;

/// <summary>
/// An experiment's <c>predictions.csv</c>: <c>__fold</c>, <c>__row</c>, then the submission's columns. Held-out rows come first, by fold and row
/// (positions among the rows of train that are not in the vault); then the vault's, their fold being <c>vault</c>, with their position there;
/// test rows follow with an empty fold and their position in test.
/// </summary>
public static class PredictionsTable
{
    public const string FoldColumn = "__fold";
    public const string RowColumn = "__row";
    private const string Vault = "vault";

    /// <summary>The table from its parts.</summary>
    /// <param name="folds">Fold of each held-out row.</param>
    /// <param name="rows">Row in train of each held-out row.</param>
    /// <param name="testRows">Number of test rows.</param>
    /// <param name="columns">The submission's columns: cells of the held-out rows, then of the vault's rows, then of the test rows.</param>
    public static Table Make(IReadOnlyList<int> folds, IReadOnlyList<int> rows, int testRows, IEnumerable<Column> columns)
    {
        Column[] cells = [.. columns];
        var vaultRows = cells[0].Count - rows.Count - testRows;
        return new Table(
        [
            new Column(FoldColumn, folds.Select(Text).Concat(Enumerable.Repeat(Vault, vaultRows)).Concat(Enumerable.Repeat("", testRows))),
            new Column(RowColumn, rows.Concat(Enumerable.Range(0, vaultRows)).Concat(Enumerable.Range(0, testRows)).Select(Text)),
            .. cells,
        ]);
    }

    /// <summary>Positions of the rows of a fold.</summary>
    public static int[] RowsOf(Table predictions, int fold) => Those(predictions, Text(fold));

    /// <summary>Positions of the vault's rows.</summary>
    public static int[] VaultRows(Table predictions) => Those(predictions, Vault);

    /// <summary>Positions of the test rows.</summary>
    public static int[] TestRows(Table predictions) => Those(predictions, "");

    private static int[] Those(Table predictions, string fold)
    {
        var column = predictions[FoldColumn];
        return [.. Enumerable.Range(0, predictions.RowCount).Where(row => column[row] == fold)];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
