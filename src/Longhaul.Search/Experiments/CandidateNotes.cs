using System.Text.Json;

namespace Longhaul.Search.Experiments;

/// <summary>
/// What a candidate's program noted of it (<c>metrics.json</c> in its evidence): never a score, and not to be relied on. Whatever doesn't look as
/// expected is passed over.
/// </summary>
public static class CandidateNotes
{
    private const long LargestFile = 1 << 22;
    private const int MostRemarks = 3;
    private const int LongestRemark = 300;

    /// <summary>The shares of its features in what its models do (<c>importance</c>: a list of <c>feature</c> and <c>share</c>), in (0, 1], best first.</summary>
    public static IReadOnlyList<(string Feature, double Share)> Importance(string evidence) =>
        [.. Read(evidence, "importance", Feature).OrderByDescending(entry => entry.Share)];

    /// <summary>What it says of the data (<c>notes</c>: a list of texts), in a few short sentences.</summary>
    public static IReadOnlyList<string> Remarks(string evidence) =>
        [.. Read(evidence, "notes", Text).Take(MostRemarks).Select(remark => remark.Length <= LongestRemark ? remark : remark[..LongestRemark] + "…")];

    private static IEnumerable<(string Feature, double Share)> Feature(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("feature", out var feature) && feature.ValueKind == JsonValueKind.String
            && entry.TryGetProperty("share", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var share) && share is > 0 and <= 1
            ? [(feature.GetString()!, share)]
            : [];

    private static IEnumerable<string> Text(JsonElement entry) => entry.ValueKind == JsonValueKind.String ? [entry.GetString()!] : [];

    private static IReadOnlyList<T> Read<T>(string evidence, string name, Func<JsonElement, IEnumerable<T>> entries)
    {
        try
        {
            var file = new FileInfo(Path.Combine(evidence, "metrics.json"));
            if (!file.Exists || file.Length > LargestFile)
                return [];
            using var notes = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            return notes.RootElement.ValueKind == JsonValueKind.Object && notes.RootElement.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().SelectMany(entries)]
                : [];
        }
        // A text with half a surrogate pair is no text: that is the invalid operation.
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
