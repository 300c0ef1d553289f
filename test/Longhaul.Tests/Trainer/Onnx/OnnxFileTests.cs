using System.Text.Json;
using Longhaul.Pipelines.Arrow;
using Longhaul.Trainer;
using Longhaul.Trainer.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Longhaul.Tests.Trainer.Onnx;

public sealed class OnnxFileTests : IDisposable
{
    private const int Rows = 400;
    private const int Asked = 60;

    private static readonly string[] Sides = ["left", "right", "top", "bottom", "front", "back", "größe", ""];

    private readonly string _folder = Directory.CreateTempSubdirectory("longhaul-onnx-").FullName;

    private string Out => Path.Combine(_folder, "out");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string, int> Pipelines
    {
        get
        {
            string[] models =
            [
                "{kind: lightgbm, params: {rounds: 60, early_stopping: 0, min_data_in_leaf: 5}}",
                "{kind: lightgbm, params: {rounds: 30, early_stopping: 0, boosting: dart}}",
                "{kind: lightgbm, params: {rounds: 30, early_stopping: 0, boosting: rf, bagging_fraction: 0.6, bagging_freq: 1}}",
                "{kind: extra-trees, params: {trees: 25}}",
                "{kind: random-forest, params: {trees: 25, min_leaf: 3}}",
                "{kind: linear}",
            ];
            string[] steps =
            [
                "[{step: numbers}, {step: ordinal, min_count: 3}]",
                "[{step: numbers, missing: median, flags: true, scale: standard, clip: 0.02, log: true}, {step: one-hot, min_count: 3}]",
                "[{step: numbers, missing: median}, {step: ordinal, native: false}, {step: frequency}, {step: target-encoding}]",
            ];
            TheoryData<string, string, int> data = [];
            foreach (var model in models)
            {
                foreach (var (step, i) in steps.Select((step, i) => (step, i)))
                    data.Add(model, step, new[] { 0, 2, 3 }[i]);
            }

            data.Add(models[0], steps[0], 2);
            data.Add(models[0], steps[0], 3);
            data.Add(models[3], steps[0], 3);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Another_runtime_predicts_the_same_from_the_onnx_file(string model, string steps, int classes)
    {
        View(classes);
        Fit($"columns: {{x: number, z: number, side: category}}\nfeatures: {steps}\nmodel: {model}").ShouldBeNull();

        var expected = RawPredictionsFile.ReadTest(Out);
        var predicted = Run(Path.Combine(Out, "model", "model.onnx"));

        expected[0].Distinct().Count().ShouldBeGreaterThan(10);
        for (var row = 0; row < Asked; row++)
        {
            for (var k = 0; k < expected.Length; k++)
                ((double)predicted[row, k]).ShouldBe(expected[k][row], 1e-5 * Math.Max(1, Math.Abs(expected[k][row])), $"row {row}, output {k}");
        }
    }

    [Fact]
    public void Logarithms_of_targets_and_bags_are_undone_in_the_file()
    {
        View(classes: 0);
        Fit("columns: {x: number, z: number, side: category}\nfeatures: [{step: numbers}, {step: one-hot}]\nmodel: {kind: lightgbm, params: {rounds: 30, early_stopping: 0, feature_fraction: 0.5}}\ntarget: {transform: log1p}").ShouldBeNull();

        var expected = RawPredictionsFile.ReadTest(Out)[0];
        var predicted = Run(Path.Combine(Out, "model", "model.onnx"));

        for (var row = 0; row < Asked; row++)
            ((double)predicted[row, 0]).ShouldBe(expected[row], 1e-5 * Math.Max(1, Math.Abs(expected[row])));
    }

    [Theory]
    [InlineData("[{step: numbers, scale: quantile}]", "{kind: linear}", "numbers scaled by rank have no form in it")]
    [InlineData("[{step: numbers}]", "{kind: neighbours}", "the model 'neighbours' has no form in it")]
    [InlineData("[]", "{kind: constant}", "the model looks at no column")]
    [InlineData("[{step: numbers}]", "{kind: lightgbm, params: {linear_tree: true, rounds: 5, early_stopping: 0}}", "linear models in leaves have no form in it")]
    public void What_has_no_form_in_onnx_is_said_in_the_notes(string steps, string model, string reason)
    {
        View(classes: 0);

        Fit($"columns: {{x: number}}\nfeatures: {steps}\nmodel: {model}").ShouldBe(reason);

        File.Exists(Path.Combine(Out, "model", "model.onnx")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{step: target-encoding, pairs: true}")]
    [InlineData("{step: frequency, pairs: true}")]
    public void Pairs_of_categories_have_no_form_in_onnx(string step)
    {
        View(classes: 0, also: "shape");

        Fit($"columns: {{side: category, shape: category}}\nfeatures: [{step}]\nmodel: {{kind: linear}}").ShouldBe("pairs of categories have no form in it");
    }

    [Fact]
    public void A_column_may_have_any_name_but_the_outputs()
    {
        View(classes: 0, also: "v0");
        Fit("columns: {x: number, v0: category}\nfeatures: [{step: numbers}, {step: ordinal}]\nmodel: {kind: extra-trees, params: {trees: 5}}").ShouldBeNull();
        Run(Path.Combine(Out, "model", "model.onnx"))[1, 0].ShouldBe((float)RawPredictionsFile.ReadTest(Out)[0][1], 1e-3f);

        View(classes: 0, also: "predictions");
        Fit("columns: {x: number, predictions: category}\nfeatures: [{step: numbers}, {step: ordinal}]\nmodel: {kind: linear}")
            .ShouldBe("the column 'predictions' has the name of another value in it");
    }

    [Fact]
    public void Leaves_hold_what_adds_something_and_no_more_than_a_file_can_bear()
    {
        var trees = new OnnxTrees();
        (int, float)[] one = [.. Enumerable.Range(0, 1000).Select(k => (k, k == 7 ? 1f : 0f))];
        (int, float)[] all = [.. Enumerable.Range(0, 1000).Select(k => (k, 0.001f))];
        trees.Begin();
        for (var node = 0; node < 10_000; node++)
            trees.Leaf(node, one);

        Should.Throw<NoOnnxException>(() => Enumerable.Range(10_000, 2000).ToList().ForEach(node => trees.Leaf(node, all))).Message.ShouldContain("weights");
    }

    private string? Fit(string pipeline)
    {
        var path = Path.Combine(_folder, "p.yaml");
        File.WriteAllText(path, pipeline);
        using var error = new StringWriter();
        new TrainCommand(TimeProvider.System, TextWriter.Null, error).Run(["fit", "--data", Path.Combine(_folder, "data"), "--pipeline", path, "--out", Out, "--threads", "2", "--bags", "2"])
            .ShouldBe(0, error.ToString());
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "fit.json"))).RootElement.GetProperty("no_onnx").GetString();
    }

    private static float[,] Run(string path)
    {
        using var session = new InferenceSession(path);
        List<NamedOnnxValue> inputs = [];
        foreach (var name in session.InputMetadata.Keys)
        {
            inputs.Add(name is "side" or "v0"
                ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<string>(Enumerable.Range(Rows, Asked).Select(Side).ToArray(), [Asked, 1]))
                : NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(Enumerable.Range(Rows, Asked).Select(row => (float)(name == "x" ? X(row) : Z(row))).ToArray(), [Asked, 1])));
        }

