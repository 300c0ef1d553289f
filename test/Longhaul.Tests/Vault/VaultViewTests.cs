using Longhaul.Builtin.Training;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Submissions;
using Longhaul.Tests.Views;
using Longhaul.Trainer.Data;

namespace Longhaul.Tests.Vault;

/// <summary>What is shown of the vault: its rows, never their labels.</summary>
public sealed class VaultViewTests
{
    private const int Rows = 600;

    // The label says its row: whoever sees it knows what it saw.
    private static readonly TaskData Data = SmallData.Load(
        Small.Task("rmse", ["y"]),
        SmallData.Rows("id,x,y", Rows, row => $"{row},{row * 3},{row + 0.5:F1}"),
        SmallData.Rows("id,x,y", 12, row => $"{1000 + row},{row * 5},"),
        SmallData.Rows("id,y", 12, row => $"{1000 + row},0"),
        form: ViewsForm.Vault);

    private static readonly HashSet<string> Secret = [.. Data.Vault.Rows["y"]];

    [Fact]
    public void The_vaults_rows_are_not_among_those_to_learn_from()
    {
        Data.Vault.Count.ShouldBe(60);
        Data.Train.RowCount.ShouldBe(Rows - 60);
        Data.Train["id"].Concat(Data.Vault.Rows["id"]).ShouldBeUnique();
        Data.Folds.FoldOf.Length.ShouldBe(Data.Train.RowCount);
    }

    [Fact]
    public void In_every_fold_a_candidate_is_asked_for_them_and_sees_no_label_of_theirs()
    {
        for (var fit = 0; fit < Data.Folds.Fits; fit++)
        {
            var (train, test, sample) = SmallData.Files(Data, CandidateView.Make(Data, fit, 7));

            train["y"].ShouldAllBe(label => !Secret.Contains(label));
            test.Has("y").ShouldBeFalse();
            sample["y"].ShouldAllBe(label => label == "0");
            Data.Vault.Rows["x"].Except(test["x"]).ShouldBeEmpty();
            test.RowCount.ShouldBe(Data.Folds.HeldOut(fit).Length + 60 + 12);
        }
    }

    [Fact]
    public void Our_trainer_sees_none_of_their_labels_either()
    {
        using var root = new TemporaryFolder();
        var run = new RunFolder(root.At("run"));
        TrainerView.Write(run, Data);

        var view = TrainingView.Read(run.TrainerData);
        view.Rows.ShouldBe(Data.Train.RowCount);
        view.TestRows.ShouldBe(60 + 12);
        view.Repeats.ShouldBe(1);
        ArrowTable.SchemaOf(Path.Combine(run.TrainerData, "test.arrow")).GetFieldIndex("y").ShouldBe(-1);
        var labels = ArrowTable.Batches(Path.Combine(run.TrainerData, "train.arrow")).SelectMany(batch => ArrowTable.Numbers(batch.Column("y"), "y").ToArray()).ToArray();
        labels.ShouldBe(Data.Train["y"].Numbers());
        labels.Intersect(Data.Vault.Rows["y"].Numbers()).ShouldBeEmpty();
    }

    [Fact]
    public void Our_trainer_reads_marks_among_numbers_and_columns_that_test_lacks_as_empty()
    {
        var data = SmallData.Load(
            Small.Task("rmse", ["y"]),
            SmallData.Rows("id,x,z,y", Rows, row => $"{row},{(row % 20 == 3 ? "?" : $"{row}.5")},{row},{row + 0.5:F1}"),
            SmallData.Rows("id,x,z", 2, row => $"{1000 + row},{(row == 0 ? "?" : "7")},"),
            SmallData.Rows("id,y", 2, row => $"{1000 + row},0"),
            form: ViewsForm.Vault);
        using var root = new TemporaryFolder();
        var run = new RunFolder(root.At("run"));
        TrainerView.Write(run, data);

        var frame = FrameReader.Read(run.TrainerData, Pipeline.Parse("columns: {x: number, z: number}\nfeatures: [{step: numbers}]\nmodel: {kind: linear}")).Frame;

        var (x, z) = (frame.Column<NumberColumn>("x").Values, frame.Column<NumberColumn>("z").Values);
        x[..data.Train.RowCount].ShouldBe(data.Train["x"].Numbers().Select(number => (float)number));
        x[^2..].ShouldBe([float.NaN, 7]);
        z[..data.Train.RowCount].ShouldBe(data.Train["z"].Numbers().Select(number => (float)number));
        z[^2..].ShouldBe([float.NaN, float.NaN]);
        ArrowTable.SchemaOf(Path.Combine(run.TrainerData, "train.arrow")).GetFieldByName("z").DataType.ShouldBeOfType<Apache.Arrow.Types.DoubleType>();
    }

    [Fact]
    public void One_execution_per_fold_predicts_them_with_the_test_rows()
    {
        var kind = PredictionKinds.Values;
        var merged = FoldPredictions.Merge(Data, [.. Enumerable.Range(0, Data.Folds.Fits).Select(fit =>
        {
            var view = CandidateView.Make(Data, fit, 7);
            return (view, new Table([new Column("y", view.Rows.Select(row => $"{(row.Origin == RowOrigin.Vault ? 5000 : row.IsTest ? 9000 : fit < 5 ? 100 : 300) + row.Row}"))]));
        })], kind);

        var vault = PredictionsTable.VaultRows(merged);
        merged["y"].Rows(vault).ShouldBe(Enumerable.Range(0, 60).Select(row => $"{5000 + row}"));
        merged["y"].Rows(PredictionsTable.TestRows(merged)).ShouldBe(Enumerable.Range(0, 12).Select(row => $"{9000 + row}"));
        // Each held-out row is the mean of the two ways it was dealt.
        foreach (var position in PredictionsTable.RowsOf(merged, 0))
            merged["y"].Number(position).ShouldBe(200 + merged[PredictionsTable.RowColumn].Number(position));
        new FoldScorer(Data).Submission(merged)["y"].ShouldBe(Enumerable.Range(0, 12).Select(row => $"{9000 + row}"));
    }

    [Fact]
    public void The_whole_view_shows_every_label()
    {
        var all = SmallData.Load(
            Small.Task("rmse", ["y"]),
            SmallData.Rows("id,x,y", Rows, row => $"{row},{row * 3},{row + 0.5:F1}"),
            SmallData.Rows("id,x", 12, row => $"{1000 + row},{row * 5}"),
            SmallData.Rows("id,y", 12, row => $"{1000 + row},0"));
        var (train, test, _) = SmallData.Files(all, CandidateView.Whole(all, 7));

        train.RowCount.ShouldBe(Rows);
        test.RowCount.ShouldBe(12);
    }
}
