using Longhaul.Cli.Commands;
using Longhaul.Cli.Hosting;
using Longhaul.Runs.Folder;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Cli;

/// <summary>Commands about runs that lie on the disk.</summary>
public sealed class RunCommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly FakeTimeProvider _clock = new(Now);

    public void Dispose()
    {
        _folder.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(5, 0)]
    [InlineData(-5, 2)]
    public async Task A_run_is_extended_unless_its_deadline_has_passed(int? minutesToDeadline, int exitCode)
    {
        var run = Run("penguins", minutesToDeadline);

        (await InvokeAsync("extend", run.Root, "--budget", "30m")).ShouldBe(exitCode, _error.ToString());

        Inbox.Waiting(run).Count.ShouldBe(exitCode == 0 ? 1 : 0);
        _error.ToString().Contains("deadline, 2026-11-23T13:55", StringComparison.Ordinal).ShouldBe(exitCode == 2);
    }

    [Fact]
    public async Task A_stop_that_came_too_late_is_taken_back()
    {
        var run = Run("penguins");
        Task<int> stopping;
        using (RunLock.Take(run))
        {
            stopping = InvokeAsync("stop", run.Root);
            while (Inbox.Waiting(run).Count == 0)
                await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        while (!stopping.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.2));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        (await stopping).ShouldBe(0, _error.ToString());
        Inbox.Waiting(run).ShouldBeEmpty();
    }

    private RunFolder Run(string name, int? minutesToDeadline = null)
    {
        var run = new RunFolder(_folder.At($"runs/{name}"));
        new RunSettings
        {
            Run = run.Id,
            Task = "penguins",
            Track = "mle",
            Threads = 1,
            MemoryBytes = 1,
            BudgetSeconds = 60,
            Deadline = minutesToDeadline is { } minutes ? Now.AddMinutes(minutes) : null,
            Version = "1",
            Created = Now,
        }.Write(run);
        return run;
    }

    private Task<int> InvokeAsync(params string[] arguments)
    {
        var session = new Session(_clock, TextReader.Null, _out, _error, interactive: false);
        return CommandLine.InvokeAsync(session, arguments, [new ExtendCommand(session), new StopCommand(session), new CleanCommand(session)]);
    }
}
