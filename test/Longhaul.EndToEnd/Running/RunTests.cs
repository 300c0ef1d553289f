using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace Longhaul.EndToEnd.Running;

/// <summary>The main job with the real program in the real sandbox, on the smallest shipped task.</summary>
public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_leaves_a_graded_submission_and_a_report()
    {
        var result = (await PenguinsAsync("run")).ShouldEndWith(0).Json;

        result.GetProperty("status").GetString().ShouldBe("done");
        result.GetProperty("experiments").GetInt32().ShouldBeInRange(1, 4);
        result.GetProperty("tokens").GetInt64().ShouldBe(0);
        result.GetProperty("grade").GetProperty("valid_submission").GetBoolean().ShouldBeTrue();
        File.ReadLines(result.GetProperty("submission").GetString()!).Count().ShouldBe(105);
        File.ReadAllText(result.GetProperty("report").GetString()!).ShouldContain("penguin", Case.Insensitive);
        Path.IsPathFullyQualified(result.GetProperty("run").GetString()!).ShouldBeTrue();
        result.GetProperty("journal_head").GetString()!.Length.ShouldBe(64);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_submission()
    {
        var first = (await PenguinsAsync("one")).ShouldEndWith(0).Json;
        var second = (await PenguinsAsync("two")).ShouldEndWith(0).Json;

        File.ReadAllText(Submission(second)).ShouldBe(File.ReadAllText(Submission(first)));
        second.GetProperty("experiments").GetInt32().ShouldBe(first.GetProperty("experiments").GetInt32());
    }

    [Fact]
    public async Task A_killed_run_goes_on_and_ends_as_if_nothing_had_happened()
    {
        var undisturbed = (await PenguinsAsync("undisturbed")).ShouldEndWith(0).Json;

        using (var owner = LonghaulProgram.Start(_folder.Path, Arguments("killed")))
        {
            await UntilAsync(() => Journal("killed").Contains("\"experiment.started\"", StringComparison.Ordinal));
            owner.Kill();
            await owner.WaitForExitAsync();
        }

        var resumed = (await LonghaulProgram.RunAsync(_folder.Path, "resume", "killed", "--json")).ShouldEndWith(0).Json;
        File.ReadAllText(Submission(resumed)).ShouldBe(File.ReadAllText(Submission(undisturbed)));
        resumed.GetProperty("experiments").GetInt32().ShouldBe(undisturbed.GetProperty("experiments").GetInt32());
    }

    [Fact]
    public async Task Resuming_a_finished_run_changes_nothing()
    {
        var finished = (await PenguinsAsync("run")).ShouldEndWith(0);
        var journal = Journal("run");

        var again = (await LonghaulProgram.RunAsync(_folder.Path, "resume", "run", "--json")).ShouldEndWith(0);

        again.Out.ShouldBe(finished.Out);
        Journal("run").ShouldBe(journal);
    }

    [Fact]
    public async Task Ctrl_C_ends_in_an_orderly_way_and_the_run_goes_on_later()
    {
        // Enough of them that the signal comes in the middle, however busy the machine is.
        using (var owner = LonghaulProgram.Start(_folder.Path, Arguments("run", experiments: 10)))
        {
            await UntilAsync(() => Journal("run").Contains("\"experiment.started\"", StringComparison.Ordinal));
            await LonghaulProgram.StartAsync("kill", ["-INT", $"{owner.Id}"], _folder.Path);
            await owner.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);
            owner.ExitCode.ShouldBe(130);
        }

        Journal("run").ShouldContain("\"run.interrupted\"");
        (await LonghaulProgram.RunAsync(_folder.Path, "resume", "run", "--json")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_detached_run_goes_on_alone_and_attach_shows_its_end()
    {
        var started = (await LonghaulProgram.RunAsync(
            _folder.Path, "run", LonghaulProgram.Task("penguins"), "--max-experiments", "2", "--out", "run", "--detach", "--json")).ShouldEndWith(0).Json;
        started.GetProperty("status").GetString().ShouldBe("working");

        (await LonghaulProgram.RunAsync(_folder.Path, "attach", "run")).ShouldEndWith(0).Out.ShouldContain("submission");
    }

    [Fact]
    public async Task Stop_ends_a_run_with_its_best_so_far()
    {
        (await LonghaulProgram.RunAsync(_folder.Path, "run", LonghaulProgram.Task("digits"), "--budget", "5m", "--out", "run", "--detach")).ShouldEndWith(0);
        await UntilAsync(() => Journal("run").Contains("\"submission.updated\"", StringComparison.Ordinal));

        (await LonghaulProgram.RunAsync(_folder.Path, "stop", "run")).ShouldEndWith(0);

        var shown = (await LonghaulProgram.RunAsync(_folder.Path, "show", "run", "--json")).ShouldEndWith(0).Json;
        shown.GetProperty("status").GetString().ShouldBe("done");
        File.Exists(Submission(shown)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_run_left_can_be_looked_at_and_taken_along()
    {
        (await PenguinsAsync("run")).ShouldEndWith(0);

        foreach (var command in new[] { "show", "tree", "log", "cost" })
            (await LonghaulProgram.RunAsync(_folder.Path, command, "run")).ShouldEndWith(0).Out.ShouldNotBeEmpty();
        (await LonghaulProgram.RunAsync(_folder.Path, "list", "--runs", ".", "--json")).ShouldEndWith(0).Json.GetProperty("runs").GetArrayLength().ShouldBe(1);
        (await LonghaulProgram.RunAsync(_folder.Path, "export", "run", "--to", "s.zip")).ShouldEndWith(0);
        using var solution = ZipFile.OpenRead(_folder.At("s.zip"));
        solution.Entries.ShouldContain(entry => entry.FullName.StartsWith("submission/", StringComparison.Ordinal));
        solution.Entries.ShouldContain(entry => entry.FullName.StartsWith("members/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_agrees_with_an_honest_run_and_finds_a_forged_figure()
    {
        var report = (await PenguinsAsync("run")).ShouldEndWith(0).Json.GetProperty("report").GetString()!;
        (await LonghaulProgram.RunAsync(_folder.Path, "verify", "run", "--rerun", "e1")).ShouldEndWith(0);

        File.WriteAllText(report, File.ReadAllText(report).Replace(" 0.9", " 0.8", StringComparison.Ordinal));

        (await LonghaulProgram.RunAsync(_folder.Path, "verify", "run")).ShouldEndWith(1).Out.ShouldContain("report.md");
    }

    [Fact]
    public async Task A_shell_sees_what_an_experiment_saw()
    {
        (await PenguinsAsync("run")).ShouldEndWith(0);

        var shell = await LonghaulProgram.StartAsync("sh", ["-c", "echo 'ls; ls data; exit 7' | \"$0\" shell run e1", LonghaulProgram.Launcher], _folder.Path);

        shell.ShouldEndWith(7).Out.ShouldContain("train.csv");
        shell.Out.ShouldContain("pipeline.yaml");
    }

    [Fact]
    public async Task A_moved_run_can_be_shown_and_resumed()
    {
        (await PenguinsAsync("run")).ShouldEndWith(0);
        Directory.Move(_folder.At("run"), _folder.At("mein Lauf für später"));

        (await LonghaulProgram.RunAsync(_folder.Path, "show", "mein Lauf für später")).ShouldEndWith(0);
        (await LonghaulProgram.RunAsync(_folder.Path, "verify", "mein Lauf für später")).ShouldEndWith(0);
        (await LonghaulProgram.RunAsync(_folder.Path, "resume", "mein Lauf für später", "--json")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_path_with_a_space_and_an_umlaut_is_a_path()
    {
        var place = Directory.CreateDirectory(_folder.At("schöne Daten")).FullName;
        _ = new BadInput.TaskBuilder(Path.Combine(place, "die Pinguine"));

        (await LonghaulProgram.RunAsync(place, "run", "die Pinguine", "--max-experiments", "2", "--json")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Someone_without_rights_can_run_it()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to become someone else");
        var home = Directory.CreateDirectory(_folder.At("home")).FullName;
        await LonghaulProgram.StartAsync("chown", ["65534:65534", home], _folder.Path);
        await LonghaulProgram.StartAsync("chmod", ["a+rx", _folder.Path], _folder.Path);

        var outcome = await LonghaulProgram.StartAsync(
            "setpriv",
            [
                "--reuid", "65534", "--regid", "65534", "--clear-groups", "env", $"HOME={home}",
                LonghaulProgram.Launcher, "run", LonghaulProgram.Task("penguins"), "--max-experiments", "2", "--out", Path.Combine(home, "run"), "--json",
            ],
            home);

        outcome.ShouldEndWith(0).Json.GetProperty("status").GetString().ShouldBe("done");
    }

    [Fact]
    public async Task A_program_of_ones_own_is_scored_like_any_other()
    {
        var program = Directory.CreateDirectory(_folder.At("model")).FullName;
        File.WriteAllText(Path.Combine(program, "predict.sh"), "cp data/sample_submission.csv predictions.csv; echo done\n");

        var tried = (await LonghaulProgram.RunAsync(
            _folder.Path, "try", LonghaulProgram.Task("penguins"), "--files", program, "--out", "run", "--json", "--", "sh", "predict.sh")).ShouldEndWith(0).Json;

        tried.GetProperty("ending").GetString().ShouldBe("success");
        tried.GetProperty("score").GetDouble().ShouldBeInRange(0, 0.5);
        File.ReadAllText(tried.GetProperty("log").GetString()!).ShouldContain("done");
    }

    private Task<Outcome> PenguinsAsync(string run) => LonghaulProgram.RunAsync(_folder.Path, Arguments(run));

    private static string[] Arguments(string run, int experiments = 4) => ["run", LonghaulProgram.Task("penguins"), "--max-experiments", $"{experiments}", "--out", run, "--json"];

    private static string Submission(JsonElement result) => result.GetProperty("submission").GetString()!;

    private string Journal(string run) => File.Exists(_folder.At(run, "journal.jsonl")) ? File.ReadAllText(_folder.At(run, "journal.jsonl")) : "";

    private static async Task UntilAsync(Func<bool> reached)
    {
        var waited = Stopwatch.StartNew();
        while (!reached())
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
            await Task.Delay(20);
        }
    }
}
