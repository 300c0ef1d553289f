using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Views;

/// <summary>
/// What a candidate is given for one fold (DESIGN §4): labelled rows, and rows to predict, the test's and the held-out ones, mixed, so that one
/// execution yields both the score and the submission and no program sees a label of a row it is scored on. The vault's rows stand among them.
/// </summary>
/// <param name="Fold">The fit (<see cref="FoldPlan.Fits"/>): for the first ones the fold; −1: nothing is held out, and every label is seen.</param>
/// <param name="Train">The labelled rows the candidate sees: rows of <see cref="TaskData.Train"/>.</param>
/// <param name="Rows">The rows to predict, in the view's order.</param>
/// <param name="Ids">The view's id cells per row to predict: [id column][position]; empty where the task compares by order.</param>
/// <param name="TrainIds">The first id column's cells of <paramref name="Train"/> where the host renamed the rows; null where all rows keep their ids.</param>
public sealed record CandidateView(int Fold, int[] Train, ViewRow[] Rows, string[][] Ids, string[]? TrainIds)
{
    /// <summary>Its name in jobs, folders and logs: <c>fold-3</c>; <c>whole</c> where nothing is held out.</summary>
    public string Name => Fold < 0 ? "whole" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"fold-{Fold}");

    /// <summary>The view of a fit. Deterministic in the seed.</summary>
    public static CandidateView Make(TaskData data, int fold, int seed) =>
        Make(data, fold, [.. Enumerable.Range(0, data.Train.RowCount).Where(row => data.Folds.Trains(row, fold))], data.Folds.HeldOut(fold), seed);

    /// <summary>The view in which every label is seen: of data without a vault, for the final fit.</summary>
    public static CandidateView Whole(TaskData data, int seed) => Make(data, fold: -1, [.. Enumerable.Range(0, data.Train.RowCount)], [], seed);

    private static CandidateView Make(TaskData data, int fold, int[] train, int[] heldOut, int seed)
    {
        ViewRow[] rows =
        [
            .. heldOut.Select(row => new ViewRow(RowOrigin.Train, row)),
            .. Enumerable.Range(0, data.Vault.Count).Select(row => new ViewRow(RowOrigin.Vault, row)),
            .. Enumerable.Range(0, data.Test.RowCount).Select(row => new ViewRow(RowOrigin.Test, row)),
        ];
        // Series keep their order, since a program may rely on it; the held-out block lies before the vault's and the test's.
        if (data.Folds.Split != SplitKind.Time)
            new Random(seed + fold).Shuffle(rows);
        var names = data.Task.Submission.Id;
        if (ViewIds.AreUsable(data))
        {
            var own = names.Select(name => rows.Select(row => Cell(data, name, row)).ToArray()).ToArray();
            return new CandidateView(fold, train, rows, own, TrainIds: null);
        }

        var made = ViewIds.Make(data.Test[names[0]][0], rows.Length + train.Length, seed + fold);
        // With several id columns the first alone makes a row unique; the others keep what they say.
        string[][] ids = [made[..rows.Length], .. names.Skip(1).Select(name => rows.Select(row => Cell(data, name, row)).ToArray())];
        return new CandidateView(fold, train, rows, ids, made[rows.Length..]);
    }

    private static string Cell(TaskData data, string name, ViewRow row)
    {
        return row.TableOf(data).Find(name) is { } column ? column[row.Row] : "";
    }
}
