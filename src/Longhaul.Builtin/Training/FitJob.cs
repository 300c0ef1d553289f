using System.Globalization;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Training;

/// <summary>The trainer's <c>fit</c>: a pipeline once more on every labelled row, with the tunings of its experiment.</summary>
/// <param name="View">The folder with every labelled row.</param>
/// <param name="Evidence">The folder of the pipeline's experiment: <c>pipeline.yaml</c> and <c>metrics.json</c>.</param>
/// <param name="Bags">Models per target where chance plays a part.</param>
/// <param name="Time">What the trainer is told of its time: <c>--time</c> and the seconds, or nothing.</param>
internal sealed record FitJob(TaskPackage Task, string View, string Evidence, TrainerProgram Program, int Bags, int Threads, IReadOnlyList<string> Time)
{
    /// <summary>The job, with its files copied into its folder.</summary>
    /// <param name="staging">Where its folder and its log will stand.</param>
    public Job Prepare(string name, string staging, string log, Limits limits)
    {
        var work = Path.Combine(staging, "work");
        Directory.CreateDirectory(work);
        foreach (var file in new[] { Pipeline.FileName, "metrics.json" })
            AtomicFile.Copy(Path.Combine(Evidence, file), Path.Combine(work, file));
        return new Job
        {
            Id = new JobId(name),
            Folder = work,
            Command = Program.Command(
            [
                "fit", "--data", "data", "--pipeline", Pipeline.FileName, "--tunings", "metrics.json", "--bags", Bags.ToString(CultureInfo.InvariantCulture),
                "--out", ".", "--threads", Threads.ToString(CultureInfo.InvariantCulture), .. Time,
            ]),
            Mounts = [.. Program.Mounts, .. TrainerView.Mounts(View, Task)],
            Environment = Program.Environment(limits),
            Limits = limits,
            LogFile = Path.Combine(staging, log),
        };
    }
}
