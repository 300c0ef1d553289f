using System.Text.Json;

namespace Longhaul.Search.Alarms;

/// <summary>What a candidate's author noted of it (<c>metrics.json</c>): never a score, and not to be relied on.</summary>
public static class CandidateNotes
{
    private const long LargestFile = 1 << 22;

    /// <summary>The shares of its features in what its models do, in [0, 1], best first; empty where it left none that can be read.</summary>
    public static IReadOnlyList<(string Feature, double Share)> Importance(string evidence)
    {
        var path = Path.Combine(evidence, "metrics.json");
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > LargestFile)
                return [];
            using var notes = JsonDocument.Parse(File.ReadAllBytes(path));
            return
            [
                .. notes.RootElement.GetProperty("importance").EnumerateArray()
                    .Select(entry => (entry.GetProperty("feature").GetString() ?? "", entry.GetProperty("share").GetDouble()))
                    .OrderByDescending(entry => entry.Item2),
            ];
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException)
        {
            return [];
        }
    }
}
