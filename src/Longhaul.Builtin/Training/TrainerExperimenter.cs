using System.Globalization;
using Longhaul.Builtin.Decisions;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Dotnet;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Pipelines.Arrow;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Experiments;

namespace Longhaul.Builtin.Training;

/// <summary>Runs a pipeline with our trainer in the sandbox: all folds in one call, then the decisions on the host.</summary>
public sealed class TrainerExperimenter(RunFolder run, RunSettings settings, TaskData data, Decision decision, IExecutor executor, Limits limits) : IExperimenter
{
    /// <summary>The trainer's exit code for "I can't finish in the time I was given".</summary>
    public const int CannotFinish = 75;

    private static readonly Bytes LargestPredictions = Bytes.FromGiB(8);

    /// <summary>Where the trainer's program stands: <c>trainer/</c> beside the command line's, else its build output.</summary>
    /// <exception cref="EnvironmentLacksException">It isn't there.</exception>
    public static string TrainerDll { get; } = FindTrainer();

    public async Task<Finding> RunAsync(ExperimentOrder order, CancellationToken cancellationToken)
    {
        var job = MakeJob(order);
        await executor.SubmitAsync(job, cancellationToken).ConfigureAwait(false);
        var outcome = await executor.WatchToEndAsync(job.Id, cancellationToken).ConfigureAwait(false);
        if (File.Exists(job.LogFile))
            AtomicFile.Copy(job.LogFile!, Path.Combine(order.Evidence, "log.txt"));
        if (outcome.Ending != Ending.Success)
            return Failed(outcome, Path.Combine(order.Evidence, "log.txt"));
        foreach (var file in new[] { RawPredictionsFile.HeldOut, RawPredictionsFile.Test, "metrics.json" })
        {
            using var input = JobFiles.OpenRead(job.Folder, file, LargestPredictions);
            AtomicFile.Write(Path.Combine(order.Evidence, file), input.CopyTo);
        }

        var decided = decision.Apply(RawPredictionsFile.Read(order.Evidence), order.Program.Candidate);
        decided.Frozen.Write(Path.Combine(order.Evidence, FrozenDecision.FileName));
        return Finding.Of(outcome, decided.Description) with { Predictions = decided.ToTable(data.Test.RowCount) };
    }

    private Job MakeJob(ExperimentOrder order)
    {
        var work = Path.Combine(order.Staging, "work");
        Directory.CreateDirectory(work);
        AtomicFile.Copy(Path.Combine(order.Evidence, "pipeline.yaml"), Path.Combine(work, "pipeline.yaml"));
        var wall = order.TimeLeft is { } left && left < limits.Wall ? left : limits.Wall;
        string[] time = order.TimeLeft is null ? [] : ["--time", wall.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)];
        return new Job
        {
            Id = new JobId(order.Id.ToString()),
            Folder = work,
            Command = DotnetRuntime.Command(
                TrainerDll, ["train", "--data", "data", "--pipeline", "pipeline.yaml", "--out", ".", "--threads", settings.ThreadsEach.ToString(CultureInfo.InvariantCulture), .. time]),
            Mounts = [.. DotnetRuntime.Mounts(Path.GetDirectoryName(TrainerDll)!), new Mount(run.TrainerData, "data"), .. Images()],
            Environment = DotnetRuntime.Environment(limits),
            Limits = limits with { Wall = wall },
            LogFile = Path.Combine(order.Staging, "trainer.log"),
        };
    }

    private IEnumerable<Mount> Images() => data.Task.Images.Count + data.Task.Files.Count == 0 ? [] : [new Mount(data.Task.PublicFolder, "data/files")];

    private static Finding Failed(JobOutcome outcome, string log)
    {
        var last = File.Exists(log) ? File.ReadLines(log).LastOrDefault(line => line.Length > 0) : null;
        return outcome.ExitCode == CannotFinish
            ? Finding.Of(outcome with { Ending = Ending.Timeout }, last ?? "it could not finish in the time left.")
            : Finding.Of(outcome, outcome.Detail is { } detail ? $"{detail} {last}".Trim() : last);
    }

    private static string FindTrainer()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "trainer", "Longhaul.Trainer.dll");
        var built = Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("bin", "Longhaul.Cli"), Path.Combine("bin", "Longhaul.Trainer"), StringComparison.Ordinal), "Longhaul.Trainer.dll");
        return new[] { shipped, built, Path.Combine(AppContext.BaseDirectory, "Longhaul.Trainer.dll") }.FirstOrDefault(File.Exists)
            ?? throw new EnvironmentLacksException($"The trainer is missing ({shipped}): build again with ./longhaul, or install the tool again.");
    }
}
