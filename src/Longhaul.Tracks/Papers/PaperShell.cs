using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.State;
using Longhaul.Tracks.Environments;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tracks.Papers;

/// <summary>A shell beside a paper's code: as it is delivered, or as an experiment ran it with what that left. Nothing of it is kept, and there is no network.</summary>
internal static class PaperShell
{
    /// <summary>Runs the shell on this terminal; its exit code.</summary>
    /// <param name="experiment"><c>e3</c>; null: the newest commit.</param>
    /// <exception cref="UserErrorException">There is no such experiment, or nothing was committed.</exception>
    public static async Task<int> RunAsync(RunFolder run, RunSettings settings, string? experiment, CancellationToken cancellationToken)
    {
        var state = RunState.Read(run, Direction.Maximize);
        var commit = experiment is null
            ? state.Paper.Head ?? throw new UserErrorException($"{run.Root}: no code was committed yet.")
            : PaperHistory.CommitOf(run, state.Paper, experiment);
        var added = RunPackages.ViewOf(run, state.Environment);
        var surroundings = await Surroundings.OfAsync(settings, cancellationToken).ConfigureAwait(false) with { Added = () => added };
        var scratch = Directory.CreateTempSubdirectory("longhaul-shell-").FullName;
        try
        {
            var code = Path.Combine(scratch, "code");
            var mounts = PaperCheckout.Make(run, commit, code);
            CopyLeft(run, experiment, code);
            var job = surroundings.Around(new Job
            {
                Id = new JobId("shell"), Folder = Path.Combine(scratch, "home"), Command = ["/bin/sh", "-i"], Mounts = mounts, Limits = surroundings.Limits, Gpus = settings.Gpus,
            });
            Directory.CreateDirectory(job.Folder);
            return await SandboxShell.RunAsync(Executors.KindOf(settings), job, Path.Combine(scratch, "state"), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            FolderRemoval.Remove(scratch);
        }
    }

    private static void CopyLeft(RunFolder run, string? experiment, string code)
    {
        var left = experiment is null ? null : Path.Combine(run.Experiment(experiment), "files");
        if (left is null || !Directory.Exists(left))
            return;
        foreach (var file in JobFiles.List(left))
            AtomicFile.Copy(Path.Combine(left, file.Path), Path.Combine(code, file.Path));
    }
}
