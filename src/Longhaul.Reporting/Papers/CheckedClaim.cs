using System.Text.Json;

namespace Longhaul.Reporting.Papers;

/// <summary>An entry of a paper's inventory as the host found it: a line of <c>final_self_check.json</c>.</summary>
/// <param name="Status"><c>reproduced</c>, <c>partly</c>, <c>not_reproduced</c>, <c>not_attempted</c> or <c>unsupported</c>.</param>
/// <param name="Experiment"><c>e3</c>; null: none.</param>
/// <param name="Paper">The paper's value; null where there is none.</param>
/// <param name="Ours">Null where no evidence holds one.</param>
/// <param name="Gap">Ours over the paper's, less 1.</param>
internal sealed record CheckedClaim(
    string Id, string Kind, string What, string Status, string? Experiment, double? Paper, double? Ours, double? Gap, string Deviation, string Note)
{
    /// <summary>All of a file; none where it is missing or no such file.</summary>
    public static IReadOnlyList<CheckedClaim> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.EnumerateArray().Select(Of)];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static CheckedClaim Of(JsonElement item) => new(
        Text(item, "id") ?? "", Text(item, "kind") ?? "", Text(item, "what") ?? "", Text(item, "status") ?? "", Text(item, "experiment"),
        Number(item, "paper"), Number(item, "ours"), Number(item, "gap"), Text(item, "deviation") ?? "", Text(item, "note") ?? "");

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
