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

    [Fact]
    public async Task Folders_that_may_not_be_written_are_cleaned_too()
    {
        var run = Run("penguins");
        var staging = Path.GetDirectoryName(_folder.Write("runs/penguins/cache/staging/e1/model.txt", "x"))!;
        File.SetUnixFileMode(staging, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        (await InvokeAsync("clean", "--runs", _folder.At("runs"), "--yes")).ShouldBe(0, _error.ToString());

        Directory.Exists(run.Cache).ShouldBeFalse();
        Directory.Exists(run.Root).ShouldBeTrue();
        _out.ToString().ShouldStartWith("1 folders removed");
    }

    [Fact]
    public async Task A_run_that_was_taken_up_meanwhile_keeps_its_cache_and_the_rest_is_cleaned()
    {
        var (first, second) = (Run("a"), Run("b"));
        _folder.Write("runs/a/cache/x", "x");
        _folder.Write("runs/b/cache/x", "x");
        RunLock? owner = null;
        using var error = new Noticing(line => owner ??= line == first.Cache ? RunLock.Take(first) : null);

        (await InvokeAsync(error, "clean", "--runs", _folder.At("runs"), "--yes")).ShouldBe(1);

        owner.ShouldNotBeNull().Dispose();
        File.Exists(Path.Combine(first.Cache, "x")).ShouldBeTrue();
        Directory.Exists(second.Cache).ShouldBeFalse();
        error.ToString().ShouldContain($"{first.Cache}: stays");
        _out.ToString().ShouldStartWith("1 folders removed");
    }

    [Fact]
    public async Task Of_a_link_to_a_run_the_link_alone_is_cleaned()
    {
        var run = new RunFolder(_folder.At("elsewhere/penguins"));
        Settings(run, null).Write(run);
        _folder.Write("elsewhere/penguins/journal.jsonl", "");
        Directory.CreateDirectory(_folder.At("runs"));
        Directory.CreateSymbolicLink(_folder.At("runs/penguins"), run.Root);
        _clock.SetUtcNow(DateTimeOffset.UtcNow.AddYears(1));

        (await InvokeAsync("clean", "--runs", _folder.At("runs"), "--older", "30d", "--yes")).ShouldBe(0, _error.ToString());

        Directory.EnumerateFileSystemEntries(_folder.At("runs")).ShouldBeEmpty();
        File.Exists(run.Journal).ShouldBeTrue();
    }

    private RunFolder Run(string name, int? minutesToDeadline = null)
    {
        var run = new RunFolder(_folder.At($"runs/{name}"));
        Settings(run, minutesToDeadline is { } minutes ? Now.AddMinutes(minutes) : null).Write(run);
        return run;
    }

    private static RunSettings Settings(RunFolder run, DateTimeOffset? deadline) => new()
    {
        Run = run.Id,
        Task = "penguins",
        Track = "mle",
        Threads = 1,
        MemoryBytes = 1,
        BudgetSeconds = 60,
        Deadline = deadline,
        Version = "1",
        Created = Now,
    };

    private Task<int> InvokeAsync(params string[] arguments) => InvokeAsync(_error, arguments);

    private Task<int> InvokeAsync(TextWriter error, params string[] arguments)
    {
        var session = new Session(_clock, TextReader.Null, _out, error, interactive: false);
        return CommandLine.InvokeAsync(session, arguments, [new ExtendCommand(session), new StopCommand(session), new CleanCommand(session)]);
    }

    /// <summary>Tells of each line before it is written.</summary>
    private sealed class Noticing(Action<string?> notice) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            notice(value);
            base.WriteLine(value);
        }
    }
}
