using System.Text.Json;
using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;

namespace Longhaul.EndToEnd.Team;

/// <summary>What a person does with a finished run of a paper: look at it, take it along, try something, repeat an experiment, have it graded as of an earlier time.</summary>
public sealed class PaperCommandsTests : IDisposable
{
    private readonly TeamProgram _program = new();

    public PaperCommandsTests() => PaperScript.Write(_program.At("sums"));

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task A_finished_run_is_shown_exported_tried_and_repeated()
    {
        await using var server = await RunAsync();

        (await _program.RunAsync("show", "run")).ShouldEndWith(0).Out.ShouldContain("1 experiment, 1 rehearsal");
        var tree = (await _program.RunAsync("tree", "run", "--json")).ShouldEndWith(0).Json;
        tree.GetProperty("experiments")[0].GetProperty("covers")[0].GetString().ShouldBe("C1");
        tree.GetProperty("reproductions").EnumerateArray().Select(reproduction => reproduction.GetProperty("final").GetBoolean()).ShouldBe([false, true]);
        (await _program.RunAsync("verify", "run", "--rerun", "e1")).ShouldEndWith(0).Out.ShouldContain("e1 by running it again");
        (await _program.RunAsync("export", "run", "--out", "out")).ShouldEndWith(0);
        File.ReadAllText(_program.At("out/code/reproduce.sh")).ShouldContain("sum.sh");
        File.ReadAllText(_program.At("out/README.md")).ShouldContain("bash reproduce.sh");
        Directory.EnumerateFiles(_program.At("out"), "*", SearchOption.AllDirectories).ShouldAllBe(file => !File.ReadAllText(file).Contains(_program.Folder) || file.Contains("report", StringComparison.Ordinal));
        (await _program.RunAsync("tree", "run", "--diff", "c1", "c2")).ShouldEndWith(2).Error.ShouldContain("no candidates");
    }

    [Fact]
    public async Task A_persons_own_command_is_an_experiment_like_a_roles()
    {
        await using var server = await RunAsync();

        var tried = (await _program.RunAsync("try", "run", "--json", "--", "bash", "sum.sh")).ShouldEndWith(0).Json;
        (await _program.RunAsync("try", "run", "--json", "--", "false")).ShouldEndWith(1).Json.GetProperty("ending").GetString().ShouldBe("error");

        tried.GetProperty("experiment").GetString().ShouldBe("e2");
        File.ReadAllText(Path.Combine(tried.GetProperty("files").GetString()!, "results/sum.txt")).ShouldBe("5050\n");
        var result = (await _program.RunAsync("show", "run", "--json")).ShouldEndWith(0).Json;
        (result.GetProperty("experiments").GetInt32(), result.GetProperty("failed_experiments").GetInt32()).ShouldBe((3, 1));
        result.GetProperty("status").GetString().ShouldBe("done");
        (await _program.RunAsync("verify", "run")).ShouldEndWith(0);
        (await _program.RunAsync("try", "sums", "--", "ls")).ShouldEndWith(2).Error.ShouldContain("longhaul run");
    }

    [Fact]
    public async Task A_closed_run_is_graded_as_of_an_earlier_time_and_its_grade_stays()
    {
        await using var server = await RunAsync();
        var own = File.ReadAllText(_program.At("run/grade.json"));

        var snapshots = (await _program.RunAsync("tree", "run", "--json")).ShouldEndWith(0).Json.GetProperty("snapshots").EnumerateArray().ToList();
        var early = Math.Ceiling(snapshots[0].GetProperty("at_s").GetDouble()) + 1;

        var before = (await _program.RunAsync("grade", "run", "--as-of", $"{early:0}s", "--json")).ShouldEndWith(0).Json;
        var end = (await _program.RunAsync("grade", "run", "--json")).ShouldEndWith(0).Json;
        var asked = server.Requests.Count;
        var again = (await _program.RunAsync("grade", "run", "--json")).ShouldEndWith(0).Json;

        before.GetProperty("commit").GetString().ShouldBe(snapshots.Last(snapshot => snapshot.GetProperty("at_s").GetDouble() <= early).GetProperty("commit").GetString());
        end.GetProperty("score").GetDouble().ShouldBe(1);
        end.GetProperty("after_grading").GetBoolean().ShouldBeTrue();
        JsonElement.DeepEquals(again, end).ShouldBeTrue();
        server.Requests.Count.ShouldBe(asked);
        File.ReadAllText(_program.At("run/grade.json")).ShouldBe(own);
        (await _program.RunAsync("verify", "run")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_rubric_that_a_person_shows_is_read_by_the_team_and_named_in_the_report()
    {
        await using var server = new ScriptedServer(PaperScript.Team().Answer);

        (await _program.RunAsync(["run", "sums", .. TeamProgram.Model("openai", server), "--rubric", "visible", "--out", "run", "--budget", "10m", "--json", "--yes"])).ShouldEndWith(0);

        File.ReadAllText(_program.At("run/workspace/paper/rubric.md")).ShouldContain("50.0 % [Result Analysis] It is 5050.");
        File.ReadAllText(_program.At("run/report/report.md")).ShouldContain("--rubric visible");
        File.ReadAllText(_program.At("run/run.json")).ShouldContain("\"rubric\": \"visible\"");
    }

    private async Task<ScriptedServer> RunAsync()
    {
        var server = new ScriptedServer(PaperScript.Team().Answer);
        (await _program.RunAsync(["run", "sums", .. TeamProgram.Model("openai", server), "--out", "run", "--budget", "10m", "--json", "--yes"])).ShouldEndWith(0);
        return server;
    }
}
