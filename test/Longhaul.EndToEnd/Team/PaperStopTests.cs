using System.Diagnostics;
using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Team;

/// <summary>Whatever ends the work on a paper, what is delivered is reproduced, judged and reported.</summary>
public sealed class PaperStopTests : IDisposable
{
    private static readonly string[] Options = ["--budget", "10m", "--json", "--yes"];
    private readonly TeamProgram _program = new();

    public PaperStopTests() => PaperScript.Write(_program.At("sums"));

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task A_run_that_is_stopped_is_reproduced_and_judged_as_one_whose_budget_is_over()
    {
        await using var server = new ScriptedServer(Idle(PaperScript.Team()).Answer);
        using var owner = Start(server);
        await UntilAsync(owner, () => Journal().Of("tool.started").Any(started => started.GetProperty("what").GetString() == "run"));

        (await _program.RunAsync("stop", "run")).ShouldEndWith(0);
        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);

        owner.ExitCode.ShouldBe(0);
        var result = (await _program.RunAsync("show", "run", "--json")).ShouldEndWith(0).Json;
        result.GetProperty("status").GetString().ShouldBe("done");
        result.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(1);
        result.GetProperty("reproduction").GetProperty("ending").GetString().ShouldBe("success");
        Journal().Of("run.ended").Single().GetProperty("reason").GetString().ShouldBe("stopped by a person");
        (await _program.RunAsync("verify", "run")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_second_stop_leaves_the_last_reproduction_out_and_the_code_is_judged()
    {
        await using var server = new ScriptedServer(Idle(PaperScript.Team(), reproduce: "[ -e .git ] && sleep 300\n").Answer);
        using var owner = Start(server);
        await UntilAsync(owner, () => Journal().Of("tool.started").Any(started => started.GetProperty("what").GetString() == "run"));
        await _program.RunAsync("stop", "run").WaitAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken).ContinueWith(_ => { }, TestContext.Current.CancellationToken);
        await UntilAsync(owner, () => Directory.Exists(_program.At("run/workspace/reproduction/.git")));

        (await _program.RunAsync("stop", "run")).ShouldEndWith(0);
        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);

        owner.ExitCode.ShouldBe(1);
        var result = (await _program.RunAsync("show", "run", "--json")).ShouldEndWith(0).Json;
        result.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(0.5);
        File.ReadAllText(_program.At("run/report/report.md")).ShouldContain("a person stopped the last reproduction");
    }

    [Fact]
    public async Task A_cap_on_tokens_keeps_enough_for_the_judge()
    {
        await using var server = new ScriptedServer(PaperScript.Team().Answer);

        var result = (await _program.RunAsync(
            ["run", "sums", .. TeamProgram.Model("openai", server), "--max-tokens", $"{TeamProgram.TokensOfAnswer * 24}", "--out", "run", .. Options])).ShouldEndWith(0).Json;

        Journal().Of("run.ended").Single().GetProperty("reason").GetString()!.ShouldContain("--max-tokens");
        result.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(1);
        result.GetProperty("grade").GetProperty("unjudged").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_delivered_is_judged_without_asking()
    {
        var team = PaperScript.Team()
            .Leads(Use("ask_role", new { role = "implementer-paper", brief = "JOB build. Wait." }))
            .Works("build", Use("run", new { command = "sleep 300", minutes = 10 }));
        await using var server = new ScriptedServer(team.Answer);
        using var owner = Start(server);
        await UntilAsync(owner, () => Journal().Of("tool.started").Any(started => started.GetProperty("what").GetString() == "run"));

        (await _program.RunAsync("stop", "run")).ShouldEndWith(0);
        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);

        owner.ExitCode.ShouldBe(1);
        team.Seen.ShouldNotContain(request => request.Job == "judge");
        (await _program.RunAsync("show", "run", "--json")).ShouldEndWith(0).Json.GetProperty("grade").GetProperty("score").GetDouble().ShouldBe(0);
    }

    private static ScriptedTeam Idle(ScriptedTeam team, string reproduce = "") => team
        .Works(
            "build",
            ScriptedReply.Uses(
                Call("write", new { path = "code/sum.sh", content = "mkdir -p results\nseq 100 | awk '{ s += $1 } END { print s }' > results/sum.txt\n" }),
                Call("write", new { path = "code/reproduce.sh", content = $"set -e\n{reproduce}bash sum.sh\n" })),
            Use("run_command_experiment", new { title = "sum", command = "bash sum.sh", covers = new[] { "C1" } }),
            Use("run", new { command = "sleep 300", minutes = 10 }),
            Use("finish", new { summary = "never" }));

    private Process Start(ScriptedServer server) => _program.Start(["run", "sums", .. TeamProgram.Model("openai", server), "--out", "run", .. Options]);

    private JournalView Journal() => _program.Journal("run");

    private string Last() => string.Join("\n", Journal().Entries.TakeLast(6));

    private async Task UntilAsync(Process owner, Func<bool> reached)
    {
        var waited = Stopwatch.StartNew();
        while (!reached())
        {
            owner.HasExited.ShouldBeFalse(owner.HasExited ? owner.StandardError.ReadToEnd() : "");
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), Last());
            await Task.Delay(50);
        }
    }
}
