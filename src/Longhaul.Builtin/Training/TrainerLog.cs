using System.Text.Json;

namespace Longhaul.Builtin.Training;

/// <summary>What the trainer said of its work beside the predictions.</summary>
internal static class TrainerLog
{
    private const int MostNotes = 3;
    private const int LongestNote = 300;

    /// <summary>The last line of its log that isn't empty, which says why it failed; null where there is none, or no log.</summary>
    public static string? LastLine(string log) => File.Exists(log) ? File.ReadLines(log).LastOrDefault(line => line.Length > 0) : null;

    /// <summary>What its <c>metrics.json</c> says of the data, in a few short sentences. Whatever doesn't look as expected is passed over.</summary>
    public static IReadOnlyList<string> Notes(string metrics)
    {
        try
        {
            using var notes = JsonDocument.Parse(File.ReadAllBytes(metrics));
            return notes.RootElement.ValueKind == JsonValueKind.Object && notes.RootElement.TryGetProperty("notes", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Where(note => note.ValueKind == JsonValueKind.String).Take(MostNotes).Select(note => note.GetString()!).Select(note => note.Length <= LongestNote ? note : note[..LongestNote] + "…")]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
