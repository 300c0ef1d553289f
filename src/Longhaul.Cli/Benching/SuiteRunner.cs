using System.Text;
using System.Text.Json;
using CliWrap;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Progress;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Benching;

/// <summary>Runs task after task, each in a process of its own, so that one can't spoil the next.</summary>
internal sealed class SuiteRunner(Session session, TimeSpan budget, int seed)
{
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs one package. Cancelling interrupts the run in an orderly way.</summary>
    public Task<BenchLine> RunAsync(string package, string run, CancellationToken cancellationToken)
    {
        string[] arguments = ["run", package, "--budget", TimeText.AsTyped(budget), "--seed", $"{seed}", "--out", run, "--json", "--yes"];
        return RunAsync(CliWrap.Cli.Wrap(Self.Program).WithArguments([.. Self.Arguments, .. arguments]), Path.GetFileName(package), run, cancellationToken);
    }

    /// <summary>Runs a process that prints its result as <c>run --json</c> does.</summary>
    internal async Task<BenchLine> RunAsync(Command process, string task, string run, CancellationToken cancellationToken)
    {
        var started = session.Clock.GetTimestamp();
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var child = process
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output, Encoding.UTF8))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error, Encoding.UTF8))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(CancellationToken.None, cancellationToken);
        var peak = await PeakAsync(child);
        var wall = session.Clock.GetElapsedTime(started);
        var fault = await FaultAsync(child, error);
        return Parse(output.ToString()) is { } outcome ? BenchLine.Of(task, outcome, wall, peak) : BenchLine.Broken(task, fault, wall, peak, run);
    }

    // What was interrupted has a result all the same.
    private static async Task<string> FaultAsync(CommandTask<CommandResult> child, StringBuilder error)
    {
        try
        {
            var result = await child;
            return LastLine(error.ToString()) ?? $"exit code {result.ExitCode}";
        }
        catch (OperationCanceledException)
        {
            return "interrupted";
        }
    }

    private async Task<long> PeakAsync(CommandTask<CommandResult> child)
    {
        var peak = 0L;
        while (!child.Task.IsCompleted)
        {
            peak = Math.Max(peak, ProcessTreeMemory.Resident(child.ProcessId));
            await Task.WhenAny(child.Task, Task.Delay(Sample, session.Clock, CancellationToken.None));
        }

        return peak;
    }

    private static RunResult? Parse(string json)
    {
        try
        {
            return RunResult.FromJson(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? last : null;
}
