using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Longhaul.Execution.Files;
using Longhaul.Reporting.Figures;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Papers.Checking;

/// <summary>Reads what the team says of its work, holds it against the evidence, and writes <c>report/final_self_check.md</c> and <c>.json</c>.</summary>
public static partial class SelfChecking
{
    private static readonly Bytes LargestText = Bytes.FromMiB(4);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly string[] Texts = [".txt", ".log", ".csv", ".tsv", ".json", ".jsonl", ".md", ".yaml", ".yml"];

    /// <summary>Writes both.</summary>
    public static void Write(RunFolder folder, RunState state)
    {
        var (markdown, json) = PaperReport.SelfCheckOf(folder);
        var texts = Of(folder, state);
        AtomicFile.Write(markdown, texts.Markdown);
        AtomicFile.Write(json, texts.Json);
    }

    /// <summary>What both say; the same run gives the same.</summary>
    public static (string Markdown, string Json) Of(RunFolder folder, RunState state)
    {
        var entries = SelfCheck.Of(
            Items(folder, "plan/inventory.json", Entry), Items(folder, "plan/self_check.json", Claim), state.Paper, (trial, value) => Stands(folder.Experiment(trial.Id), value));
        return (Printable.Of(SelfCheck.Markdown(entries)), new JsonArray([.. entries.Select(Node)]).ToJsonString(Indented) + "\n");
    }

    // A value counts as standing there when it is what a number of the evidence rounds to.
    private static bool Stands(string evidence, double value) => Directory.Exists(evidence) && JobFiles.List(evidence)
        .Where(file => file.Length.Value <= LargestText.Value && Texts.Contains(Path.GetExtension(file.Path).ToLowerInvariant(), StringComparer.Ordinal))
        .Any(file => Numbers().Matches(JobFiles.ReadText(evidence, file.Path, LargestText)).Any(match => IsValue(match.Value, value)));

    private static bool IsValue(string number, double value)
    {
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var found))
            return false;
        var tolerance = WrittenNumber.Tolerance(value.ToString("R", CultureInfo.InvariantCulture));
        return Math.Abs(found - value) <= tolerance || Math.Abs((found * 100) - value) <= tolerance;
    }

    private static List<T> Items<T>(RunFolder folder, string path, Func<JsonElement, T> read)
    {
        if (!JobFiles.Exists(folder.Workspace, path))
            return [];
        try
        {
            using var document = JsonDocument.Parse(JobFiles.ReadText(folder.Workspace, path, LargestText));
            return document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select(read)] : [];
        }
        catch (Exception problem) when (problem is JsonException or UntrustedFileException)
        {
            return [];
        }
    }

    private static InventoryEntry Entry(JsonElement item) => new(Text(item, "id"), Text(item, "kind"), Text(item, "what"), Text(item, "where"), Number(item, "value"));

    private static SelfClaim Claim(JsonElement item) => new(
        Text(item, "id"), Text(item, "status"), Text(item, "experiment") is { Length: > 0 } experiment ? experiment : null, Number(item, "ours"), Text(item, "deviation"), Text(item, "note"));

    private static string Text(JsonElement item, string name) => Field(item, name, value => value.ValueKind == JsonValueKind.String ? value.GetString() : null) ?? "";

    private static double? Number(JsonElement item, string name) => Field<double?>(
        item, name, value => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null);

    private static T? Field<T>(JsonElement item, string name, Func<JsonElement, T?> read)
    {
        try
        {
            return item.TryGetProperty(name, out var value) ? read(value) : default;
        }
        catch (InvalidOperationException)
        {
            // A text with half a surrogate pair is no text.
            return default;
        }
    }

    private static JsonNode Node(CheckedEntry entry) => new JsonObject
    {
        ["id"] = entry.Entry.Id,
        ["kind"] = entry.Entry.Kind,
        ["what"] = entry.Entry.What,
        ["where"] = entry.Entry.Where,
        ["status"] = entry.Status,
        ["experiment"] = entry.Experiment,
        ["paper"] = entry.Entry.Value,
        ["ours"] = entry.Ours,
        ["gap"] = entry.Gap,
        ["deviation"] = entry.Deviation,
        ["note"] = entry.Note,
    };

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][-+]?\d+)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Numbers();
}
