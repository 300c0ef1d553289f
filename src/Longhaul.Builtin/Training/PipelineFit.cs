using System.Globalization;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Training;

/// <summary>The trainer's <c>fit</c>: a pipeline once more on every labelled row, with the tunings of its experiment, in the sandbox.</summary>
/// <param name="View">The folder with every labelled row.</param>
/// <param name="Evidence">The folder of the pipeline's experiment: <c>pipeline.yaml</c> and <c>metrics.json</c>.</param>
/// <param name="Bags">Models per target where chance plays a part.</param>
/// <param name="Time">What it is told of its time; null: nothing.</param>
internal sealed record PipelineFit(TaskPackage Task, string View, string Evidence, int Bags, int Threads, TimeSpan? Time)
{
    private static readonly Bytes LargestFile = Bytes.FromGiB(8);
    private static readonly TimeSpan LeastWall = TimeSpan.FromSeconds(1);

    /// <summary>Where its log stands.</summary>
    /// <param name="staging">As given to <see cref="RunAsync"/>.</param>
    public static string LogIn(string staging) => Path.Combine(staging, "trainer.log");

    /// <summary>Runs it to its end.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="staging">Where the job's folder and its log will stand.</param>
    /// <param name="to">Where the model, its predictions of the test rows and its notes are copied if it succeeds.</param>
    /// <exception cref="EnvironmentLacksException">libtorch is needed and can't be had.</exception>
    public async Task<JobOutcome> RunAsync(string name, string staging, string to, IExecutor executor, TorchSupply torch, Limits limits, CancellationToken cancellationToken)
    {
        var program = await torch.ProgramAsync(Pipeline.Read(Path.Combine(Evidence, Pipeline.FileName)).Model, cancellationToken).ConfigureAwait(false);
        var job = Prepare(program, name, staging, Time < limits.Wall ? limits with { Wall = Time.Value > LeastWall ? Time.Value : LeastWall } : limits);
        await executor.SubmitAsync(job, cancellationToken).ConfigureAwait(false);
        var outcome = await executor.WatchToEndAsync(job.Id, cancellationToken).ConfigureAwait(false);
        foreach (var (path, _) in outcome.Ending == Ending.Success ? JobFiles.List(job.Folder).Where(file => IsKept(file.Path)) : [])
        {
            using var input = JobFiles.OpenRead(job.Folder, path, LargestFile);
            AtomicFile.Write(Path.Combine(to, path), input.CopyTo);
        }

        return outcome;
    }

    private static bool IsKept(string path) => path is RawPredictionsFile.Test or "fit.json" || path.StartsWith("model/", StringComparison.Ordinal);

    private Job Prepare(TrainerProgram program, string name, string staging, Limits limits)
    {
        var work = Path.Combine(staging, "work");
        Directory.CreateDirectory(work);
        foreach (var file in new[] { Pipeline.FileName, "metrics.json" })
            AtomicFile.Copy(Path.Combine(Evidence, file), Path.Combine(work, file));
        string[] time = Time is null ? [] : ["--time", limits.Wall.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)];
        return new Job
        {
            Id = new JobId(name),
            Folder = work,
            Command = program.Command(
            [
                "fit", "--data", "data", "--pipeline", Pipeline.FileName, "--tunings", "metrics.json", "--bags", Bags.ToString(CultureInfo.InvariantCulture),
                "--out", ".", "--threads", Threads.ToString(CultureInfo.InvariantCulture), .. time,
            ]),
            Mounts = [.. program.Mounts, .. TrainerView.Mounts(View, Task)],
            Environment = program.Environment(limits),
            Limits = limits,
            LogFile = LogIn(staging),
        };
    }
}
