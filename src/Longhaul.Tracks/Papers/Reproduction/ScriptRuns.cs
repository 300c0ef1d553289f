using Longhaul.Execution.Executors;

namespace Longhaul.Tracks.Papers.Reproduction;

/// <summary>Runs <c>reproduce.sh</c> in a clone that was made.</summary>
public delegate Task<JobOutcome> ScriptRun(ReproductionPlan plan, CancellationToken cancellationToken);

/// <summary>Where the script of a clone runs.</summary>
public static class ScriptRuns
{
    /// <summary>In a job of an executor.</summary>
    public static ScriptRun On(IExecutor executor) => async (plan, cancellationToken) =>
    {
        await executor.SubmitAsync(Job(plan), cancellationToken).ConfigureAwait(false);
        return await executor.WatchToEndAsync(plan.Id, cancellationToken).ConfigureAwait(false);
    };

    private static Job Job(ReproductionPlan plan) => new()
    {
        Id = plan.Id,
        Folder = plan.Folder,
        Command = [.. plan.Before, "/bin/bash", "reproduce.sh"],
        Mounts = plan.Mounts,
        Environment = plan.Environment,
        Limits = plan.Limits,
        Gpus = plan.Gpus,
        LogFile = Path.Combine(plan.Folder, ReproductionResult.Log),
    };
}
