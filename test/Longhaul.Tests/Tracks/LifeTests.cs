using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Search.State;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tests.Tracks;

/// <summary>Stopping, interrupting, extending and going on.</summary>
public sealed class LifeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunFolder Run => new(Path.Combine(_folder.Path, "run"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_interrupted_run_goes_on_where_it_was()
    {
        using var interrupt = new CancellationTokenSource();
        var first = await Host(status => { if (status.State.Experiments.Count == 2) interrupt.Cancel(); }).StartAsync(Request(4, answers: true), interrupt.Token);
        var second = await Host().ResumeAsync(Run, TestContext.Current.CancellationToken);

        first.Status.ShouldBe("interrupted");
        first.ExitCode.ShouldBe(130);
        second.Status.ShouldBe("done");
        second.Experiments.ShouldBe(4);
    }

    [Fact]
    public async Task A_run_that_is_stopped_ends_with_what_it_has()
    {
        var result = await Host(status =>
        {
            if (status.State.Experiments.Count == 2)
                Inbox.Leave(Run, new InboxCommand("stop-1", "stop", "a person"));
        }).StartAsync(Request(50, answers: true), TestContext.Current.CancellationToken);

        result.Status.ShouldBe("done");
        result.Submission.ShouldNotBeNull();
        result.Experiments.ShouldBeLessThan(50);
        JournalReader.Read(Run.Journal).Entries.ShouldContain(entry => entry.Type == "command.received");
    }

    [Fact]
    public async Task A_run_without_a_grade_can_be_extended_after_its_end()
    {
        var first = await Host().StartAsync(Request(null, answers: false) with { Budget = TimeSpan.FromSeconds(4) }, TestContext.Current.CancellationToken);
        Inbox.Leave(Run, new InboxCommand("more", "extend", "a person", "6"));

        var second = await Host().ResumeAsync(Run, TestContext.Current.CancellationToken);

        first.Grade.ShouldBeNull();
        second.Experiments.ShouldBeGreaterThan(first.Experiments);
        File.Exists(second.Report).ShouldBeTrue();
    }

    [Fact]
    public async Task A_run_that_is_extended_during_its_final_fit_goes_on_with_its_search()
    {
        var left = false;
        var result = await Host(status =>
        {
            if (status.State.Frozen is null || left)
                return;
            left = true;
            Inbox.Leave(Run, new InboxCommand("more", "extend", "a person", "60"));
            // The inbox is looked at twice a second.
            SpinWait.SpinUntil(() => Inbox.Waiting(Run).Count == 0, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        }).StartAsync(Request(1, answers: false) with { Budget = TimeSpan.FromMinutes(2) }, TestContext.Current.CancellationToken);

        result.Status.ShouldBe("done");
        JournalReader.Read(Run.Journal).Entries.Select(entry => entry.Type).Where(type => type is "champion.frozen" or "command.received" or "final.fitted" or "run.ended")
            .ShouldBe(["champion.frozen", "command.received", "champion.frozen", "final.fitted", "run.ended"]);
    }

    [Fact]
    public async Task An_extension_that_is_stopped_at_once_takes_no_final_fit_away()
    {
        await Host().StartAsync(Request(1, answers: false) with { Budget = TimeSpan.FromMinutes(2) }, TestContext.Current.CancellationToken);
        var before = RunState.Read(Run, Direction.Maximize);
        Inbox.Leave(Run, new InboxCommand("1-more", "extend", "a person", "60"));
        Inbox.Leave(Run, new InboxCommand("2-stop", "stop", "a person"));

        var result = await Host().ResumeAsync(Run, TestContext.Current.CancellationToken);

        var state = RunState.Read(Run, Direction.Maximize);
        result.Status.ShouldBe("done");
        state.Final.ShouldNotBeNull().Evidence.ShouldBe(before.Final.ShouldNotBeNull().Evidence);
        state.Submissions.Count.ShouldBe(before.Submissions.Count);
        (await File.ReadAllTextAsync(result.Report!, TestContext.Current.CancellationToken)).ShouldContain("its code fitted once more on");
    }

    [Fact]
    public async Task A_folder_that_another_process_has_just_taken_is_left_alone()
    {
        using var other = RunLock.Take(Run);

        (await Should.ThrowAsync<Longhaul.Runs.UserErrorException>(() => Host().StartAsync(Request(1, answers: false), TestContext.Current.CancellationToken)))
            .Message.ShouldContain("is being worked on");

        Directory.Exists(Run.Cache).ShouldBeTrue();
    }

    private static RunHost Host(Action<LiveStatus>? watch = null) => new(TimeProvider.System, new Watcher(watch));

    private RunRequest Request(int? experiments, bool answers)
    {
        var task = TaskPackageReader.Read(Path.Combine(Repository.Tasks, "penguins")).Require();
        return new RunRequest { Task = answers ? task : task with { Grader = null }, Out = Run.Root, MaxExperiments = experiments };
    }

    private sealed class Watcher(Action<LiveStatus>? watch) : IProgress<LiveStatus>
    {
        public void Report(LiveStatus value) => watch?.Invoke(value);
    }
}
