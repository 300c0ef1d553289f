using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Runs.Files;

namespace Longhaul.Trainer.Training;

/// <summary>
/// <c>metrics.json</c>: the trainer's notes. They hold no score; the host computes scores from the predictions. No clock reading stands in it
/// but <c>seconds</c>, so all else is the same whenever the same thing is run.
/// </summary>
public sealed record TrainingNotes
{
    public required string Model { get; init; }
    public required int Threads { get; init; }
    public required IReadOnlyList<FoldNote> Folds { get; init; }

    /// <summary>The fit on all rows that predicted the test rows; null where these are the mean over folds.</summary>
    public FoldNote? Refit { get; init; }

    /// <summary>Number of features the model saw.</summary>
    public required int Features { get; init; }

    /// <summary>The 30 best, best first.</summary>
    public required IReadOnlyList<FeatureImportance> Importance { get; init; }

    /// <summary>What a person should know of the data, such as files that can't be read; null: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Wall time of the whole call.</summary>
    public required double Seconds { get; init; }

    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.Serialize(this, TrainingNotesJson.Default.TrainingNotes) + "\n");
}

/// <summary>One fold.</summary>
/// <param name="Fold">0-based; −1 for the refit on all rows.</param>
/// <param name="Rows">Training rows used.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="Tuning">What the data chose, per target: <c>rounds</c>, <c>c</c> …</param>
public sealed record FoldNote(int Fold, int Rows, double Seconds, IReadOnlyList<IReadOnlyDictionary<string, double>> Tuning);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TrainingNotes))]
internal sealed partial class TrainingNotesJson : JsonSerializerContext;
