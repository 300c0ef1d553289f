using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Solutions;

namespace Longhaul.Trainer.Onnx;

/// <summary>
/// A fitted pipeline as an ONNX file, where its steps and its model have a form there: inputs are the pipeline's columns (float or string
/// [rows, 1]), the one output holds the raw predictions (float [rows, outputs]).
/// </summary>
internal static class OnnxFile
{
    public const string FileName = "model.onnx";
    public const string Output = "predictions";

    /// <summary>Writes the file.</summary>
    /// <returns>Null, or why there is none.</returns>
    public static string? TryWrite(string path, TrainedPipeline trained)
    {
        try
        {
            var bytes = Bytes(trained);
            AtomicFile.Write(path, stream => stream.Write(bytes));
            return null;
        }
        catch (NoOnnxException reason)
        {
            return reason.Message;
        }
    }

    /// <summary>The file's content.</summary>
    /// <exception cref="NoOnnxException">The pipeline has no form in ONNX.</exception>
    public static byte[] Bytes(TrainedPipeline trained)
    {
        var graph = new OnnxGraph();
        List<string> outputs = [];
        foreach (var part in trained.Parts)
            outputs.Add(graph.ToFloat(AddPart(graph, trained.Pipeline, part)));
        var about = $"Raw predictions: {string.Join(", ", trained.Problem.Outputs)}. Empty cells: NaN for numbers, an empty text for texts.";
        return graph.ToFile(graph.Beside(outputs), Output, about, trained.Problem.Outputs.Count);
    }

    private static string AddPart(OnnxGraph graph, Pipeline pipeline, TrainedPart trained)
    {
        List<string> dense = [], sparse = [];
        foreach (var (step, declared) in trained.Features.Steps.Zip(pipeline.Features))
        {
            if (step is not IOnnxStep part)
                throw new NoOnnxException($"the step '{declared.Kind}' has no form in it");
            part.AddTo(graph, dense, sparse);
        }

        if (dense.Count + sparse.Count == 0)
            throw new NoOnnxException("the model looks at no column");
        var features = graph.Beside([.. dense, .. sparse]);
        string[] models = [.. trained.Models.Select(model => AddModel(graph, model, pipeline, features, trained.Targets[0]))];
        // Not "Mean", which runtimes don't have for doubles.
        return models is [var only] ? only : graph.Node("Div", [models.Aggregate((sum, model) => graph.Node("Add", [sum, model])), graph.Doubles([models.Length])]);
    }

    private static string AddModel(OnnxGraph graph, Models.IFittedModel model, Pipeline pipeline, string features, Target target)
    {
        if (model is not IOnnxModel part)
            throw new NoOnnxException($"the model '{pipeline.Model.Kind}' has no form in it");
        var outputs = part.AddTo(graph, features);
        return pipeline.Target == TargetTransform.Log1p && target.Kind == TargetKind.Number
            ? graph.Node("Sub", [graph.Node("Exp", [graph.ToDouble(outputs)]), graph.Doubles([1])])
            : graph.ToDouble(outputs);
    }
}
