using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;

namespace Longhaul.EndToEnd.Team;

/// <summary>A whole reproduction of a paper by a model that is a server on this machine, and by one that answers letters.</summary>
public sealed class PaperTests : IDisposable
{
    private static readonly string[] Options = ["--budget", "10m", "--json", "--yes"];
    private readonly TeamProgram _program = new();

    public PaperTests() => PaperScript.Write(_program.At("sums"));

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task A_team_reproduces_a_paper_to_its_end_and_is_judged_leaf_by_leaf(string provider)
    {
        await using var server = new ScriptedServer(PaperScript.Team().Answer);

        var result = (await _program.RunAsync(["run", "sums", .. TeamProgram.Model(provider, server), "--out", "run", .. Options])).ShouldEndWith(0).Json;

        result.GetProperty("status").GetString().ShouldBe("done");
        result.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(1);
        result.GetProperty("experiments").GetInt32().ShouldBe(1);
        result.GetProperty("grade").GetProperty("leaves").GetInt32().ShouldBe(3);
        var journal = _program.Journal("run");
        journal.Uses.Values.Single(use => use.Outcome == "refused").Text.ShouldContain("rehearse");
        journal.Of("reproduction.ended").Select(ended => ended.GetProperty("ending").GetString()!.ToLowerInvariant()).ShouldBe(["success", "success"]);
        journal.Of("leaf.judged").Count().ShouldBe(3);
        File.ReadAllText(_program.At("run/report/final_self_check.md")).ShouldContain("| C1 | sum | reproduced | e1 | 5050 | 5050 |");
        File.ReadAllText(_program.At("run/report/final_self_check.md")).ShouldContain("not attempted: 1");
        (await _program.RunAsync("grade", "sums", "run/report/graded_tree.json", "--json")).ShouldEndWith(0).Json.GetProperty("score").GetDouble().ShouldBe(1);
        (await _program.RunAsync("verify", "run")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_recorded_reproduction_is_played_again_and_nothing_is_run()
    {
        await using (new MailClerk(_program.At("letters"), PaperScript.Team()))
            (await _program.RunAsync(["run", "sums", "--model", "mailbox:letters", "--record", "session.jsonl", "--out", "recorded", .. Options])).ShouldEndWith(0);

        var played = (await _program.RunAsync(["run", "sums", "--model", "replay:session.jsonl", "--out", "played", .. Options])).ShouldEndWith(0).Json;

        played.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(1);
        // The script prints the time: only the recording can print it again.
        File.ReadAllText(_program.At("played/workspace/experiments/e1/log.txt")).ShouldBe(File.ReadAllText(_program.At("recorded/workspace/experiments/e1/log.txt")));
        File.ReadAllText(_program.At("played/workspace/reproduction/reproduce.log")).ShouldBe(File.ReadAllText(_program.At("recorded/workspace/reproduction/reproduce.log")));
    }

    [Fact]
    public async Task Without_the_last_reproduction_there_are_no_results_to_judge()
    {
        await using var server = new ScriptedServer(PaperScript.Team().Answer);

        var result = (await _program.RunAsync(["run", "sums", .. TeamProgram.Model("openai", server), "--skip-reproduction", "--out", "run", .. Options])).ShouldEndWith(0).Json;

        result.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(0.5);
        File.ReadAllText(_program.At("run/report/report.md")).ShouldContain("--skip-reproduction");
    }

    [Fact]
    public async Task A_paper_without_a_model_says_which_line_to_type() =>
        (await _program.RunAsync("run", "sums", "--yes")).ShouldEndWith(3).Error.ShouldContain("--model");
}
