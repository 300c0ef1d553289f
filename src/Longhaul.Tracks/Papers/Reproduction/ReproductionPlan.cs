using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;

namespace Longhaul.Tracks.Papers.Reproduction;

/// <summary>What is to be reproduced, where and within which limits.</summary>
/// <param name="Id">The job's name.</param>
/// <param name="Repository">The git repository that is delivered; nothing is written there.</param>
/// <param name="Folder">Where the clean clone goes: a folder that doesn't exist yet.</param>
public sealed record ReproductionPlan(JobId Id, string Repository, string Folder)
{
    /// <summary>The commit to reproduce: a hash, a branch or a tag. Default: what is checked out.</summary>
    public string Commit { get; init; } = "HEAD";

    public Limits Limits { get; init; } = new();

    /// <summary>What the task grants besides (data, the network's socket). No workspace, no caches, no environment.</summary>
    public IReadOnlyList<Mount> Mounts { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What stands before <c>bash reproduce.sh</c>, such as a network's forwarder.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    public IReadOnlyList<int> Gpus { get; init; } = [];

    /// <summary>All files of the commit together. Default: 1 GiB, as PaperBench has it.</summary>
    public Bytes Largest { get; init; } = Bytes.FromGiB(1);

    /// <summary>Absolute paths that mean this machine or this run, besides those of home folders: the run's folder, the sandbox's working directory.</summary>
    public IReadOnlyList<string> MachinePaths { get; init; } = [];
}
