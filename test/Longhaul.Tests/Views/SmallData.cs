using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Submissions;

namespace Longhaul.Tests.Views;

/// <summary>Small tasks in memory that tests bend.</summary>
internal static class SmallData
{
    /// <summary>Rows to learn from and rows to predict; ids 0 … and 1000 …, the label alternates.</summary>
    public static TaskData Make(int rows = 30, int testRows = 12, int seed = 7) => Load(
        Small.Task("accuracy", ["y"]),
        Rows("id,x,y", rows, row => $"{row},{row * 3},{"ab"[row % 2]}"),
        Rows("id,x", testRows, row => $"{1000 + row},{row * 5}"),
        Rows("id,y", testRows, row => $"{1000 + row},a"),
        seed);

    /// <summary>The data of tables that went through files, as in a run.</summary>
    public static TaskData Load(TaskPackage task, Table train, Table test, Table sample, int seed = 7, ViewsForm form = ViewsForm.Plain)
    {
        using var folder = new TemporaryFolder();
        TableWriter.Write(folder.At("train.csv"), train);
        TableWriter.Write(folder.At("test.csv"), test);
        TableWriter.Write(folder.At("sample.csv"), sample);
        var read = task with { TrainFile = folder.At("train.csv"), TestFile = folder.At("test.csv"), SampleFile = folder.At("sample.csv") };
        return TaskData.Load(read, seed, form) with { Task = task };
    }

    /// <summary>Predictions of the target <c>y</c> for every row that is asked for: held-out ones, the vault's, test rows.</summary>
    public static Table Predictions(TaskData data, Func<ViewRow, string> predict)
    {
        var held = Enumerable.Range(0, data.Folds.Folds).SelectMany(fold => data.Folds.HeldOut(fold).Select(row => (fold, row))).ToArray();
        ViewRow[] rows =
        [
            .. held.Select(pair => new ViewRow(RowOrigin.Train, pair.row)),
            .. Enumerable.Range(0, data.Vault.Count).Select(row => new ViewRow(RowOrigin.Vault, row)),
            .. Enumerable.Range(0, data.Test.RowCount).Select(row => new ViewRow(RowOrigin.Test, row)),
        ];
        return PredictionsTable.Make([.. held.Select(pair => pair.fold)], [.. held.Select(pair => pair.row)], data.Test.RowCount, [new Column("y", rows.Select(predict))]);
    }

    /// <summary>A row's label; of test rows, which have none, the given one.</summary>
    public static string Label(TaskData data, ViewRow row, string test) => row.Origin switch
    {
        RowOrigin.Train => data.Train["y"][row.Row],
        RowOrigin.Vault => data.Vault.Rows["y"][row.Row],
        _ => test,
    };

    public static Table Rows(string header, int rows, Func<int, string> line) => Small.Table([header, .. Enumerable.Range(0, rows).Select(line)]);

    /// <summary>The view's three tables as a candidate reads them.</summary>
    public static (Table Train, Table Test, Table Sample) Files(TaskData data, CandidateView view)
    {
        using var folder = new TemporaryFolder();
        CandidateViewFiles.Write(data, view, folder.Path);
        var options = new TableReadOptions { AllowNoRows = true };
        return (Table.Read(folder.At("train.csv"), options), Table.Read(folder.At("test.csv"), options), Table.Read(folder.At("sample_submission.csv"), options));
    }
}
