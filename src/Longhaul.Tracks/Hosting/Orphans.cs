using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.FinalFit;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Hosting;

/// <summary>What an owner that was cut off left: jobs, files that it was writing.</summary>
internal static class Orphans
{
    /// <summary>Ends what may still run of experiments that never ended, before they are repeated, and removes halves of files.</summary>
    public static async Task EndAsync(IExecutor executor, RunState state, RunFolder folder, CancellationToken cancellationToken)
    {
        foreach (var experiment in state.Experiments.Values.Where(experiment => experiment.Ended is null).Select(experiment => experiment.Started))
        {
            var id = new ExperimentId(experiment.Experiment).ToString();
            foreach (var job in Enumerable.Range(0, experiment.Folds * FoldPlan.MostWays).Select(fold => new JobId($"{id}-fold-{fold}")).Prepend(new JobId(id)))
                await EndAsync(executor, job, Path.Combine(folder.Cache, "staging", id), cancellationToken).ConfigureAwait(false);
        }

        foreach (var trial in state.Paper.Trials.Values.Where(trial => trial.Ended is null))
            await EndAsync(executor, new JobId(trial.Id), Path.Combine(folder.Cache, "staging", trial.Id, "home"), cancellationToken).ConfigureAwait(false);

        foreach (var id in state.Team.Sessions.Values.Select(session => session.Using).OfType<string>().Append(PaperState.Final))
            await EndAsync(executor, new JobId($"reproduce-{id}"), Path.Combine(folder.Workspace, "reproduction"), cancellationToken).ConfigureAwait(false);

        foreach (var job in state.Team.Sessions.Values.Select(session => session.Using).OfType<string>().Select(Environments.InstallOrder.JobOf))
            await EndAsync(executor, new JobId(job), Path.Combine(folder.Cache, "staging", job), cancellationToken).ConfigureAwait(false);

        foreach (var use in state.Team.Sessions.Values.Select(session => session.Using).OfType<string>())
            await EndAsync(executor, new JobId(use), Path.Combine(folder.Cache, "scratch", use), cancellationToken).ConfigureAwait(false);

        foreach (var job in state.Team.Jobs.Values.Where(job => job.Ended is null).Select(job => job.Started.Job))
            await EndAsync(executor, new JobId(job), Path.Combine(folder.Cache, "scratch", job), cancellationToken).ConfigureAwait(false);

        foreach (var member in state.Frozen?.Members.Where(member => !state.Fits.ContainsKey(member)).Select(member => state.Graph[new CandidateId(member)]) ?? [])
        {
            var name = FinalFitOrder.NameOf(member.Id);
            foreach (var job in new[] { new JobId(name), new JobId($"{member.Experiment}-whole") })
                await EndAsync(executor, job, Path.Combine(folder.Cache, "staging", name), cancellationToken).ConfigureAwait(false);
        }

        Sweep(folder);
    }

    // Half a file in a role's region would be read, told by the map, and delivered.
    private static void Sweep(RunFolder folder)
    {
        if (!Directory.Exists(folder.Workspace))
            return;
        try
        {
            foreach (var (path, _) in JobFiles.List(folder.Workspace).Where(file => AtomicFile.IsTemporary(file.Path)))
                File.Delete(Path.Combine(folder.Workspace, path));
        }
        catch (UntrustedFileException)
        {
            // A folder that a job left without end or without the right to read it: the tool that made it is undone when it is taken up.
        }
    }

    private static async Task EndAsync(IExecutor executor, JobId job, string staging, CancellationToken cancellationToken)
    {
        if (await executor.ReattachAsync(job, staging, cancellationToken).ConfigureAwait(false) == JobState.Running)
            await executor.CancelAsync(job, cancellationToken).ConfigureAwait(false);
    }
}
