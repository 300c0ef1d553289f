using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Evaluation.Rubrics;

namespace Longhaul.Reporting.Papers;

/// <summary>The grade of a reproduction: <c>grade.json</c>.</summary>
/// <param name="Score">The replication score, from 0 to 1.</param>
/// <param name="CodeDevScore">The same of the leaves of Code Development alone; null where there are none.</param>
/// <param name="Unjudged">Leaves that nobody could judge; they count 0.</param>
public sealed record PaperGrade(string Paper, double Score, double? CodeDevScore, int Leaves, int Unjudged, string Metric, bool IsLowerBetter, DateTimeOffset CreatedAt)
{
    /// <summary>The grade that a tree makes.</summary>
    public static PaperGrade Of(string paper, GradedTree tree, DateTimeOffset now) => new(
        paper, tree.Score, tree.Only(RubricCategory.CodeDevelopment)?.Score, tree.Leaves.Count, tree.Unjudged, "replication_score", IsLowerBetter: false, now);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is no grade.</exception>
    public static PaperGrade Parse(string json) => JsonSerializer.Deserialize(json, PaperGradeJson.Default.PaperGrade) ?? throw new JsonException("It is no grade.");

    /// <summary>The file's text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PaperGradeJson.Default.PaperGrade) + "\n";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(PaperGrade))]
internal sealed partial class PaperGradeJson : JsonSerializerContext;
