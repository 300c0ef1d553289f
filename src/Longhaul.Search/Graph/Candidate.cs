using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Runs.Files;

namespace Longhaul.Search.Graph;

/// <summary>A node of the solution graph.</summary>
public sealed record Candidate
{
    public required CandidateId Id { get; init; }
    public required Operator Operator { get; init; }
    public IReadOnlyList<CandidateId> Parents { get; init; } = [];

    /// <summary>Kind of solution, for grouping in reports and policies: <c>lightgbm</c>, <c>linear</c>, <c>ensemble</c>, <c>command</c> …</summary>
    public required string Family { get; init; }

    /// <summary>A short name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Why it should be good: one sentence.</summary>
    public required string Hypothesis { get; init; }

    /// <summary>The hash of its code (pipeline or files and command): equal hashes are the same candidate.</summary>
    public required ContentHash Code { get; init; }

    /// <summary>The experiment that evaluated it; null for what the host makes from stored predictions (ensembles).</summary>
    public ExperimentId? Experiment { get; init; }

    /// <summary>
    /// Whether it is a probe: run on fewer rows or folds to see whether more of it is worth the time. Probes are compared with each other alone, and are
    /// never a champion nor part of a blend.
    /// </summary>
    public bool Probe { get; init; }

    public CandidateStatus Status { get; init; } = CandidateStatus.Proposed;

    /// <summary>The development score, when <see cref="Status"/> is Scored.</summary>
    public Score? Score { get; init; }

    /// <summary>How its experiment ended.</summary>
    public Ending? Ending { get; init; }

    /// <summary>What was learnt from it, or why it failed: one line.</summary>
    public string? Insight { get; init; }

    /// <summary>Wall time of its experiment; zero in the record of a clockless run.</summary>
    public TimeSpan Wall { get; init; }

    /// <summary>Declared work (rows × rounds …), the cost that stands for time in clockless runs.</summary>
    public double Work { get; init; }

    /// <summary>Working time of the run when its score was known.</summary>
    public TimeSpan At { get; init; }
}

/// <summary>Where a candidate stands.</summary>
public enum CandidateStatus
{
    Proposed,
    Running,
    Scored,
    Failed,
}

/// <summary>How a candidate was made from others.</summary>
public enum Operator
{
    Draft,
    Improve,
    Debug,
    Tune,
    Fuse,
    Ensemble,
    Ablate,
    Simplify,
}
