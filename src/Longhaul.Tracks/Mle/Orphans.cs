using System.Globalization;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Runs.Folder;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Mle;

/// <summary>Jobs of an owner that was cut off.</summary>
internal static class Orphans
{
    /// <summary>Ends what may still run of experiments that never ended, before they are repeated.</summary>
    public static async Task EndAsync(IExecutor executor, RunState state, RunFolder folder, CancellationToken cancellationToken)
    {
        foreach (var experiment in state.Experiments.Values.Where(experiment => experiment.Ended is null).Select(experiment => experiment.Started))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"e{experiment.Experiment}");
            foreach (var job in Enumerable.Range(0, experiment.Folds * FoldPlan.MostWays).Select(fold => new JobId($"{id}-fold-{fold}")).Prepend(new JobId(id)))
            {
                if (await executor.ReattachAsync(job, Path.Combine(folder.Cache, "staging", id), cancellationToken).ConfigureAwait(false) == JobState.Running)
                    await executor.CancelAsync(job, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
