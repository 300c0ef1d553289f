using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.Solutions;
using Longhaul.Trainer.Training;

namespace Longhaul.Trainer;

/// <summary>
/// <c>fit</c>: fits a pipeline on all rows of a view and writes <c>model/</c> (what predicts new rows, and <c>model.onnx</c> where it can be written so), <c>test.arrow</c> (raw predictions of the
/// view's rows to predict) and <c>fit.json</c>.
/// </summary>
internal static class FitCommand
{
    private const string Usage =
        "usage: Longhaul.Trainer fit --data DIR --pipeline FILE --out DIR --threads N [--tunings metrics.json] [--bags N] [--time SECONDS]";

    public static void Run(IReadOnlyList<string> arguments, TimeProvider clock, Action<string> say)
    {
        var started = clock.GetTimestamp();
        var values = NamedValues.Parse(arguments, Usage, "--data", "--pipeline", "--out", "--threads", "--tunings", "--bags", "--time");
        var (folder, target) = (values.Text("--data"), values.Text("--out"));
        var threads = (int)values.Number("--threads");
        var bags = values.Find("--bags") is null ? 1 : (int)values.Number("--bags");
        var pipeline = Pipeline.Read(values.Text("--pipeline"));
        var stored = values.Find("--tunings") is { } notes ? StoredTunings.Read(notes) : null;
        var data = FrameReader.Read(folder, pipeline);
        var (trained, fit) = new FinalFit(data, pipeline, threads, clock, say).Run(stored, bags, values.Seconds("--time") - clock.GetElapsedTime(started));
        using (trained)
        {
            SavedModel.Write(Path.Combine(target, "model"), trained, InputSchema.Of(folder, data.View, pipeline));
            RawPredictionsFile.WriteTest(target, data.View.Problem.Outputs, trained.Predict(data.Frame, data.Frame.TestIndices()));
            var reason = OnnxFile.TryWrite(Path.Combine(target, "model", OnnxFile.FileName), trained);
            (fit with { NoOnnx = reason }).Write(Path.Combine(target, "fit.json"));
        }
    }
}
