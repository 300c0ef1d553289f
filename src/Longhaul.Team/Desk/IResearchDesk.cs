using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;

namespace Longhaul.Team.Desk;

/// <summary>What a track offers its roles besides files: experiments, the built-in researcher, the task's tables and forms.</summary>
public interface IResearchDesk
{
    /// <summary>The task as roles read it.</summary>
    string TaskText { get; }

    /// <summary>What a sandbox sees below <c>data/</c>.</summary>
    IReadOnlyList<Mount> Data { get; }

    /// <summary>Evaluates a candidate on all folds, as anyone's; what the same use of a tool had begun before a crash goes on.</summary>
    /// <param name="limit">Working time it may take; null: not limited.</param>
    Task<ExperimentEnded> ExperimentAsync(Proposal proposal, TimeSpan? limit, CancellationToken cancellationToken);

    /// <summary>Lets the built-in researcher go on until the stint's end; says why it stopped.</summary>
    Task<string> AutomateAsync(Stint stint, CancellationToken cancellationToken);

    /// <summary>The proposal that a <c>pipeline.yaml</c> makes.</summary>
    /// <exception cref="Runs.UserErrorException">It can't be read; the message names line and column.</exception>
    Proposal Pipeline(string yaml, string hypothesis);

    /// <summary>Whether a file has the form of predictions for the rows of <c>data/test.csv</c>, or of a final submission; and what it has, or what is wrong.</summary>
    (bool Right, string What) CheckForm(string path);

    /// <summary>Runs a command in the sandbox.</summary>
    /// <param name="folder">Its working directory on the host.</param>
    Task<JobOutcome> RunAsync(JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken);

    /// <summary>Brings what the host keeps in the workspace (logs, map) up to the journal.</summary>
    void Refresh();
}
