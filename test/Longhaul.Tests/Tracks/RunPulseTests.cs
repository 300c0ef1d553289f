using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Tracks.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Tracks;

public sealed class RunPulseTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));

    private RunFolder Run => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_command_is_obeyed_once_even_if_it_is_left_again()
    {
        using var ledger = Open();
        Inbox.Leave(Run, new InboxCommand("1", "extend", "me", "60"));
        Pulse(ledger).ObeyInbox();
        Inbox.Leave(Run, new InboxCommand("1", "extend", "me", "60"));
        Pulse(ledger).ObeyInbox();

        ledger.State.Extended.ShouldBe(TimeSpan.FromSeconds(60));
        Inbox.Waiting(Run).ShouldBeEmpty();
    }

    [Fact]
    public void A_stop_that_was_journalled_before_a_crash_is_obeyed_after_it()
    {
        using (var ledger = Open())
        {
            Inbox.Leave(Run, new InboxCommand("1", "stop", "me"));
            Pulse(ledger).ObeyInbox();
        }

        using var again = Open();
        Pulse(again).StopAsked.ShouldBeTrue();
    }

    [Theory]
    [InlineData("dance", null)]
    [InlineData("extend", "1e300")]
    [InlineData("extend", "-1e9")]
    [InlineData("extend", null)]
    [InlineData(null, null)]
    public void A_command_that_makes_no_sense_is_put_aside(string? what, string? value)
    {
        using var ledger = Open();
        Inbox.Leave(Run, new InboxCommand("1", what!, "me", value));
        Pulse(ledger).ObeyInbox();

        Inbox.Waiting(Run).ShouldBeEmpty();
        JournalReader.Read(Run.Journal).Entries.ShouldNotContain(entry => entry.Type == "command.received");
    }

    [Fact]
    public void A_graded_run_is_not_opened_again_by_an_extension()
    {
        using var ledger = Open();
        ledger.Record("r", new RunEnded("done", "x", null, 1));
        ledger.Record("grade", new GradeComputed(1, null, "x"));
        Inbox.Leave(Run, new InboxCommand("1", "extend", "me", "60"));
        Pulse(ledger).ObeyInbox();

        ledger.State.End.ShouldNotBeNull();
        ledger.State.Extended.ShouldBe(TimeSpan.Zero);
        Inbox.Waiting(Run).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_cancels_the_work_and_the_heart_beats_beside_it()
    {
        using var ledger = Open();
        var pulse = Pulse(ledger);
        var work = pulse.BesideAsync<int>(
            async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return 1;
            },
            TestContext.Current.CancellationToken);
        for (var i = 0; i < 30; i++)
            await Tick();
        Inbox.Leave(Run, new InboxCommand("1", "stop", "me"));
        while (!work.IsCompleted)
            await Tick();

        await Should.ThrowAsync<OperationCanceledException>(() => work);
        pulse.StopAsked.ShouldBeTrue();
        JournalReader.Read(Run.Journal).Entries.ShouldContain(entry => entry.Type == "run.heartbeat");
    }

    [Fact]
    public async Task What_closes_a_run_is_ended_by_a_further_stop_alone()
    {
        using var ledger = Open();
        Inbox.Leave(Run, new InboxCommand("1", "stop", "me"));
        var pulse = Pulse(ledger);
        pulse.ObeyInbox();

        (await pulse.BesideAsync(token => Task.FromResult(token.IsCancellationRequested), TestContext.Current.CancellationToken, closing: true)).ShouldBeFalse();
        (await pulse.BesideAsync(token => Task.FromResult(token.IsCancellationRequested), TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await pulse.BesideAsync(
            token =>
            {
                ledger.Record("2", new CommandReceived("2", "stop", "me", null));
                return Task.FromResult(token.IsCancellationRequested);
            },
            TestContext.Current.CancellationToken,
            closing: true)).ShouldBeTrue();
    }

    [Fact]
    public async Task Work_without_its_pulse_does_not_go_on()
    {
        var ledger = Open();
        var work = Pulse(ledger).BesideAsync<int>(
            async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return 1;
            },
            TestContext.Current.CancellationToken);
        ledger.Dispose();
        for (var i = 0; i < 60 && !work.IsCompleted; i++)
            await Tick();

        await Should.ThrowAsync<ObjectDisposedException>(() => work);
    }

    private async Task Tick()
    {
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    private RunLedger Open()
    {
        var ledger = RunLedger.Open(Run, Direction.Maximize, _clock);
        ledger.Record("r", new RunStarted(1, "m", false));
        return ledger;
    }

    private RunPulse Pulse(RunLedger ledger)
    {
        var settings = new RunSettings { Run = "r", Task = "t", Track = "mle", Threads = 1, MemoryBytes = 1, Version = "1", Created = _clock.GetUtcNow() };
        return new RunPulse(ledger, settings, new BudgetClock(settings, _clock), _clock, new Progress<LiveStatus>());
    }
}