        using var results = session.Run(inputs);
        var tensor = results[0].AsTensor<float>();
        results[0].Name.ShouldBe("predictions");
        var values = new float[tensor.Dimensions[0], tensor.Dimensions[1]];
        for (var row = 0; row < tensor.Dimensions[0]; row++)
        {
            for (var k = 0; k < tensor.Dimensions[1]; k++)
                values[row, k] = tensor[row, k];
        }

        return values;
    }

    private static double X(int row) => row % 11 == 0 ? double.NaN : Math.Sin(row * 1.3) * 40;

    private static double Z(int row) => row % 7 == 0 ? 0 : row * 37 % 101 / 8.0;

    // The last rows show a level that training rows don't.
    private static string Side(int row) => row >= Rows && row % 9 == 0 ? "unseen" : Sides[row * 13 % Sides.Length];

    private void View(int classes, string? also = null)
    {
        double Truth(int row) => Math.Max(0, (double.IsNaN(X(row)) ? 10 : X(row)) + Z(row) * 3 + row * 13 % Sides.Length * 4 + 60);
        var view = new ViewBuilderForTests()
            .Numbers("x", Enumerable.Range(0, Rows).Select(X), Enumerable.Range(Rows, Asked).Select(X))
            .Numbers("z", Enumerable.Range(0, Rows).Select(Z), Enumerable.Range(Rows, Asked).Select(Z))
            .Texts("side", Enumerable.Range(0, Rows).Select(Side), Enumerable.Range(Rows, Asked).Select(Side));
        if (also is not null)
            view.Texts(also, Enumerable.Range(0, Rows).Select(Side), Enumerable.Range(Rows, Asked).Select(Side));
        (classes == 0
            ? view.Target("y", Enumerable.Range(0, Rows).Select(Truth))
            : view.Target("y", Enumerable.Range(0, Rows).Select(row => $"k{(int)(Truth(row) + row % 5) / 30 % classes}"))).Write(Path.Combine(_folder, "data"));
    }
}
