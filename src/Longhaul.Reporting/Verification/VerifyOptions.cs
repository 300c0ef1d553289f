using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Runs.Tables;
using Longhaul.Search.Graph;

namespace Longhaul.Reporting.Verification;

/// <summary>What to verify beside the usual.</summary>
public sealed record VerifyOptions
{
    /// <summary>A hash that was noted elsewhere, whole or its first eight digits and more: is it in the chain? Default: not asked.</summary>
    public string? Head { get; init; }

    /// <summary>An experiment to run again; needs <see cref="RerunWith"/>. Default: none.</summary>
    public ExperimentId? Rerun { get; init; }

    /// <summary>Runs the command of a paper's experiment again, at its commit and away from the run.</summary>
    public Func<ExperimentId, CancellationToken, Task<TrialAgain>>? RerunTrialWith { get; init; }

    /// <summary>Runs an experiment's program again, away from its evidence.</summary>
    public Func<ExperimentId, CancellationToken, Task<RerunResult>>? RerunWith { get; init; }
}

/// <summary>What running an experiment again gave.</summary>
/// <param name="Predictions">In the form of <see cref="PredictionsTable"/>; null when there are none.</param>
/// <param name="Detail">Why there are none.</param>
public sealed record RerunResult(Ending Ending, Score? Score, Table? Predictions, string? Detail = null);

/// <summary>What running a paper's experiment again gave.</summary>
/// <param name="Files">Files that it made or wrote, relative to the code → SHA-256.</param>
/// <param name="Detail">Which limit it hit.</param>
public sealed record TrialAgain(Ending Ending, int? ExitCode, IReadOnlyDictionary<string, string> Files, string? Detail = null);
