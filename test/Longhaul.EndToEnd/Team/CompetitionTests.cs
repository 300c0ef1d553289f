using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Team;

/// <summary>A whole competition led by a model that is a server on this machine, over the protocols of the real ones.</summary>
public sealed class CompetitionTests : IDisposable
{
    private readonly TeamProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task A_team_works_on_a_task_to_its_end_whatever_the_network_and_the_model_do(string provider)
    {
        var team = Penguins();
        await using var server = new ScriptedServer(team.Answer);

        var result = (await _program.RunAsync(
            ["run", LonghaulProgram.Task("penguins"), .. TeamProgram.Model(provider, server), "--max-experiments", "6", "--out", "run", "--json", "--yes"])).ShouldEndWith(0).Json;

        var journal = _program.Journal("run");
        var answers = journal.Of("model.answered").Count();
        answers.ShouldBe(14);
        server.Requests.Count.ShouldBe(answers + 2, "each failure is asked once more, and nothing else");
        result.GetProperty("status").GetString().ShouldBe("done");
        result.GetProperty("tokens").GetInt64().ShouldBe(answers * TeamProgram.TokensOfAnswer);
        result.GetProperty("cost_usd").GetDouble().ShouldBe(answers * TeamProgram.CostOfAnswer, 1e-9);
        result.GetProperty("experiments").GetInt32().ShouldBe(4);
        result.GetProperty("grade").GetProperty("valid_submission").GetBoolean().ShouldBeTrue();
        journal.Of("run.notice").Count(notice => notice.ToString().Contains("waiting", StringComparison.Ordinal)).ShouldBe(2);
        var program = journal.Of("candidate.proposed").Single(candidate => candidate.GetProperty("title").GetString() == "nearest neighbour").GetProperty("candidate").GetInt32();
        journal.Of("experiment.ended").Single(ended => ended.GetProperty("candidate").GetInt32() == program).GetProperty("score").GetProperty("value").GetDouble().ShouldBeGreaterThan(0.8);
        File.ReadAllText(_program.At("run/workspace/log/impl_log.md")).ShouldContain("Three measures are enough.");
        ShouldBeServed(server, provider);
        ShouldBeTold(team);
        FilesThatHold(_program.Key).ShouldBeEmpty();
        (await _program.RunAsync("verify", "run")).ShouldEndWith(0);
    }

    /// <summary>The leader, who looks around, errs twice and asks two specialists.</summary>
    private static ScriptedTeam Penguins() => new ScriptedTeam()
        .Leads(
            ScriptedReply.Uses(Call("list", new { }), Call("read", new { path = "map.md" }), Call("write", new { path = "notes/orchestrator.md", content = "Try a neighbour." })),
            new ScriptedStep(
                ScriptedReply.Uses(Call("ask_role", new { role = "implementer", brief = "JOB build. A nearest neighbour below code/nearest." })),
                ScriptedReply.Fails(429, "{\"error\":{\"message\":\"slow down\"}}", retryAfter: 1)),
            ScriptedReply.Uses(("write", """{"path": "notes/orchestrator.md", "content": "half a s""")),
            ScriptedReply.Uses(("launch_rocket", "{}")),
            Use("ask_role", new { role = "experimenter", brief = "JOB check. One more of the built-in researcher's." }),
            Use("finish", new { summary = "A neighbour does well (e3).", reason = "it is a test" }))
        .Works(
            "build",
            new ScriptedStep(
                ScriptedReply.Uses(Call("write", new { path = NearestPenguin.Path, content = NearestPenguin.Program }), Call("write", new { path = "code/nearest/README", content = "one neighbour" })),
                ScriptedReply.Says("This is never heard whole.") with { BreaksOff = true }),
            Use("run", new { command = "cd code/nearest && ln -sfn ../../data data && perl predict.pl && head -n 2 predictions.csv; env; tr '\\0' '\\n' < /proc/1/environ" }),
            Use("run_experiment", new { title = "nearest neighbour", hypothesis = "Penguins differ in their bills.", folder = "code/nearest", command = new[] { "perl", "predict.pl" } }),
            Use("append", new { path = "log/impl_log.md", text = "Three measures are enough." }),
            Use("finish", new { summary = "code/nearest is e3." }))
        .Works(
            "check",
            Use("automl", new { experiments = 1 }),
            Use("append", new { path = "log/exp_log.md", text = "The built-in researcher went on." }),
            Use("finish", new { summary = "e4 is there." }));

    private static void ShouldBeServed(ScriptedServer server, string provider)
    {
        server.Keys.ShouldAllBe(key => key.EndsWith("sk-planted-7f3a9c5e1b2d4860", StringComparison.Ordinal));
        foreach (var request in server.Requests)
        {
            request["stream"]!.GetValue<bool>().ShouldBeTrue();
            request["model"]!.GetValue<string>().ShouldBe("scripted");
            request["tools"]!.AsArray().Count.ShouldBeGreaterThan(5);
        }

        if (provider == "openai")
            server.Requests.First()["stream_options"]!["include_usage"]!.GetValue<bool>().ShouldBeTrue();
    }

    private static void ShouldBeTold(ScriptedTeam team)
    {
        string Told(string job, int step) => string.Join('\n', team.Seen.Last(request => request.Job == job && request.Step == step).Results);
        Told("", 1).ShouldContain("Map of the workspace");
        Told("", 2).Trim().ShouldBe("code/nearest is e3.");
        Told("", 3).ShouldContain("JSON");
        Told("", 4).ShouldContain("There is no tool 'launch_rocket'");
        Told("build", 2).ShouldContain(" penguins at ");
        Told("build", 3).ShouldContain("e3 (c3): macro_f1 0.");
        team.Seen.Select(request => request.System).Distinct().Count().ShouldBe(3, "a charter never changes within a role");
    }

    private IEnumerable<string> FilesThatHold(string secret) => Directory.EnumerateFiles(_program.At("run"), "*", SearchOption.AllDirectories)
        .Where(path => new FileInfo(path).LinkTarget is null && File.ReadAllBytes(path).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) >= 0);
}
