using System.Text.Json;
using System.Text.RegularExpressions;
using LibGit2Sharp;
using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;

namespace Longhaul.EndToEnd.Team;

/// <summary>The owner of a paper's run is killed with -9 and taken up again: no answered call is asked again, nothing is done twice, and it ends the same.</summary>
public sealed partial class PaperKillTests : IDisposable
{
    private const int ReadersAtOnce = 4;

    // What is under way then, how it shows in the journal, and how long after.
    private static readonly (string What, Func<JournalView, bool> Reached, double Seconds)[] Moments =
    [
        ("reading", Newest("role.started", "experiments-reader"), 0),
        ("the team", Newest("tool.started", "ask_role"), 0),
        ("a commit", Newest("code.committed", "work in progress"), 0),
        ("an experiment", Newest("trial.started", "bash sum.sh"), 0.3),
        ("a rehearsal", Newest("tool.started", "rehearse"), 0.4),
        ("the last reproduction", Leaders("role.ended"), 0.4),
        ("judging", Newest("leaf.judged", ""), 0),
        ("the report", Newest("grade.computed", ""), 0),
    ];

    private readonly TeamProgram _program = new();
    public PaperKillTests() => PaperScript.Write(_program.At("sums"));

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Kills_from_the_first_reader_to_the_last_judge_cost_no_answer_and_nothing_is_done_twice()
    {
        await using var server = new ScriptedServer(PaperScript.Team("sleep 0.5").Answer);
        var calm = await CalmAsync(server);
        var run = new KilledRun(_program, server, "killed", Arguments(server, "killed"), ReadersAtOnce);

        foreach (var (what, reached, seconds) in Moments)
            (await run.KillAsync(reached, TimeSpan.FromSeconds(seconds))).ShouldBeTrue($"{what} was over");

        ShouldEndLike(calm, "killed", await run.EndAsync());
        (await _program.RunAsync("verify", "killed")).ShouldEndWith(0);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_kill_after_any_event_costs_no_answer_and_nothing_is_done_twice()
    {
        await using var server = new ScriptedServer(PaperScript.Team().Answer);
        var calm = await CalmAsync(server);

        await EveryEvent.KillAsync(
            _program, _program.Journal("calm").Steps, name => new KilledRun(_program, server, name, Arguments(server, name), ReadersAtOnce), (name, result) => ShouldEndLike(calm, name, result));
    }

    private static Func<JournalView, bool> Newest(string type, string holds) =>
        journal => journal.Entries[^1] is var (newest, data) && newest == type && data.ToString().Contains(holds, StringComparison.Ordinal);

    private static Func<JournalView, bool> Leaders(string type) => journal => journal.Entries[^1] is var (newest, data) && newest == type
        && journal.Of("role.started").Any(role => role.GetProperty("role").GetString() == "orchestrator-paper" && role.GetProperty("session").GetString() == data.GetProperty("session").GetString());

    private static string[] Arguments(ScriptedServer server, string run) =>
        ["run", "sums", .. TeamProgram.Model("openai", server), "--budget", "10m", "--out", run, "--json", "--yes"];

    private async Task<JsonElement> CalmAsync(ScriptedServer server)
    {
        var result = (await _program.RunAsync(Arguments(server, "calm"))).ShouldEndWith(0).Json;
        server.Requests.Count.ShouldBe(_program.Journal("calm").Of("model.answered").Count());
        return result;
    }

    private void ShouldEndLike(JsonElement calm, string run, JsonElement result)
    {
        foreach (var figure in new[] { "status", "experiments", "failed_experiments", "tokens" })
            result.GetProperty(figure).ToString().ShouldBe(calm.GetProperty(figure).ToString(), figure);
        result.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(calm.GetProperty("best").GetProperty("score").GetDouble());
        Figures(run).ShouldBe(Figures("calm"));
        Files(run).ShouldBe(Files("calm"));
        foreach (var file in new[] { "report/final_self_check.md", "report/final_self_check.json", "report/graded_tree.json", "workspace/plan/inventory.json", "workspace/reproduction/results/sum.txt" })
            File.ReadAllText(_program.At(run, file)).ShouldBe(File.ReadAllText(_program.At("calm", file)), file);
        var (killed, whole) = (_program.Journal(run), _program.Journal("calm"));
        foreach (var once in new[] { "role.started", "role.ended", "model.answered", "trial.started", "trial.ended", "reproduction.ended", "leaf.judged", "grade.computed", "report.written" })
            killed.Of(once).Count().ShouldBe(whole.Of(once).Count(), once);
        Reasons(killed).ShouldBe(Reasons(whole));
        using var repository = new Repository(_program.At(run, "workspace/code"));
        repository.Commits.Select(commit => commit.Sha).Reverse().ShouldBe(killed.Of("code.committed").Select(commit => commit.GetProperty("commit").GetString()));
        Directory.EnumerateFileSystemEntries(_program.At(run, "workspace/experiments")).Select(Path.GetFileName).ShouldBe(["e1"]);
    }

    private static IEnumerable<string> Reasons(JournalView journal) => journal.Of("code.committed").Select(commit => commit.GetProperty("why").GetString()!);

    // What came of it stands before what it took; times and the names of commits, which hold a time, are none of it.
    private string Figures(string run) =>
        Times().Replace(File.ReadAllText(_program.At(run, "report/report.md")).Split("\n## The team")[0], "…");

    /// <summary>What lies in the workspace: nothing half done, and nothing that is missing.</summary>
    private IEnumerable<string> Files(string run) => Directory.EnumerateFiles(_program.At(run, "workspace"), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_program.At(run, "workspace"), file)).Where(file => !file.Contains(".git/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"`[0-9a-f]{12,40}`|`\d+` s\b|`\d+\.\d`|\n\| Used .*")]
    private static partial Regex Times();
}
