using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Pipelines;

/// <summary>
/// What the trainer is given, beside the pipeline: a folder with <c>view.json</c> (this record), <c>train.arrow</c> and <c>test.arrow</c>.
/// Both tables hold the task's columns under their own names, numbers as nullable doubles and everything else as nullable text; train also has
/// its targets and <c>__fold</c> (int32). Images stand below <c>files/</c>.
/// </summary>
public sealed record TrainingView
{
    public const string FoldColumn = "__fold";

    /// <summary>The column that says a row's fold in a repeat, counted from 0.</summary>
    public static string RepeatColumn(int repeat) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{FoldColumn}_{repeat + 1}");

    public required int Rows { get; init; }
    public required int TestRows { get; init; }
    public required Problem Problem { get; init; }

    /// <summary>The metric's id, direction and options.</summary>
    public required MetricSpec Metric { get; init; }

    public required SplitKind Split { get; init; }

    /// <summary>
    /// Number of scored folds. Row <c>i</c> is held out in fold <c>__fold[i]</c>; −1: in none. Fold k trains on the rows of all other folds, or
    /// for <see cref="SplitKind.Time"/> on the rows with <c>__fold &lt; k</c> (what lies before).
    /// </summary>
    public required int Folds { get; init; }

    /// <summary>
    /// How often the folds are dealt anew: repeat r holds row <c>i</c> out in fold <c>__fold_r[i]</c> (int32, r from 1). What is predicted for a
    /// held-out row is the mean over all ways.
    /// </summary>
    public int Repeats { get; init; }

    /// <summary>For time splits: so many train rows ahead the rows to predict reach; 0: not known.</summary>
    public int Horizon { get; init; }

    public required IReadOnlyList<string> Id { get; init; }
    public string? Group { get; init; }
    public string? TimeColumn { get; init; }
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Column → how its numbers stood in the task's files (<see cref="TaskPackage.NumberForms"/>), and may in new rows.</summary>
    public IReadOnlyDictionary<string, NumberForm> NumberForms { get; init; } = NumberForm.None;

    /// <summary>Reads <c>view.json</c>.</summary>
    /// <exception cref="PipelineException">The file is missing or is no view.</exception>
    public static TrainingView Read(string folder)
    {
        var path = Path.Combine(folder, "view.json");
        try
        {
            using var stream = File.OpenRead(path);
            var view = JsonSerializer.Deserialize(stream, TrainingViewJson.Default.TrainingView) ?? throw new PipelineException($"{path}: is empty");
            return view with { NumberForms = view.NumberForms ?? NumberForm.None }; // an earlier release wrote none
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new PipelineException($"{path}: no view that can be read: {problem.Message}");
        }
    }

    /// <summary>The content of <c>view.json</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TrainingViewJson.Default.TrainingView);
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TrainingView))]
internal sealed partial class TrainingViewJson : JsonSerializerContext;
