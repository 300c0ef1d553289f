using Longhaul.Execution.Executors;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.State;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tests.Tracks;

/// <summary>A person's candidates through the candidate contract, in the real sandbox.</summary>
public sealed class TryTests
{
    private const string Gentoo = "awk -F, 'NR==1{print \"id,species\"} NR>1{print $1\",Gentoo\"}' data/test.csv > predictions.csv";

    [Fact]
    public async Task A_command_is_scored_by_the_host_from_its_predictions()
    {
        using var folder = new TemporaryFolder();
        var result = await TryAsync(folder, Gentoo);

        result.Ending.ShouldBe(Ending.Success, result.Detail);
        result.Score.ShouldNotBeNull().ShouldBeInRange(0.1, 0.3);
        result.ToJson().ShouldContain("\"ending\": \"success\"");
        File.Exists(Path.Combine(result.Run, "workspace", "submission", "best", "submission.csv")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_command_sees_no_label_of_a_held_out_row_and_no_answers()
    {
        using var folder = new TemporaryFolder();
        var result = await TryAsync(folder, "find / -name 'answers*' -not -path '/proc/*' 2>/dev/null; head -1 data/test.csv; wc -l < data/train.csv; wc -l < data/test.csv; ls data; " + Gentoo);

        var log = await File.ReadAllTextAsync(result.Log, TestContext.Current.CancellationToken);
        log.ShouldNotContain("answers");
        log.ShouldNotContain("species,");
        log.ShouldContain("193\n153\n");
    }

    [Fact]
    public async Task A_script_among_the_files_can_be_run()
    {
        using var folder = new TemporaryFolder();
        var files = folder.At("files");
        Directory.CreateDirectory(files);
        await File.WriteAllTextAsync(Path.Combine(files, "run.sh"), "#!/bin/sh\n" + Gentoo + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(files, "plain"), "x", TestContext.Current.CancellationToken);

        var result = await TryAsync(folder.At("run"), ["./run.sh"], "penguins", files);
        var refused = await TryAsync(folder.At("refused"), ["./plain"], "penguins", files);

        result.Ending.ShouldBe(Ending.Success, result.Detail);
        refused.Detail.ShouldBe("exit code 126: the program can't be executed");
    }

    [Fact]
    public async Task A_command_that_fails_is_a_result_with_its_log()
    {
        using var folder = new TemporaryFolder();
        var result = await TryAsync(folder, "echo working; exit 3");

        result.Ending.ShouldBe(Ending.Error);
        result.ExitCode.ShouldBe(3);
        result.Score.ShouldBeNull();
        (await File.ReadAllTextAsync(result.Log, TestContext.Current.CancellationToken)).ShouldContain("working");
    }

    [Fact]
    public async Task Predictions_that_are_a_link_out_of_the_folder_are_refused_and_told()
    {
        using var folder = new TemporaryFolder();
        var result = await TryAsync(folder, "ln -s /etc/passwd predictions.csv");

        result.Score.ShouldBeNull();
        result.Attempts.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_forged_metrics_file_changes_no_score()
    {
        using var folder = new TemporaryFolder();
        var result = await TryAsync(folder, "echo '{\"score\": 1.0}' > metrics.json; " + Gentoo);

        result.Score.ShouldNotBeNull().ShouldBeLessThan(0.3);
    }

    [Fact]
    public async Task Images_of_the_task_lie_beside_the_tables_and_nothing_there_can_be_written()
    {
        using var folder = new TemporaryFolder();
        var result = await TryAsync(
            folder, "wc -c < data/train/00000.png; for f in data/new data/train.csv data/train/00000.png data/train/new; do (: > $f) 2>/dev/null && echo wrote $f; done; exit 3", "handwriting");

        var log = await File.ReadAllTextAsync(result.Log, TestContext.Current.CancellationToken);
        int.Parse(log.Split('\n')[1]).ShouldBeGreaterThan(100);
        log.ShouldNotContain("wrote");
    }

    [Fact]
    public async Task A_command_reaches_the_hosts_that_its_task_grants_and_each_request_is_written_down()
    {
        using var folder = new TemporaryFolder();
        using var server = new Execution.Network.LocalServer();
        Longhaul.Execution.Files.JobFiles.CopyFolder(Path.Combine(Repository.Tasks, "penguins"), folder.At("penguins"));
        await File.AppendAllTextAsync(folder.At("penguins/task.yaml"), $"resources: {{network: ['127.0.0.1:{server.Port}']}}\n", TestContext.Current.CancellationToken);
        var ask = $"exec 5<>/dev/tcp/127.0.0.1/${{HTTP_PROXY##*:}}; printf 'GET http://127.0.0.1:{server.Port}/data HTTP/1.1\\r\\n\\r\\n' >&5; cat <&5";

        var result = await TryAsync(folder, $"/bin/bash -c \"{ask.Replace("$", "\\$", StringComparison.Ordinal)}\"; exit 3", folder.At("penguins"));

        (await File.ReadAllTextAsync(result.Log, TestContext.Current.CancellationToken)).ShouldContain("hello");
        (await File.ReadAllTextAsync(Path.Combine(result.Run, "network.jsonl"), TestContext.Current.CancellationToken)).ShouldContain($"\"address\":\"http://127.0.0.1:{server.Port}/data\"");
    }

    [Fact]
    public async Task A_stop_that_came_too_late_for_an_earlier_owner_stops_no_try()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.At("run"));
        Inbox.Leave(run, new InboxCommand("1", "stop", "me"));

        (await TryAsync(folder, "sleep 0.3; " + Gentoo)).Ending.ShouldBe(Ending.Success);

        Inbox.Waiting(run).ShouldBeEmpty();
        RunState.Read(run, Direction.Maximize).Stops.ShouldBe(0);
    }

    [Fact]
    public async Task A_try_that_is_interrupted_leaves_a_run_nobody_works_on()
    {
        using var folder = new TemporaryFolder();
        using var interrupt = new CancellationTokenSource();
        var progress = new Interrupting(interrupt);

        await Should.ThrowAsync<OperationCanceledException>(() => TryAsync(folder.At("run"), ["sleep", "60"], "penguins", null, progress, interrupt.Token));

        RunState.Read(new RunFolder(folder.At("run")), Direction.Maximize).Phase.ShouldBe(RunPhase.Interrupted);
        RunHost.ResultOf(new RunFolder(folder.At("run"))).Status.ShouldBe("interrupted");
    }

    private static Task<TryResult> TryAsync(TemporaryFolder folder, string script, string task = "penguins") => TryAsync(folder.At("run"), ["/bin/sh", "-c", script], task, null);

    private static Task<TryResult> TryAsync(string run, string[] command, string task, string? files) =>
        TryAsync(run, command, task, files, new Progress<LiveStatus>(), TestContext.Current.CancellationToken);

    private static Task<TryResult> TryAsync(string run, string[] command, string task, string? files, IProgress<LiveStatus> progress, CancellationToken cancellationToken) =>
        new TryHost(TimeProvider.System, progress).RunAsync(
            new TryRequest
            {
                Task = TaskPackageReader.Read(Path.Combine(Repository.Tasks, task)).Require(),
                Out = run,
                Files = files,
                Command = command,
                Budget = TimeSpan.FromMinutes(2),
            },
            cancellationToken);

    /// <summary>Interrupts what runs as soon as it has begun.</summary>
    private sealed class Interrupting(CancellationTokenSource interrupt) : IProgress<LiveStatus>
    {
        public void Report(LiveStatus value)
        {
            if (value.State.Experiments.Count > 0)
                _ = interrupt.CancelAsync();
        }
    }
}
