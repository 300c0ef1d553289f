using System.Text.Json;

namespace Longhaul.EndToEnd.Team.Scripting;

/// <summary>A run's journal as it lies on the disk.</summary>
internal sealed record JournalView(string Run, IReadOnlyList<(string Type, JsonElement Data)> Entries)
{
    // How often a run was taken up, how long a pause took: no part of what it did.
    private static readonly string[] Beside = ["run.started", "run.heartbeat", "run.notice", "run.interrupted"];

    /// <summary>The whole lines; none where there is no journal yet.</summary>
    public static JournalView Read(string run)
    {
        var path = Path.Combine(run, "journal.jsonl");
        return new JournalView(run, File.Exists(path) ? [.. File.ReadAllText(path).Split('\n')[..^1].Select(Entry)] : []);
    }

    /// <summary>A line: its type and its data.</summary>
    public static (string Type, JsonElement Data) Entry(string line)
    {
        using var entry = JsonDocument.Parse(line);
        return (entry.RootElement.GetProperty("type").GetString()!, entry.RootElement.GetProperty("data").Clone());
    }

    /// <summary>Entries that tell what was done.</summary>
    public int Steps => Entries.Count(entry => !Beside.Contains(entry.Type));

    public IEnumerable<JsonElement> Of(string type) => Entries.Where(entry => entry.Type == type).Select(entry => entry.Data);

    /// <summary>Outcome and text of each use of a tool, by its id.</summary>
    public IReadOnlyDictionary<string, (string Outcome, string Text)> Uses => Of("tool.ended").ToDictionary(
        ended => ended.GetProperty("use").GetString()!,
        ended => (ended.GetProperty("outcome").GetString()!, Text(ended.GetProperty("result").GetString()!)));

    /// <summary>A text that an event names by hash.</summary>
    public string Text(string hash) => File.ReadAllText(Path.Combine(Run, "objects", hash[..2], hash[2..]));
}
