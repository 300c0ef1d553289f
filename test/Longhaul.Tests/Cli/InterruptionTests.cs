using System.Runtime.InteropServices;
using CliWrap;
using Longhaul.Cli.Benching;
using Longhaul.Cli.Hosting;
using Longhaul.Tracks.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Cli;

public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_Ctrl_C_ends_at_once_unless_it_is_the_first_ones_echo()
    {
        var clock = new FakeTimeProvider();
        var exits = new List<int>();
        using var interruption = new Interruption(SessionOf(clock), exits.Add);
        void Signal(PosixSignal signal) => interruption.OnSignal(new PosixSignalContext(signal));

        Signal(PosixSignal.SIGINT);
        interruption.Token.IsCancellationRequested.ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Signal(PosixSignal.SIGINT);
        exits.ShouldBeEmpty();

        Signal(PosixSignal.SIGTERM);
        exits.ShouldBe([130]);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Signal(PosixSignal.SIGINT);
        exits.ShouldBe([130, 130]);
    }

    [Fact]
    public async Task What_an_interrupted_run_of_a_suite_prints_is_its_result()
    {
        var result = new RunResult { Run = "r", Task = "penguins", Status = "interrupted", Experiments = 7, FailedExperiments = 1, WallS = 3, JournalHead = "x" };
        var (json, ready) = (_folder.Write("result.json", result.ToJson()), _folder.At("ready"));
        var run = CliWrap.Cli.Wrap("env").WithArguments(["--default-signal=INT", "sh", "-c", $"trap 'cat {json}; exit 0' INT; touch {ready}; while :; do sleep 0.05; done"]);
        using var interrupt = new CancellationTokenSource();

        var running = new SuiteRunner(SessionOf(TimeProvider.System), TimeSpan.FromMinutes(1), 0).RunAsync(run, "penguins", "r", interrupt.Token);
        while (!File.Exists(ready))
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();
        var line = await running;

        line.Status.ShouldBe("interrupted");
        line.Experiments.ShouldBe(7);
    }

    private static Session SessionOf(TimeProvider clock) => new(clock, TextReader.Null, TextWriter.Null, TextWriter.Null, interactive: false);
}
