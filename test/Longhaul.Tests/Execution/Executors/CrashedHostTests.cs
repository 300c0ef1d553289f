using System.Diagnostics;
using System.Globalization;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Processes;
using Longhaul.Execution.Resources;
using Longhaul.Execution.Sandbox;

namespace Longhaul.Tests.Execution.Executors;

/// <summary>Kills a real host with SIGKILL and looks for what is left.</summary>
public sealed class CrashedHostTests : IDisposable
{
    private static readonly JobId Id = new("job");

    private readonly string root = Directory.CreateTempSubdirectory("longhaul-crash-").FullName;
    private readonly string mark = $"31{Random.Shared.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture)}";

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task The_whole_sandbox_dies_with_its_host()
    {
        await KillHostOf("bubblewrap");

        await UntilAsync(() => !Sleepers().Any(), "the sandbox still runs");
    }

    [Fact]
    public async Task A_job_that_was_cut_off_is_lost_and_nothing_of_it_is_left()
    {
        var host = await KillHostOf("bubblewrap");
        await using var executor = new LocalExecutor(TimeProvider.System, SandboxKind.Bubblewrap, Path.Combine(root, "state"));

        (await executor.ReattachAsync(Id, Path.Combine(root, "job"), TestContext.Current.CancellationToken)).ShouldBe(JobState.Lost);

        Sleepers().ShouldBeEmpty();
        GroupsOf(host).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_sandbox_what_survived_is_ended_when_the_job_is_looked_for()
    {
        await KillHostOf("none");
        await using var executor = new LocalExecutor(TimeProvider.System, SandboxKind.None, Path.Combine(root, "state"), LimitsMechanism.Watchdog);

        (await executor.ReattachAsync(Id, Path.Combine(root, "job"), TestContext.Current.CancellationToken)).ShouldBe(JobState.Lost);

        await UntilAsync(() => !Sleepers().Any(), "a process survived");
    }

    [Fact]
    public async Task A_new_executor_sweeps_the_groups_of_hosts_that_are_gone()
    {
        var host = await KillHostOf("bubblewrap");

        await using var executor = new LocalExecutor(TimeProvider.System, SandboxKind.Bubblewrap, Path.Combine(root, "elsewhere"));

        GroupsOf(host).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_of_a_host_that_lives_can_be_watched_from_outside()
    {
        using var host = StartHost("bubblewrap", "sleep 0.5; exit 7");
        await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        await using var executor = new LocalExecutor(TimeProvider.System, SandboxKind.Bubblewrap, Path.Combine(root, "state"));

        (await executor.ReattachAsync(Id, root, TestContext.Current.CancellationToken)).ShouldBe(JobState.Running);
        (await executor.WatchAsync(Id, TestContext.Current.CancellationToken)).ExitCode.ShouldBe(7);

        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task<int> KillHostOf(string sandbox)
    {
        using var host = StartHost(sandbox, $"setsid sleep {mark} & sleep {mark}; true");
        (await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("submitted");
        await UntilAsync(() => Sleepers().Count() == 2, "the job did not start");
        LibC.kill(host.Id, LibC.SIGKILL);
        // Asked, not awaited: the event for a child's end was once lost among those of many children, and the test waited forever.
        await UntilAsync(() => host.HasExited, "the host lives");
        return host.Id;
    }

    private Process StartHost(string sandbox, string script) =>
        Process.Start(new ProcessStartInfo("dotnet", [Dummy.Dll, "host", sandbox, root, "/bin/sh", "-c", script]) { RedirectStandardOutput = true, UseShellExecute = false })!;

    private IEnumerable<string> Sleepers() => Directory.EnumerateDirectories("/proc").Where(IsSleeper);

    private bool IsSleeper(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")) == $"sleep\0{mark}\0";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> GroupsOf(int host) =>
        ControlGroupMounts.Own().Values.Distinct().Where(Directory.Exists).SelectMany(folder => Directory.EnumerateDirectories(folder, $"longhaul-{host}-*"));

    private static async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        for (var i = 0; !condition(); i++)
        {
            (i < 500).ShouldBeTrue(otherwise);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
