using System.Diagnostics;
using System.Text.Json;
using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Team;

/// <summary>The owner of a team's run is killed with -9 between its events and taken up again: no answered call is asked again, and it ends the same.</summary>
public sealed class TeamKillTests : IDisposable
{
    private readonly TeamProgram _program = new();
    private readonly ScriptedTeam _team = Team();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Kills_spread_over_a_run_cost_no_answer_twice()
    {
        const int Kills = 8;
        await using var server = new ScriptedServer(_team.Answer);
        var calm = await CalmAsync(server);
        var run = new KilledRun(_program, server, "killed", Arguments(server, "killed"));

        for (var kill = 1; kill <= Kills; kill++)
            await run.KillAsync(journal => journal.Steps >= calm.Steps * kill / (Kills + 1));
        run.Kills.Count.ShouldBeGreaterThanOrEqualTo(Kills / 2, "Too few kills came before the run's end.");

        ShouldEndLike(calm.Result, "killed", await run.EndAsync());
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_kill_after_any_event_costs_no_answer_twice()
    {
        await using var server = new ScriptedServer(_team.Answer);
        var calm = await CalmAsync(server);

        await EveryEvent.KillAsync(_program, calm.Steps, name => new KilledRun(_program, server, name, Arguments(server, name)), (name, result) => ShouldEndLike(calm.Result, name, result));
    }

    [Fact]
    public async Task A_command_that_was_cut_off_is_undone_and_the_model_is_told()
    {
        var team = new ScriptedTeam()
            .Leads(
                Use("automl", new { experiments = 1 }),
                Use("ask_role", new { role = "implementer", brief = "JOB build. Anything." }),
                Use("finish", new { summary = "Done.", reason = "it is a test" }))
            .Works(
                "build",
                ScriptedReply.Uses(Call("write", new { path = "code/a/kept.txt", content = "kept" }), Call("write", new { path = "code/a/gone.txt", content = "gone" })),
                Use("run", new { command = "echo half >> code/a/kept.txt; rm code/a/gone.txt; mkdir code/b; echo half > code/b/new.txt; echo now > code/a/half.txt; sleep 120" }),
                Use("run", new { command = "cat code/a/*.txt; ls code" }),
                Use("finish", new { summary = "Nothing was lost." }));
        await using var server = new ScriptedServer(team.Answer);
        using (var owner = _program.Start(Arguments(server, "run")))
        {
            await UntilAsync(() => File.Exists(_program.At("run/workspace/code/a/half.txt")), owner);
            owner.Kill();
            await owner.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await _program.RunAsync("resume", "run", "--json")).ShouldEndWith(0);

        var uses = _program.Journal("run").Uses;
        uses["s2.2.1"].Outcome.ShouldBe("interrupted");
        team.Seen.Last(request => request is { Job: "build", Step: 2 }).Results.ShouldHaveSingleItem().ShouldContain("interrupted");
        uses["s2.3.1"].Text.ShouldEndWith("gonekepta\n");
    }

    private static ScriptedTeam Team() => new ScriptedTeam()
        .Leads(
            ScriptedReply.Uses(Call("read", new { path = "map.md" }), Call("write", new { path = "notes/orchestrator.md", content = "First the machine, then a neighbour." })),
            Use("automl", new { experiments = 1 }),
            Use("ask_role", new { role = "implementer", brief = "JOB build. A nearest neighbour." }),
            Use("finish", new { summary = "A neighbour does well (e2).", reason = "it is a test" }))
        .Works(
            "build",
            Use("write", new { path = NearestPenguin.Path, content = NearestPenguin.Program }),
            Use("run", new { command = "cd code/nearest && ln -sfn ../../data data && perl predict.pl" }),
            ScriptedReply.Uses(
                Call("write", new { path = "code/nearest/README", content = "one neighbour" }),
                Call("append", new { path = "log/impl_log.md", text = "A neighbour." })),
            Use("run_experiment", new { title = "nearest neighbour", hypothesis = "Bills differ.", folder = "code/nearest", command = new[] { "perl", "predict.pl" } }),
            Use("finish", new { summary = "code/nearest is e2." }));

    private static string[] Arguments(ScriptedServer server, string run) =>
        ["run", LonghaulProgram.Task("penguins"), .. TeamProgram.Model("openai", server), "--cold", "--max-experiments", "3", "--out", run, "--json", "--yes"];

    private async Task<(JsonElement Result, int Steps)> CalmAsync(ScriptedServer server)
    {
        var result = (await _program.RunAsync(Arguments(server, "calm"))).ShouldEndWith(0).Json;
        var journal = _program.Journal("calm");
        server.Requests.Count.ShouldBe(journal.Of("model.answered").Count());
        return (result, journal.Steps);
    }

    private void ShouldEndLike(JsonElement calm, string run, JsonElement result)
    {
        result.GetProperty("best").ToString().ShouldBe(calm.GetProperty("best").ToString());
        result.GetProperty("tokens").GetInt64().ShouldBe(calm.GetProperty("tokens").GetInt64());
        _program.Journal(run).Of("candidate.proposed").Count().ShouldBe(_program.Journal("calm").Of("candidate.proposed").Count());
        foreach (var file in new[] { "log/impl_log.md", "log/exp_log.md", "notes/orchestrator.md", NearestPenguin.Path, "submission/best/submission.csv" })
            File.ReadAllText(_program.At(run, "workspace", file)).ShouldBe(File.ReadAllText(_program.At("calm/workspace", file)), file);
    }

    private static async Task UntilAsync(Func<bool> reached, Process owner)
    {
        var waited = Stopwatch.StartNew();
        while (!reached())
        {
            owner.HasExited.ShouldBeFalse();
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
            await Task.Delay(20);
        }
    }
}
