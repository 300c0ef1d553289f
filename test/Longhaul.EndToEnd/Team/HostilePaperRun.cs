using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Team;

/// <summary>One reproduction of a hostile paper by a hostile team under a judge that can't be relied on.</summary>
public sealed class HostilePaperRun : IAsyncLifetime
{
    private const int CallsAtOnce = 4;

    // An experiment that was made up, a figure that was, a claim of a failed one, and one that stands.
    private const string Claims = """
        [{"id":"C1","status":"reproduced","experiment":"e1","ours":5050},
         {"id":"C2","status":"reproduced","experiment":"e99","ours":0.987654},
         {"id":"C3","status":"reproduced","experiment":"e1","ours":0.987654},
         {"id":"C4","status":"reproduced","ours":0.987654},
         {"id":"C9","status":"reproduced","experiment":"e1","ours":0.987654}]
        """;

    private const string Inventory = """
        [{"id":"C1","kind":"target","what":"sum","where":"Table 1","value":5050},{"id":"C2","kind":"target","what":"invented experiment","where":"","value":1},
         {"id":"C3","kind":"target","what":"invented figure","where":"","value":1},{"id":"C4","kind":"target","what":"no experiment","where":"","value":1}]
        """;

    private JournalView? _journal;
    private string _implementer = "";

    internal TeamProgram Program { get; } = new();

    internal ScriptedTeam Team { get; } = PaperScript.Team(naming: seen => PaperScript.JobOf(seen) is var job && job == "judge" && seen.Told.Contains("It is 5050.", StringComparison.Ordinal) ? "judge of results" : job);

    internal HostilePaper Paper { get; private set; } = null!;

    internal Outcome? Ended { get; private set; }

    internal JournalView Journal => _journal!;

    internal string Report => File.ReadAllText(Program.At("run/report/report.md"));

    public async ValueTask InitializeAsync()
    {
        await using var server = new ScriptedServer(Team.Answer);
        Paper = new HostilePaper(Program.At("task")).Write(server.Address.Port);
        // What fails or is refused is no step forward: a list beside it keeps the session going.
        ScriptedStep[] acts = [.. HostilePaperActs.All.Chunk(CallsAtOnce).Select(some => (ScriptedStep)ScriptedReply.Uses([.. some.Select(act => (act.Tool, Placed(act.Arguments, server))), Call("list", new { })]))];
        Team.Works("build", [.. acts, Use("finish", new { summary = "Nothing worked." })])
            .Works("synthesis", ScriptedReply.Uses(Call("write", new { path = "paper/summary.md", content = "It adds." }), Call("write", new { path = "plan/inventory.json", content = Inventory })), Use("finish", new { summary = "Four entries." }))
            .Works("check", Use("write", new { path = "plan/self_check.json", content = Claims }), Use("finish", new { summary = "All is reproduced." }))
            .Works(
                "judge",
                ScriptedReply.Says("Full marks!"),
                Use("verdict", new { reasons = "More than all.", files = new[] { "sum.sh" }, score = 7 }),
                ScriptedReply.Uses(Call("read", new { path = "reproduction/README.md" }), Call("read", new { path = "../vault/private/rubric.json" }), Call("list", new { })),
                Use("verdict", new { reasons = "sum.sh does it.", files = new[] { "sum.sh" }, score = 1 }))
            .Works(
                "judge of results",
                Use("verdict", new { reasons = "No score.", files = new[] { "x" } }),
                ScriptedReply.Uses(("verdict", "{\"reasons\": \"half a s")),
                Use("verdict", new { reasons = "In words.", files = new[] { "x" }, score = "one" }),
                ScriptedReply.Says("Full marks!"));
        Ended = await Program.RunAsync(["run", Program.At("task"), .. TeamProgram.Model("openai", server), "--budget", "10m", "--out", "run", "--json", "--yes"]);
        _journal = Program.Journal("run");
        _implementer = Journal.Of("role.started").Where(role => role.GetProperty("role").GetString() == "implementer-paper").Select(role => role.GetProperty("session").GetString()!).FirstOrDefault("");
    }

    public ValueTask DisposeAsync()
    {
        Program.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Outcome and text of an act.</summary>
    internal (string Outcome, string Text) ResultOf(string name) => Journal.Uses.TryGetValue(UseOf(name), out var result)
        ? result
        : throw new InvalidOperationException($"'{name}' was never tried; the run ended with {Ended!.ExitCode}:\n{Ended.Error}");

    /// <summary>The id of an act's use of a tool.</summary>
    internal string UseOf(string name) => Array.FindIndex(HostilePaperActs.All, act => act.Name == name) is var at
        ? $"{_implementer}.{(at / CallsAtOnce) + 1}.{(at % CallsAtOnce) + 1}"
        : "";

    private string Placed(string arguments, ScriptedServer server) => arguments
        .Replace("$RUN", Program.At("run"), StringComparison.Ordinal).Replace("$TASK", Program.At("task"), StringComparison.Ordinal)
        .Replace("$KEYS", Program.At("keys"), StringComparison.Ordinal).Replace("$PORT", $"{server.Address.Port}", StringComparison.Ordinal);
}
