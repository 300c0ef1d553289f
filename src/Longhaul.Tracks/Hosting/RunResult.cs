using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Execution.Executors;

namespace Longhaul.Tracks.Hosting;

/// <summary>What <c>run --json</c> and <c>resume --json</c> print (DESIGN §5). Paths are absolute.</summary>
public sealed record RunResult
{
    public required string Run { get; init; }
    public required string Task { get; init; }

    /// <summary><c>done</c>, <c>failed</c> or <c>interrupted</c>.</summary>
    public required string Status { get; init; }

    public BestResult? Best { get; init; }
    /// <summary>What may be too good to be true, in the order it was noticed; empty where nothing was.</summary>
    public IReadOnlyList<AlarmResult> Alarms { get; init; } = [];

    public string? Submission { get; init; }

    /// <summary>MLE-bench's report fields with score, medal and thresholds; null where the private part is missing.</summary>
    public JsonElement? Grade { get; init; }

    /// <summary>The reproduction of a paper; left out in other tracks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LastReproduction? Reproduction { get; init; }

    public required int Experiments { get; init; }
    public required int FailedExperiments { get; init; }
    public long Tokens { get; init; }
    public double CostUsd { get; init; }

    /// <summary>Working time in seconds.</summary>
    public required double WallS { get; init; }

    public string? Report { get; init; }
    public required string JournalHead { get; init; }

    /// <summary>0 done, 1 without a valid result, 130 interrupted.</summary>
    [JsonIgnore]
    public int ExitCode => Status switch { "done" => 0, "interrupted" => 130, _ => 1 };

    /// <summary>As one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RunResultJson.Default.RunResult);

    /// <summary>What <see cref="ToJson"/> gave.</summary>
    /// <exception cref="JsonException">The text is no such object.</exception>
    public static RunResult? FromJson(string json) => JsonSerializer.Deserialize(json, RunResultJson.Default.RunResult);
}

/// <summary>The champion and what it promises.</summary>
/// <param name="Candidate"><c>c7</c>.</param>
/// <param name="Spread">Sample standard deviation over folds.</param>
/// <param name="Interval">The promised 95 % interval of the score, low and high; null with a single fold.</param>
public sealed record BestResult(string Candidate, double Score, double Spread, IReadOnlyList<double>? Interval, string Metric, string Direction);

/// <summary>How the last reproduction of a paper's run went.</summary>
/// <param name="Commit">Null while there was none.</param>
/// <param name="Ending"><c>success</c>, <c>error</c>, <c>timeout</c> …; null where <c>reproduce.sh</c> was not run.</param>
/// <param name="Skipped">Left out by <c>--skip-reproduction</c>.</param>
/// <param name="Files">How many files it made or changed.</param>
/// <param name="Problems">What would keep it from reproducing elsewhere.</param>
/// <param name="Rehearsals">Rehearsals during the run.</param>
public sealed record LastReproduction(
    string? Commit, Ending? Ending, bool Skipped, double WallS, int Files, IReadOnlyList<string> Problems, int Rehearsals, int FailedRehearsals);

/// <summary>An alarm.</summary>
/// <param name="Id"><c>a1</c>.</param>
/// <param name="Kind"><c>target_copy</c>, <c>id_tells</c>, <c>shared_rows</c> …; the list stands in docs/report.md.</param>
/// <param name="Columns">The columns it is about.</param>
/// <param name="Figure">The figure that raised it; <paramref name="Measure"/> says what it is.</param>
/// <param name="Action"><c>none</c>, <c>kept</c>, <c>not_used</c> or <c>left_out</c>: what the search does about it.</param>
/// <param name="Candidate"><c>c7</c> where it is about a candidate.</param>
public sealed record AlarmResult(
    string Id, string Kind, string What, IReadOnlyList<string> Columns, double Figure, string Measure, string Action, string Advice, string? Candidate);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(SnakeCaseEndings)])]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class RunResultJson : JsonSerializerContext;
