using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Longhaul.Execution.Files;
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
            [.. Items(folder, "plan/inventory.json").Select(Entry)], [.. Items(folder, "plan/self_check.json").Select(Claim)], state.Paper, (trial, value) => Stands(folder.Experiment(trial.Id), value));
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
        var written = value.ToString("R", CultureInfo.InvariantCulture);
        var decimals = written.IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? written.Length - at - 1 : 0;
        var tolerance = 0.5 * Math.Pow(10, -decimals) * (1 + 1e-9);
        return Math.Abs(found - value) <= tolerance || Math.Abs((found * 100) - value) <= tolerance;
    }

    private static List<JsonObject> Items(RunFolder folder, string path)
    {
        if (!JobFiles.Exists(folder.Workspace, path))
            return [];
        try
        {
            return JsonNode.Parse(JobFiles.ReadText(folder.Workspace, path, LargestText)) is JsonArray list ? [.. list.OfType<JsonObject>()] : [];
        }
        catch (Exception problem) when (problem is JsonException or UntrustedFileException)
        {
            return [];
        }
    }

    private static InventoryEntry Entry(JsonObject item) => new(Text(item, "id"), Text(item, "kind"), Text(item, "what"), Text(item, "where"), Number(item, "value"));

    private static SelfClaim Claim(JsonObject item) => new(
        Text(item, "id"), Text(item, "status"), Text(item, "experiment") is { Length: > 0 } experiment ? experiment : null, Number(item, "ours"), Text(item, "deviation"), Text(item, "note"));

    private static string Text(JsonObject item, string name) => item[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static double? Number(JsonObject item, string name) => item[name] is JsonValue value && value.TryGetValue<double>(out var number) && double.IsFinite(number) ? number : null;

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
