using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Teams;

/// <summary>Commands of roles that run in the background, on the run's executor: it ends them with the process that owns the run.</summary>
internal sealed class RoleJobs(RoleCommands commands, IExecutor executor, TimeProvider clock) : IBackgroundJobs
{
    private static readonly Bytes LargestLog = Bytes.FromMiB(64);

    /// <inheritdoc/>
    public Task StartAsync(JobPlace place, IReadOnlyList<string> command, IReadOnlyList<Mount> mounts, TimeSpan limit, CancellationToken cancellationToken) =>
        executor.SubmitAsync(commands.JobOf(place.Id, command, place.Folder, mounts, limit, place.Log), cancellationToken);

    /// <inheritdoc/>
    public async Task<JobLook> LookAsync(JobPlace place, string look, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(wait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            return new JobLook(await executor.WatchAsync(place.Id, either.Token).ConfigureAwait(false), WasCutOff: false, Printed(place));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new JobLook(null, WasCutOff: false, Printed(place));
        }
        catch (KeyNotFoundException)
        {
            return new JobLook(null, WasCutOff: true, Printed(place));
        }
    }

    /// <inheritdoc/>
    public async Task<JobLook> StopAsync(JobPlace place, string look, CancellationToken cancellationToken)
    {
        await executor.CancelAsync(place.Id, cancellationToken).ConfigureAwait(false);
        return await LookAsync(place, look, TimeSpan.FromMinutes(1), cancellationToken).ConfigureAwait(false);
    }

    private static string Printed(JobPlace place) => File.Exists(place.Log) ? JobFiles.ReadText(Path.GetDirectoryName(place.Log)!, Path.GetFileName(place.Log), LargestLog) : "";
}
