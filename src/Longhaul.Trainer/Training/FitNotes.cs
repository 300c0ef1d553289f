using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Runs.Files;

namespace Longhaul.Trainer.Training;

/// <summary><c>fit.json</c>: what the fit on all rows did. No clock reading stands in it but <c>seconds</c>.</summary>
public sealed record FitNotes
{
    public required string Model { get; init; }
    public required int Threads { get; init; }

    /// <summary>Training rows used.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of features the model saw (of the last target).</summary>
    public required int Features { get; init; }

    /// <summary>Models that were asked for, each with a seed of its own.</summary>
    public required int BagsAsked { get; init; }

    /// <summary>Models that were fitted per target: one where chance plays no part, fewer than asked where the time was not enough.</summary>
    public required int Bags { get; init; }

    /// <summary>The seeds of the models.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>What was used, per target: <c>rounds</c>, <c>c</c> …</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, double>> Tuning { get; init; }

    /// <summary>Wall time of the whole call.</summary>
    public required double Seconds { get; init; }

    /// <summary>Why there are fewer models than asked; null where there are not.</summary>
    public string? Note { get; init; }

    /// <summary>Why there is no <c>model.onnx</c>; null where there is one.</summary>
    public string? NoOnnx { get; init; }

    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.Serialize(this, FitNotesJson.Default.FitNotes) + "\n");
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FitNotes))]
internal sealed partial class FitNotesJson : JsonSerializerContext;
