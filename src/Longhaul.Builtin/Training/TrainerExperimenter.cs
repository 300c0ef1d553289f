using System.Globalization;
using Longhaul.Builtin.Decisions;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Experiments;

namespace Longhaul.Builtin.Training;

/// <summary>Runs a pipeline with our trainer in the sandbox: all folds in one call, then the decisions on the host.</summary>
public sealed class TrainerExperimenter(RunFolder run, RunSettings settings, TaskData data, Decision decision, IExecutor executor, Limits limits, TorchSupply torch)
    : IExperimenter
{
    /// <summary>The trainer's exit code for "I can't finish in the time I was given".</summary>
    public const int CannotFinish = 75;

    private static readonly Bytes LargestPredictions = Bytes.FromGiB(8);

    public async Task<Finding> RunAsync(ExperimentOrder order, CancellationToken cancellationToken)
    {
        TrainerProgram program;
        try
        {
            program = await torch.ProgramAsync(Pipeline.Read(Path.Combine(order.Evidence, Pipeline.FileName)).Model, cancellationToken).ConfigureAwait(false);
        }
        catch (EnvironmentLacksException problem)
        {
            return new Finding(Ending.Error, null, TimeSpan.Zero, TimeSpan.Zero, new Bytes(0), null) { Detail = problem.Message };
        }

        var job = MakeJob(order, program);
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
        return Finding.Of(outcome, string.Join("; ", [decided.Description, .. CandidateNotes.Remarks(order.Evidence)])) with { Predictions = decided.ToTable(data.Test.RowCount) };
    }

    private Job MakeJob(ExperimentOrder order, TrainerProgram program)
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
            Command = program.Command(
                ["train", "--data", "data", "--pipeline", "pipeline.yaml", "--out", ".", "--threads", settings.ThreadsEach.ToString(CultureInfo.InvariantCulture), .. time]),
            Mounts = [.. program.Mounts, .. TrainerView.Mounts(run.TrainerData, data.Task)],
            Environment = program.Environment(limits),
            Limits = limits with { Wall = wall },
            LogFile = Path.Combine(order.Staging, "trainer.log"),
        };
    }

    private static Finding Failed(JobOutcome outcome, string log)
    {
        var last = TrainerLog.LastLine(log);
        return outcome.ExitCode == CannotFinish
            ? Finding.Of(outcome with { Ending = Ending.Timeout }, last ?? "it could not finish in the time left.")
            : Finding.Of(outcome, outcome.Detail is { } detail ? $"{detail} {last}".Trim() : last);
    }
}
