using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Training;

namespace Longhaul.Tests.Trainer;

public sealed class CrossValidationTests
{
    private static readonly double[] X = [.. Enumerable.Range(0, 400).Select(i => (i * 37 % 400) / 400.0)];
    private static readonly string[] Category = [.. Enumerable.Range(0, 400).Select(i => i % 7 < 3 ? "left" : "right")];

    [Fact]
    public void LightGBM_learns_a_step_in_a_number_and_a_category()
    {
        var view = new ViewBuilderForTests().Numbers("x", X).Texts("side", Category).Target("y", X.Zip(Category, (x, side) => (x > 0.5 ? 10 : 0) + (side == "left" ? 3.0 : 0)));
        var (predictions, notes) = Run(view, MixedColumns("lightgbm"));

        var error = predictions.Rows.Select((row, i) => Math.Abs(predictions.HeldOut[0][i] - (X[row] > 0.5 ? 10 : 0) - (Category[row] == "left" ? 3 : 0))).Average();
        error.ShouldBeLessThan(0.3);
        notes.Importance.Select(importance => importance.Feature).ShouldBe(["x", "side"]);
    }

    [Fact]
    public void Every_labelled_row_is_predicted_once_in_its_own_fold()
    {
        var (predictions, _) = Run(new ViewBuilderForTests().Numbers("x", X).Texts("side", Category).Target("y", X), MixedColumns("constant"));

        predictions.Rows.Order().ShouldBe(Enumerable.Range(0, 400));
        predictions.Rows.Zip(predictions.Folds).ShouldAllBe(pair => pair.First % 4 == pair.Second);
    }

    [Fact]
    public void A_row_that_is_held_out_in_several_ways_is_predicted_once_by_their_mean()
    {
        int[] repeat = [.. Enumerable.Range(0, 400).Select(i => i / 100)];
        RawPredictions Predict(int[] folds, int[]? again) =>
            Run(new ViewBuilderForTests { Repeat = again }.Numbers("x", X).Texts("side", Category).Target("y", X).HeldOutIn(folds), MixedColumns("constant")).Item1;

        int[] first = [.. Enumerable.Range(0, 400).Select(i => i % 4)];
        var (one, other, both) = (ByRow(Predict(first, null)), ByRow(Predict(repeat, null)), Predict(first, repeat));

        both.Rows.Order().ShouldBe(Enumerable.Range(0, 400));
        both.Rows.Zip(both.Folds).ShouldAllBe(pair => pair.First % 4 == pair.Second);
        foreach (var (row, value) in ByRow(both))
            value.ShouldBe((one[row] + other[row]) / 2, 1e-12);
        both.Test[0].ShouldAllBe(value => Math.Abs(value - X.Average()) < 0.01);
    }

    [Fact]
    public void Several_classes_give_a_probability_each_and_two_classes_one()
    {
        string[] labels = [.. X.Select(x => x < 0.3 ? "a" : x < 0.7 ? "b" : "c")];
        var (many, _) = Run(new ViewBuilderForTests().Numbers("x", X).Texts("side", Category).Target("y", labels), MixedColumns("lightgbm"));
        var (two, _) = Run(new ViewBuilderForTests().Numbers("x", X).Texts("side", Category).Target("y", Category), MixedColumns("lightgbm"));

        many.Outputs.ShouldBe(["y=a", "y=b", "y=c"]);
        Enumerable.Range(0, many.Rows.Length).ShouldAllBe(i => Math.Abs(many.HeldOut.Sum(output => output[i]) - 1) < 1e-9);
        two.Outputs.ShouldBe(["y"]);
        two.Rows.Select((row, i) => two.HeldOut[0][i] > 0.5 == (Category[row] == "right")).ShouldAllBe(right => right);
    }

    [Fact]
    public void Several_targets_get_a_model_each_and_rows_without_a_label_are_left_out_of_training()
    {
        var view = new ViewBuilderForTests().Numbers("x", X).Texts("side", Category)
            .Target("one", X.Select(x => x > 0.5 ? 1.0 : 0)).Target("two", X.Select((x, i) => i % 3 == 0 ? double.NaN : x > 0.5 ? 100 : 50));
        var (predictions, _) = Run(view, MixedColumns("lightgbm"));

        predictions.Outputs.ShouldBe(["one", "two"]);
        predictions.Rows.Select((row, i) => Math.Abs(predictions.HeldOut[1][i] - (X[row] > 0.5 ? 100 : 50))).Average().ShouldBeLessThan(3);
    }

