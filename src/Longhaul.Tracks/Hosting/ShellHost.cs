using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Experiments;
using Longhaul.Tracks.Papers;

namespace Longhaul.Tracks.Hosting;

/// <summary>A shell where an experiment ran: a copy of its files, the same sandbox, the view of the first fold. Nothing of it is kept.</summary>
public static class ShellHost
{
    /// <summary>Runs the shell on this terminal; its exit code.</summary>
    /// <param name="experiment"><c>e7</c>; null: an empty folder with the data.</param>
    /// <exception cref="UserErrorException">There is no such experiment, or the run has no data yet.</exception>
    public static async Task<int> RunAsync(RunFolder run, string? experiment, CancellationToken cancellationToken)
    {
        var settings = RunSettings.Read(run);
        if (settings.Track == "paper")
            return await PaperShell.RunAsync(run, settings, experiment, cancellationToken).ConfigureAwait(false);
        var task = TaskSnapshot.Read(run);
        var data = TaskData.Load(task, settings);
        var added = Environments.RunPackages.ViewOf(run, Search.State.RunState.Read(run, task.Metric.Direction).Environment);
        var surroundings = await Surroundings.OfAsync(settings, cancellationToken).ConfigureAwait(false) with { Added = () => added };
        var scratch = Directory.CreateTempSubdirectory("longhaul-shell-").FullName;
        try
        {
            var work = Path.Combine(scratch, "work");
            Copy(SourceOf(run, experiment), work);
            var job = surroundings.Around(new Job
            {
                Id = new JobId("shell"),
                Folder = work,
                Command = ["/bin/sh", "-i"],
                Mounts = new CandidateViewMounts(run, data).Prepare(CandidateView.Make(data, fold: 0, settings.Seed)),
                Limits = surroundings.Limits,
                Gpus = settings.Gpus,
            });
            return await SandboxShell.RunAsync(Executors.KindOf(settings), job, Path.Combine(scratch, "state"), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            FolderRemoval.Remove(scratch);
        }
    }

    private static string? SourceOf(RunFolder run, string? experiment)
    {
        if (experiment is null)
            return null;
        var folder = run.Experiment(experiment);
        if (experiment.Any(c => !char.IsAsciiLetterOrDigit(c)) || !Directory.Exists(folder))
            throw new UserErrorException($"{experiment}: there is no such experiment in {run.Root}. `longhaul tree {run.Id}` shows what there is.");
        var files = Path.Combine(folder, "files");
        return Directory.Exists(files) ? files : folder;
    }

    private static void Copy(string? from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from is null ? [] : Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            AtomicFile.Copy(file, Path.Combine(to, Path.GetRelativePath(from!, file)));
    }
}
