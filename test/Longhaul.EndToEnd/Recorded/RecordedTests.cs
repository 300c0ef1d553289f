using System.Text.Json;

namespace Longhaul.EndToEnd.Recorded;

/// <summary>The sessions that are shipped, played again: with no model, no key and no Python.</summary>
public sealed class RecordedTests
{
    public static TheoryData<string> Examples => [.. Directory.EnumerateDirectories(Path.Combine(LonghaulProgram.Repository, "examples", "recorded")).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task A_recorded_session_ends_as_it_ended_then(string example)
    {
        using var folder = new TemporaryFolder();
        var place = Path.Combine(LonghaulProgram.Repository, "examples", "recorded", example);
        var session = Path.Combine(place, "session.jsonl");
        using var recorded = JsonDocument.Parse(File.ReadLines(session).Last(line => line.StartsWith("""{"kind":"result",""", StringComparison.Ordinal)));
        var arguments = File.ReadAllText(Path.Combine(place, "args")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        var run = await LonghaulProgram.RunAsync(folder.Path, ["run", Path.Combine(place, "task"), "--model", $"replay:{session}", .. arguments, "--out", "run", "--yes", "--json"]);

        run.ExitCode.ShouldBe(0, run.Error);
        using var result = JsonDocument.Parse(run.Out);
        var best = result.RootElement.GetProperty("best");
        if (recorded.RootElement.TryGetProperty("candidate", out var candidate) && candidate.ValueKind == JsonValueKind.Number)
            best.GetProperty("candidate").GetString().ShouldBe($"c{candidate.GetInt32()}");
        best.GetProperty("score").GetDouble().ShouldBe(recorded.RootElement.GetProperty("score").GetDouble());
        (await LonghaulProgram.RunAsync(folder.Path, "verify", "run")).ExitCode.ShouldBe(0);
    }
}
