using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;

namespace Longhaul.Team.Desk;

/// <summary>What every track offers its roles besides files: the task as text, a sandbox for commands.</summary>
public interface IDesk
{
    /// <summary>The task as roles read it.</summary>
    string TaskText { get; }

    /// <summary>What a sandbox sees below <c>data/</c>.</summary>
    IReadOnlyList<Mount> Data { get; }

    /// <summary>Runs a command in the sandbox.</summary>
    /// <param name="folder">Its working directory on the host.</param>
    Task<JobOutcome> RunAsync(JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken);

    /// <summary>Commands that run on while their role does other things.</summary>
    IBackgroundJobs Jobs { get; }

    /// <summary>Brings what the host keeps in the workspace (logs, map) up to the journal.</summary>
    void Refresh();
}
