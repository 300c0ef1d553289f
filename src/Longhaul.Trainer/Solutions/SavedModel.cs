using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Solutions;

/// <summary>
/// A fitted pipeline in a folder: <c>pipeline.yaml</c>, <c>schema.json</c> and <c>model.state</c>. It predicts new rows bit by bit as it did where
/// it was fitted.
/// </summary>
public sealed class SavedModel : IDisposable
{
    private SavedModel(TrainedPipeline trained, InputSchema schema) => (Trained, Schema) = (trained, schema);

    /// <summary>What was fitted.</summary>
    public TrainedPipeline Trained { get; }

    /// <summary>How new rows are read.</summary>
    public InputSchema Schema { get; }

    /// <summary>Writes the folder; the state, by which a whole folder is known, comes last.</summary>
    public static void Write(string folder, TrainedPipeline trained, InputSchema schema)
    {
        AtomicFile.Write(Path.Combine(folder, Pipeline.FileName), trained.Pipeline.ToYaml());
        schema.Write(Path.Combine(folder, InputSchema.FileName));
        var state = new StateWriter();
        trained.Save(state);
        StateFile.Write(Path.Combine(folder, StateFile.FileName), state);
    }

    /// <summary>Loads a folder.</summary>
    /// <exception cref="PipelineException">A file is missing, damaged, or not of the others' kind.</exception>
    public static SavedModel Load(string folder)
    {
        var pipeline = Pipeline.Read(Path.Combine(folder, Pipeline.FileName));
        var schema = InputSchema.Read(Path.Combine(folder, InputSchema.FileName), pipeline);
        return new SavedModel(TrainedPipeline.Load(pipeline, schema.Problem, StateFile.Read(Path.Combine(folder, StateFile.FileName))), schema);
    }

    /// <summary>What a person should know of the rows that were predicted last, such as images that can't be decoded.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>[output][row]: raw predictions of new rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="files">Where images and other files lie that cells name.</param>
    /// <exception cref="PipelineException">A column is missing.</exception>
    public double[][] Predict(Table table, string files)
    {
        var frame = Schema.FrameOf(table, files, Trained.Pipeline);
        var predictions = Trained.Predict(frame, frame.TestIndices());
        Notes = frame.Notes;
        return predictions;
    }

    public void Dispose() => Trained.Dispose();
}
