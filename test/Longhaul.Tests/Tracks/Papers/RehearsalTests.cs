using LibGit2Sharp;
using Longhaul.Evaluation.Rubrics;
using Longhaul.Evaluation.Rubrics.Judging;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Tracks.Papers;
using Longhaul.Tracks.Papers.Reproduction;

namespace Longhaul.Tests.Tracks.Papers;

public sealed class RehearsalTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private LocalExecutor _executor = null!;

    private string Code => _folder.At("code");

    public ValueTask InitializeAsync()
    {
        _executor = new LocalExecutor(TimeProvider.System, SandboxKind.Bubblewrap, _folder.At("state"));
        LibGit2Sharp.Repository.Init(Code);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _executor.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_script_runs_in_a_clean_clone_and_the_files_it_touched_are_told()
    {
        Write("reproduce.sh", "set -e\necho running\ncat data.txt > results/table.csv\nmkdir out && echo 1 > out/more.txt\n[ ! -e scratch.txt ]\n[ ! -e .venv ]\n");
        Write("data.txt", "1,2\n");
        Write("results/table.csv", "1,2\n");
        Write(".gitignore", ".venv/\n");
        var commit = Commit();
        Write(".venv/lib.py", "x");

        var result = await RunAsync();

        result.Succeeded.ShouldBeTrue(result.Outcome?.Detail);
        result.Commit.ShouldBe(commit);
        result.Problems.ShouldBeEmpty();
        result.Touched.ShouldBe([new TouchedFile("out/more.txt", new Bytes(2), Made: true), new TouchedFile("results/table.csv", new Bytes(4), Made: false)]);
        File.ReadAllText(_folder.At("clone/reproduce.log")).ShouldBe("running\n");
        File.Exists(Path.Combine(Code, "out/more.txt")).ShouldBeFalse();
        var work = JudgedWorks.Of(result, Code);
        work.TouchedAny.ShouldBeTrue();
        work.Files.Select(file => file.Path).ShouldBe([".gitignore", "data.txt", "out/more.txt", "reproduce.log", "reproduce.sh", "results/table.csv"]);
    }

    [Fact]
    public async Task Results_of_an_earlier_trial_that_were_committed_are_named()
    {
        Write("reproduce.sh", "echo 2 > table.csv\necho 1 > same.csv\n");
        Write("table.csv", "1\n");
        Write("same.csv", "1\n");
        Commit();

        var result = await RunAsync();

        result.Problems.ShouldHaveSingleItem().ShouldStartWith("committed, and reproduce.sh makes something else of it: table.csv.");
    }

    [Fact]
    public async Task A_committed_file_that_gets_a_second_name_is_not_as_it_was_committed()
    {
        Write("reproduce.sh", "echo 2 > table.csv\nln table.csv other.csv\n");
        Write("table.csv", "1\n");
        Commit();

        var result = await RunAsync();

        result.Problems.ShouldHaveSingleItem().ShouldContain("table.csv");
    }

    [Fact]
    public async Task What_is_written_into_an_environment_is_no_result()
    {
        Write("reproduce.sh", "mkdir -p .venv/bin src/__pycache__ && echo x > .venv/bin/activate && echo x > src/__pycache__/a.pyc\n");
        Write("src/a.py", "pass\n");
        Commit();

        var result = await RunAsync();

        result.Succeeded.ShouldBeTrue();
        result.Touched.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_script_that_fails_is_a_result_and_touched_nothing()
    {
        Write("reproduce.sh", "echo no >&2; exit 3\n");
        Commit();

        var result = await RunAsync();

        result.Succeeded.ShouldBeFalse();
        result.Outcome!.Ending.ShouldBe(Ending.Error);
        result.Outcome.ExitCode.ShouldBe(3);
        result.Touched.ShouldBeEmpty();
        var table = new RubricNode("r", "Agrees.", 1) { Category = RubricCategory.ResultAnalysis };
        RubricGrading.WithoutAsking(table, JudgedWorks.Of(result, Code))!.Score.ShouldBe(0);
    }

    [Fact]
    public async Task A_script_that_leaves_what_cannot_be_looked_through_has_no_results_and_the_clone_is_made_anew()
    {
        Write("reproduce.sh", "echo running\necho 1 > table.csv\ni=0; while [ $i -lt 210 ]; do mkdir d; cd d; i=$((i+1)); done\n");
        Commit();

        var result = await RunAsync();

        result.Outcome.ShouldNotBeNull();
        result.Problems.ShouldHaveSingleItem().ShouldStartWith("reproduce.sh leaves what can't be looked through");
        result.Touched.ShouldBeEmpty();
        File.ReadAllText(_folder.At("clone/reproduce.log")).ShouldBe("running\n");
        JudgedWorks.Of(result, Code).Files.Select(file => file.Path).ShouldBe(["reproduce.log", "reproduce.sh"]);
    }

    [Fact]
    public async Task A_script_beyond_its_time_is_ended()
    {
        Write("reproduce.sh", "sleep 60\n");
        Commit();

        var result = await RunAsync(plan => plan with { Limits = new Limits { Wall = TimeSpan.FromSeconds(0.5) } });

        result.Outcome!.Ending.ShouldBe(Ending.Timeout);
    }

    [Fact]
    public async Task Without_a_committed_script_nothing_is_run()
    {
        Write("other.sh", "");
        Commit();
        Write("reproduce.sh", "");

        var result = await RunAsync();

        result.Outcome.ShouldBeNull();
        result.Problems.ShouldBe(["there is no committed reproduce.sh at the top of the repository", "not committed, so no clone has it: reproduce.sh"]);
        JudgedWorks.Of(result, Code).Reproduced.ShouldBeFalse();
    }

    [Fact]
    public async Task A_repository_that_is_too_large_is_not_run_and_names_its_heaviest_files()
    {
        Write("reproduce.sh", "true\n");
        Write("weights.bin", new string('x', 3_000_000));
        Commit();

        var result = await RunAsync(plan => plan with { Largest = Bytes.FromMiB(1) });

        result.Outcome.ShouldBeNull();
        result.Problems.Single().ShouldContain("weights.bin (");
    }

    [Theory]
    [InlineData("cd /runs/r7/workspace/code", "/runs/r7")]
    [InlineData("x=/home/ada/data/train.csv", "/home/ada")]
    [InlineData("open('/root/.cache/m')", "/root")]
    [InlineData("python3 /usr/bin/x /rooted/y https://x.org/home/ada/z ./runs/r7/x /runs/r70", null)]
    public async Task Paths_of_this_machine_are_told_with_their_line(string line, string? path)
    {
        Write("reproduce.sh", $"true\n: {line}\n");
        Commit();

        var result = await RunAsync(plan => plan with { MachinePaths = ["/runs/r7/"] });

        result.Problems.ShouldBe(path is null ? [] : [$"reproduce.sh:2 names {(path == "/runs/r7" ? "/runs/r7/" : path)}, a path of this machine; make it relative to the script"]);
    }

    [Fact]
    public async Task An_earlier_commit_can_be_reproduced()
    {
        Write("reproduce.sh", "exit 1\n");
        var first = Commit();
        Write("reproduce.sh", "exit 0\n");
        Commit();

        (await RunAsync(plan => plan with { Commit = first })).Outcome!.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_hostile_repository_points_to_is_not_followed()
    {
        Write("reproduce.sh", "cat secret || true\n");
        _folder.Write("private.txt", "the answers");
        File.CreateSymbolicLink(Path.Combine(Code, "secret"), _folder.At("private.txt"));
        Write(".git/hooks/post-checkout", "#!/bin/sh\ntouch hooked\n");
        File.SetUnixFileMode(Path.Combine(Code, ".git/hooks/post-checkout"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Commit();

        var result = await RunAsync();

        File.ReadAllText(_folder.At("clone/reproduce.log")).ShouldNotContain("the answers");
        File.Exists(_folder.At("clone/hooked")).ShouldBeFalse();
        result.Files.ShouldNotContain(file => file.Path == "secret");
    }

    [Fact]
    public async Task A_repository_that_takes_its_objects_from_elsewhere_is_refused()
    {
        Write("reproduce.sh", "true\n");
        Commit();
        Write(".git/objects/info/alternates", "/somewhere/objects\n");

        (await RunAsync()).Problems.Single().ShouldContain("takes its objects from elsewhere");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_commit_there_is_nothing_to_run(bool repository)
    {
        if (!repository)
            Directory.Delete(Path.Combine(Code, ".git"), recursive: true);

        (await RunAsync()).Problems.ShouldBe([repository ? "nothing is committed yet" : "there is no git repository"]);
    }

    private void Write(string name, string text) => _folder.Write(Path.Combine("code", name), text);

    private string Commit()
    {
        using var repository = new LibGit2Sharp.Repository(Code);
        Commands.Stage(repository, "*");
        var author = new Signature("t", "t@localhost", DateTimeOffset.UnixEpoch);
        return repository.Commit("c", author, author).Sha;
    }

    private Task<ReproductionResult> RunAsync(Func<ReproductionPlan, ReproductionPlan>? change = null)
    {
        var plan = new ReproductionPlan(new JobId("reproduce"), Code, _folder.At("clone"));
        return new Rehearsal(_executor).RunAsync(change?.Invoke(plan) ?? plan, TestContext.Current.CancellationToken);
    }
}
