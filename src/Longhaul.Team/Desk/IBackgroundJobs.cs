using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;

namespace Longhaul.Team.Desk;

/// <summary>Commands that run on while their role does other things. None outlives the process that owns the run.</summary>
public interface IBackgroundJobs
{
    /// <summary>Starts one, and comes back at once.</summary>
    /// <param name="limit">Time it may take.</param>
    Task StartAsync(JobPlace place, IReadOnlyList<string> command, IReadOnlyList<Mount> mounts, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Looks at one; where it still runs, waits for its end for so long.</summary>
    /// <param name="look">Names this look, once in a run.</param>
    Task<JobLook> LookAsync(JobPlace place, string look, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Ends one with its whole tree of processes, and looks at it. One that has ended stays as it ended.</summary>
    /// <param name="look">Names this look, once in a run.</param>
    Task<JobLook> StopAsync(JobPlace place, string look, CancellationToken cancellationToken);
}

/// <summary>A job and what belongs to it on the host.</summary>
/// <param name="Folder">Its working directory.</param>
/// <param name="Log">What it prints.</param>
public sealed record JobPlace(JobId Id, string Folder, string Log);

/// <summary>How a job stands.</summary>
/// <param name="Outcome">How it ended; null: it runs, or was cut off.</param>
/// <param name="WasCutOff">It was cut off together with an earlier process of the run.</param>
/// <param name="Printed">All that it has printed so far.</param>
public sealed record JobLook(JobOutcome? Outcome, bool WasCutOff, string Printed)
{
    /// <summary>Whether it is over.</summary>
    public bool IsOver => Outcome is not null || WasCutOff;
}
