using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Execution.Executors;
using Longhaul.Reporting.Papers;
using Longhaul.Runs.Folder;
using Longhaul.Search.State;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tracks.Papers.Grading;

/// <summary>What a person asks: when, and by whom.</summary>
/// <param name="AsOf">Working time; null: what was delivered.</param>
/// <param name="Model">As it was given.</param>
/// <param name="Models">As <see cref="RunSettings.Models"/>.</param>
public sealed record LaterGradeRequest(TimeSpan? AsOf, string Model, IReadOnlyDictionary<string, ModelChoice> Models, long? MaxTokens, decimal? MaxCostUsd);

/// <summary>A grade that was given after the run's own.</summary>
/// <param name="AfterGrading">Always true: no part of the run's result.</param>
/// <param name="AsOfS">Working time that was asked for, in seconds; null: the end.</param>
/// <param name="CommitAtS">Working time when the commit was made, in seconds.</param>
/// <param name="Score">The replication score, from 0 to 1.</param>
/// <param name="Unjudged">Leaves that nobody could judge; they count 0.</param>
/// <param name="Ending">How <c>reproduce.sh</c> ended; null where it could not be run.</param>
/// <param name="Folder">Where the clone, the verdicts and the sessions lie.</param>
public sealed record LaterGrade(
    string Run, bool AfterGrading, double? AsOfS, string Commit, double CommitAtS, string Model, double Score, double? CodeDevScore, int Leaves, int Unjudged,
    Ending? Ending, IReadOnlyList<string> Problems, long Tokens, double CostUsd, string Folder)
{
    internal static LaterGrade Of(RunFolder run, RunFolder place, LaterGradeRequest request, RunState state, TimeSpan at, PaperGrade grade) => new(
        run.Root, true, request.AsOf?.TotalSeconds, state.Paper.Reproduced!.Commit, at.TotalSeconds, request.Model, grade.Score, grade.CodeDevScore, grade.Leaves, grade.Unjudged,
        state.Paper.Reproduced.Ending, state.Paper.Reproduced.Problems, state.Team.Tokens, (double)state.Team.CostUsd, place.Root);

    /// <summary>As one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, LaterGradeJson.Default.LaterGrade);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(SnakeCaseEndings)])]
[JsonSerializable(typeof(LaterGrade))]
internal sealed partial class LaterGradeJson : JsonSerializerContext;
