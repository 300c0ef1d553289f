using System.Text.Json;
using Longhaul.EndToEnd.BadInput;
using Longhaul.EndToEnd.Team.Scripting;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Team;

/// <summary>A session that was answered through the mailbox and recorded, and what is made of the recording.</summary>
public sealed class RecordedSession : IAsyncLifetime
{
    internal TeamProgram Program { get; } = new();

    internal JsonElement Result { get; private set; }

    internal static string[] Options { get; } = ["--max-experiments", "4", "--json", "--yes"];

    public async ValueTask InitializeAsync()
    {
        await using var clerk = new MailClerk(Program.At("letters"), new ScriptedTeam()
            .Leads(
                Use("ask_role", new { role = "implementer", brief = "JOB build. A nearest neighbour." }),
                Use("finish", new { summary = "A neighbour does well (e3).", reason = "it is a test" }))
            .Works(
                "build",
                Use("write", new { path = NearestPenguin.Path, content = NearestPenguin.Program }),
                Use("run", new { command = "cd code/nearest && ln -sfn ../../data data && perl predict.pl && date +%s%N > when.txt && wc -l predictions.csv" }),
                Use("run_experiment", new { title = "nearest neighbour", hypothesis = "Penguins differ in their bills.", folder = "code/nearest", command = new[] { "perl", "predict.pl" } }),
                Use("finish", new { summary = "code/nearest is e3." })));
        Result = (await Program.RunAsync(["run", LonghaulProgram.Task("penguins"), "--model", "mailbox:letters", "--record", "session.jsonl", "--out", "recorded", .. Options])).ShouldEndWith(0).Json;
    }

    public ValueTask DisposeAsync()
    {
        Program.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class RecordingTests(RecordedSession session) : IClassFixture<RecordedSession>
{
    private readonly TeamProgram _program = session.Program;

    [Fact]
    public async Task A_recording_ends_as_it_did_and_nothing_is_run_again()
    {
        var played = (await PlayAsync("played", "replay:session.jsonl")).ShouldEndWith(0).Json;

        played.GetProperty("best").ToString().ShouldBe(session.Result.GetProperty("best").ToString());
        played.GetProperty("experiments").GetInt32().ShouldBe(3);
        played.GetProperty("tokens").GetInt64().ShouldBe(session.Result.GetProperty("tokens").GetInt64());
        // The program prints the time: only the recording can print it again.
        Log("played").ShouldBe(Log("recorded"));
        Log("played").ShouldContain("penguins at");
        File.ReadAllText(_program.At("played/workspace/code/nearest/when.txt")).ShouldBe(File.ReadAllText(_program.At("recorded/workspace/code/nearest/when.txt")));
        (await _program.RunAsync("verify", "played")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Played_live_its_answers_count_and_its_experiments_are_run()
    {
        var played = (await PlayAsync("live", "replay:session.jsonl?live")).ShouldEndWith(0).Json;

        played.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(session.Result.GetProperty("best").GetProperty("score").GetDouble());
        Log("live").ShouldContain("penguins at");
        Log("live").ShouldNotBe(Log("recorded"));
    }

    [Fact]
    public async Task A_run_that_was_asked_otherwise_shows_both_sides()
    {
        var outcome = (await PlayAsync("longer", "replay:session.jsonl", "--max-experiments", "5")).ShouldEndWith(1);

        outcome.Error.ShouldContain("differs from its recording");
        var sides = outcome.Error.Split("--- now");
        sides[0].ShouldContain("--- recorded");
        sides[0].ShouldContain("Experiments left: 2");
        sides[1].ShouldContain("Experiments left: 3");
    }

    [Fact]
    public async Task A_prompt_that_was_changed_shows_both_sides()
    {
        var task = new TaskBuilder(_program.At("other"));
        task.With(task.File("public", "description.md"), text => text.Replace("30%", "40%", StringComparison.Ordinal));

        var outcome = (await _program.RunAsync(["run", _program.At("other"), "--model", "replay:session.jsonl", "--out", "changed", .. RecordedSession.Options])).ShouldEndWith(1);

        var sides = outcome.Error.Split("--- now");
        sides[0].ShouldContain("a random 30%");
        sides[1].ShouldContain("a random 40%");
    }

    [Fact]
    public async Task A_file_that_is_no_recording_is_bad_input()
    {
        File.WriteAllText(_program.At("poem.txt"), "Roses are red.\n");

        (await PlayAsync("poem", "replay:poem.txt")).ShouldEndWith(2).Error.ShouldContain("poem.txt");
        (await PlayAsync("nothing", "replay:nothing.jsonl")).ShouldEndWith(2).Error.ShouldContain("nothing.jsonl");
    }

    private Task<Outcome> PlayAsync(string run, string model, params string[] options) =>
        _program.RunAsync(["run", LonghaulProgram.Task("penguins"), "--model", model, "--out", run, .. options.Length > 0 ? [.. options, "--json", "--yes"] : RecordedSession.Options]);

    private string Log(string run) => File.ReadAllText(_program.At(run, "workspace/experiments/e3/log.txt"));
}
