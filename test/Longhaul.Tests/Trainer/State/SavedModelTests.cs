using Longhaul.Pipelines;
using Longhaul.Pipelines.Schema;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;

namespace Longhaul.Tests.Trainer.State;

public sealed class SavedModelTests
{
    private const int Rows = 240;

    // Hyper-parameters that lead to other state than the defaults do, or that keep a test short.
    private static readonly string[] Variants =
    [
        "{kind: lightgbm, params: {boosting: dart, rounds: 20, early_stopping: 0}}",
        "{kind: lightgbm, params: {boosting: rf, rounds: 20, early_stopping: 0, bagging_fraction: 0.6, bagging_freq: 1}}",
        "{kind: lightgbm, params: {linear_tree: true, rounds: 20, early_stopping: 0}}",
        "{kind: lightgbm, params: {extra_trees: true, rounds: 20, early_stopping: 0}}",
        "{kind: linear, params: {l1_ratio: 0.5}}",
        "{kind: discriminant, params: {pooling: 0.5}}",
        "{kind: svm, params: {c: 1, gamma: 1, scale: none}}",
        "{kind: extra-trees, params: {trees: 20, samples: 0.5}}",
        "{kind: random-forest, params: {trees: 20, min_leaf: 5}}",
        "{kind: neighbours, params: {k: 3, weights: uniform, scale: none}}",
    ];

    public static TheoryData<string> EveryModel => [.. ModelCatalogue.All.Keys.Except(ModelCatalogue.NeedLibTorch).Select(kind => $"{{kind: {kind}}}"), .. Variants];

    [Theory]
    [MemberData(nameof(EveryModel))]
    public void A_saved_model_predicts_the_same_to_the_last_bit(string model)
    {
        var spec = Pipeline.Parse($"columns: {{x: number}}\nmodel: {model}").Model;
        foreach (var (classes, sparse) in new[] { (0, false), (2, true), (4, false) })
        {
            var matrix = Features(Rows, 0, sparse);
            double[] labels = [.. Enumerable.Range(0, Rows).Select(row => classes == 0 ? Math.Sin(row) + row * 0.01 : (row + row / 7) % classes)];
            var fold = new InnerFold([.. Enumerable.Range(0, 180)], [.. Enumerable.Range(180, 60)]);
            if (Refused(spec.Kind, classes))
                continue;
            var fitted = LearnerFactory.Make(spec, new MetricSpec("rmse", Direction.Minimize), TargetTransform.None)
                .Fit(new TrainingSet(matrix, labels, classes, () => [fold], 2, 5), null);

            var loaded = LearnerFactory.Load(spec, RoundTrip.Of(fitted.Save));

            var asked = Features(97, 1000, sparse);
            Bits.Of(loaded.Predict(asked)).ShouldBe(Bits.Of(fitted.Predict(asked)));
            Bits.Of(loaded.Predict(asked.Take([96]))).ShouldBe(Bits.Of([.. fitted.Predict(asked).Select(output => output[96..])]));
            RoundTrip.Bytes(loaded.Save).ShouldBe(RoundTrip.Bytes(LearnerFactory.Load(spec, RoundTrip.Of(loaded.Save)).Save));
        }
    }

    [Theory]
    [MemberData(nameof(EveryModel))]
    public void A_model_refuses_the_state_of_nothing_with_a_message(string model)
    {
        var spec = Pipeline.Parse($"columns: {{x: number}}\nmodel: {model}").Model;

        Should.Throw<PipelineException>(() => LearnerFactory.Load(spec, RoundTrip.Of(_ => { }))).Message.ShouldContain("no saved state that can be used");
    }

    [Fact]
    public void A_forest_whose_nodes_point_nowhere_is_refused()
    {
        var spec = ModelSpec.Of("extra-trees");
        var state = RoundTrip.Of(to =>
        {
            to.Set("outputs", 1);
            to.Set("fills", new float[] { 0 });
            to.Set("trees", 1);
            var tree = to.Part("0");
            tree.Set("features", new[] { 0, -1, -1 });
            tree.Set("thresholds", new float[] { 0, 0, 0 });
            tree.Set("left", new[] { 0, 0, 0 });
            tree.Set("shares", Array.Empty<float>());
        });

        Should.Throw<PipelineException>(() => LearnerFactory.Load(spec, state)).Message.ShouldContain("node 0 points nowhere");
    }

    [Fact]
    public void A_text_that_is_no_LightGBM_model_is_refused()
    {
        var state = RoundTrip.Of(to =>
        {
            to.Set("outputs", 1);
            to.Set("features", 1);
            to.Set("model", "tree\nversion=v4\nnonsense");
        });

        Should.Throw<PipelineException>(() => LearnerFactory.Load(ModelSpec.Of("lightgbm"), state)).Message.ShouldContain("no saved state that can be used");
    }

    [Fact]
    public void LightGBMs_multiclass_objective_predicts_the_second_of_two_classes()
    {
        var spec = ModelSpec.Of("lightgbm", ("objective", "multiclass"), ("rounds", "10"), ("early_stopping", "0"));
        var matrix = Features(Rows, 0, sparse: false);
        double[] labels = [.. matrix.Dense[0].Select(value => value > 0 ? 1.0 : 0)];
        var fitted = LearnerFactory.Make(spec, new MetricSpec("log_loss", Direction.Minimize), TargetTransform.None)
            .Fit(new TrainingSet(matrix, labels, 2, () => [], 2, 5), null);

        var predictions = fitted.Predict(matrix);

        predictions.Length.ShouldBe(1);
        Enumerable.Range(0, Rows).ShouldAllBe(row => predictions[0][row] > 0.5 == labels[row] > 0);
    }

    // Some models are for classes or for numbers alone.
    private static bool Refused(string kind, int classes) => classes == 0
        ? kind is "discriminant" or "nb-svm"
        : kind is "gaussian-process" or "seasonal-naive" or "exponential-smoothing";

    private static FeatureMatrix Features(int rows, int salt, bool sparse)
    {
        float[][] dense =
        [
            [.. Enumerable.Range(salt, rows).Select(row => MathF.Sin(row * 1.7f))],
            [.. Enumerable.Range(salt, rows).Select(row => row % 8 == 0 ? float.NaN : row * 31 % 17)],
            [.. Enumerable.Range(salt, rows).Select(row => row % 9 == 0 ? float.NaN : row % 5f)],
        ];
        Feature[] features = [new("a days"), new("b"), new("c", Levels: 5)];
        if (!sparse)
            return FeatureMatrix.Of(rows, dense, features);
        var csr = new CsrMatrix(30, [.. Enumerable.Range(0, rows + 1).Select(row => row * 2)],
            [.. Enumerable.Range(salt, rows).SelectMany(row => new[] { row % 15, 15 + row * 7 % 15 })], [.. Enumerable.Range(0, rows * 2).Select(i => 1 + i % 3f)]);
        return new FeatureMatrix(rows, dense, csr, [.. features, .. Enumerable.Range(0, 30).Select(i => new Feature($"s{i}"))]);
    }
}