    [Fact]
    public void A_time_split_trains_on_the_past_alone_and_refits_for_the_test_rows()
    {
        double[] level = [.. Enumerable.Range(0, 100).Select(i => (double)(i / 20))];
        var view = new ViewBuilderForTests { Split = SplitKind.Time }.Numbers("x", level).Target("y", level);
        var pipeline = Pipeline.Parse("columns: {x: number}\nmodel: {kind: constant, params: {value: mean}}");
        var (predictions, notes) = Run(view, pipeline);

        predictions.HeldOut[0].Distinct().ShouldBe([0, 0.5, 1, 1.5]);
        predictions.Test[0].ShouldAllBe(value => value == 2);
        notes.Refit!.Rows.ShouldBe(100);
    }

    [Fact]
    public void The_logarithm_of_the_target_is_undone()
    {
        var pipeline = Pipeline.Parse("columns: {x: number}\nmodel: {kind: constant}\ntarget: {transform: log1p}");
        var (predictions, _) = Run(new ViewBuilderForTests().Numbers("x", X).Target("y", X.Select(_ => 7.0)), pipeline);

        predictions.HeldOut[0].ShouldAllBe(value => Math.Abs(value - 7) < 1e-9);
    }

    [Theory]
    [InlineData("lightgbm")]
    [InlineData("constant")]
    [InlineData("linear")]
    [InlineData("extra-trees")]
    public void The_same_input_gives_the_same_bits(string model)
    {
        var view = new ViewBuilderForTests().Numbers("x", X).Texts("side", Category).Target("y", X.Select(x => Math.Sin(9 * x)));
        var (first, _) = Run(view, MixedColumns(model));
        var (second, _) = Run(view, MixedColumns(model));

        first.HeldOut[0].ShouldBe(second.HeldOut[0]);
        first.Test[0].ShouldBe(second.Test[0]);
    }

    [Fact]
    public void Held_out_labels_change_nothing_in_their_own_folds_predictions()
    {
        double[] y = [.. X.Select(x => Math.Sin(9 * x))];
        var (plain, _) = Run(new ViewBuilderForTests().Numbers("x", X).Texts("side", Category).Target("y", y), MixedColumns("lightgbm"));
        var (forged, _) = Run(new ViewBuilderForTests().Numbers("x", X).Texts("side", Category).Target("y", y.Select((value, row) => row % 4 == 0 ? 1000.0 : value)), MixedColumns("lightgbm"));

        var inFoldZero = plain.Folds.Count(fold => fold == 0);
        forged.HeldOut[0].Take(inFoldZero).ShouldBe(plain.HeldOut[0].Take(inFoldZero));
    }

    [Fact]
    public void Work_that_cannot_finish_is_given_up_after_the_first_fold()
    {
        var pipeline = MixedColumns("constant");
        var data = new ViewBuilderForTests { Folds = 2 }.Numbers("x", X).Texts("side", Category).Target("y", X).Read(pipeline);
        List<string> lines = [];

        var error = Should.Throw<OutOfTimeException>(() => new CrossValidation(data, pipeline, 1, TimeProvider.System, lines.Add).Run(TimeSpan.FromTicks(1)));

        error.Message.ShouldStartWith("gave up after fold 1 of 2");
        lines.Count.ShouldBe(1);
    }

    private static Pipeline MixedColumns(string model) => Pipeline.Parse($$"""
        columns: {x: number, side: category}
        features: [{step: numbers}, {step: ordinal}]
        model: {kind: {{model}}}
        """);

    private static (RawPredictions Predictions, TrainingNotes Notes) Run(ViewBuilderForTests view, Pipeline pipeline) =>
        new CrossValidation(view.Read(pipeline), pipeline, 2, TimeProvider.System, _ => { }).Run(null);

    private static Dictionary<int, double> ByRow(RawPredictions predictions) => predictions.Rows.Zip(predictions.HeldOut[0]).ToDictionary(pair => pair.First, pair => pair.Second);
}
