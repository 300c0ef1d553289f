using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Folder;
using Longhaul.Search.Experiments;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Teams;

/// <summary>Runs commands of roles in the sandbox, with what every command of the run finds around it.</summary>
internal sealed class RoleCommands(RunSettings settings, IExecutor executor, CommandSurroundings surroundings)
{
    /// <summary>What one execution may use.</summary>
    public Limits Limits => surroundings.Limits;

    /// <summary>Runs one to its end, as <see cref="Team.Desk.IDesk.RunAsync"/> has it.</summary>
    public async Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken)
    {
        await executor.SubmitAsync(JobOf(id, command, folder, mounts, limit, log), cancellationToken).ConfigureAwait(false);
        return await executor.WatchToEndAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Those that run in the background.</summary>
    public IBackgroundJobs Background(TimeProvider clock) => new RoleJobs(this, executor, clock);

    /// <summary>The job that a command is.</summary>
    public Job JobOf(JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log) => surroundings.Around(new Job
    {
        Id = id,
        Folder = folder,
        Command = command,
        Mounts = mounts,
        Gpus = settings.Gpus,
        Limits = surroundings.Limits with { Wall = limit },
        LogFile = log,
    });
}
