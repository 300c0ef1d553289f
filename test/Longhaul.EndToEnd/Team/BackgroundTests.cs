using System.Diagnostics;
using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Team;

/// <summary>Commands that run in the background while their role does other things.</summary>
public sealed class BackgroundTests : IDisposable
{
    private readonly TeamProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task A_command_in_the_background_is_looked_at_stopped_or_ends_with_its_session_and_a_replay_runs_nothing()
    {
        await using (var server = new ScriptedServer(Leading(
            Use("run", new { command = "echo one; sleep 1; date +%s%N; echo kept > left.txt; echo no > code/mine.txt", background = true, minutes = 5 }),
            Use("write", new { path = "code/a/beside.txt", content = "beside" }),
            Use("job", new { id = "s2.1.1", action = "poll", wait_seconds = 60 }),
            Use("read", new { path = "log/jobs/s2.1.1/left.txt" }),
            ScriptedReply.Uses(Call("run", new { command = "echo two; sleep 61234", background = true }), Call("run", new { command = "echo three; sleep 61234", background = true }), Call("run", new { command = "true", background = true })),
            Use("job", new { id = "s2.5.1", action = "stop" }),
            Use("job", new { id = "s9.9.9", action = "poll" }),
            Use("finish", new { summary = "Done." })).Answer))
            (await _program.RunAsync([.. Arguments(), .. TeamProgram.Model("openai", server), "--record", "session.jsonl", "--out", "run"])).ShouldEndWith(0);

        var journal = _program.Journal("run");
        var uses = journal.Uses;
        uses["s2.3.1"].Text.ShouldContain("s2.1.1 ended with exit code 2");
        uses["s2.3.1"].Text.ShouldContain("It left 1 files");
        uses["s2.3.1"].Text.ShouldContain("Read-only file system");
        uses["s2.4.1"].Text.ShouldContain("kept");
        uses["s2.5.3"].ShouldSatisfyAllConditions(use => use.Outcome.ShouldBe("refused"), use => use.Text.ShouldContain("s2.5.1, s2.5.2"));
        uses["s2.6.1"].Text.ShouldContain("was ended (stopped)");
        uses["s2.7.1"].Outcome.ShouldBe("wrong");
        journal.Of("job.ended").Select(ended => (ended.GetProperty("job").GetString(), ended.GetProperty("ending").GetString())).ShouldBe([("s2.1.1", "error"), ("s2.5.1", "stopped"), ("s2.5.2", "stopped")]);
        File.ReadAllText(_program.At("run/workspace/log/jobs/s2.5.2/output.txt")).ShouldBe("three\n");
        File.Exists(_program.At("run/workspace/code/mine.txt")).ShouldBeFalse();
        Alive("61234").ShouldBeFalse();

        (await _program.RunAsync([.. Arguments(), "--model", "replay:session.jsonl", "--out", "played"])).ShouldEndWith(0);

        // It printed the time: only the recording can print it again.
        _program.Journal("played").Uses["s2.3.1"].ShouldBe(uses["s2.3.1"]);
        File.ReadAllText(_program.At("played/workspace/log/jobs/s2.1.1/left.txt")).ShouldBe("kept\n");
    }

    [Fact]
    public async Task What_runs_in_the_background_when_the_owner_is_killed_is_ended_and_told_as_interrupted()
    {
        await using var server = new ScriptedServer(Leading(
            Use("run", new { command = "echo half > half.txt; echo begun; sleep 61235", background = true }),
            Use("run", new { command = "mkdir -p code/a; touch code/a/half.txt; sleep 120" }),
            Use("job", new { id = "s2.1.1", action = "poll" }),
            Use("finish", new { summary = "Nothing was lost." })).Answer);
        using (var owner = _program.Start([.. Arguments(), .. TeamProgram.Model("openai", server), "--out", "run"]))
        {
            var waited = Stopwatch.StartNew();
            while (!File.Exists(_program.At("run/workspace/code/a/half.txt")))
            {
                owner.HasExited.ShouldBeFalse();
                waited.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3));
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            owner.Kill();
            await owner.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await _program.RunAsync("resume", "run", "--json")).ShouldEndWith(0);

        var journal = _program.Journal("run");
        journal.Uses["s2.2.1"].Outcome.ShouldBe("interrupted");
        journal.Uses["s2.3.1"].Text.ShouldContain("was interrupted by a restart");
        journal.Uses["s2.3.1"].Text.ShouldContain("begun");
        journal.Of("job.ended").Single().GetProperty("ending").GetString().ShouldBe("interrupted");
        Alive("61235").ShouldBeFalse();
    }

    private static ScriptedTeam Leading(params ScriptedStep[] steps) => new ScriptedTeam()
        .Leads(
            Use("automl", new { experiments = 1 }),
            Use("ask_role", new { role = "implementer", brief = "JOB build. Anything." }),
            Use("finish", new { summary = "Done.", reason = "it is a test" }))
        .Works("build", steps);

    private static string[] Arguments() => ["run", LonghaulProgram.Task("penguins"), "--cold", "--max-experiments", "3", "--json", "--yes"];

    private static bool Alive(string argument) => Directory.EnumerateDirectories("/proc").Select(folder => Path.Combine(folder, "cmdline")).Any(file =>
    {
        try
        {
            return File.Exists(file) && File.ReadAllText(file).StartsWith($"sleep\0{argument}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
