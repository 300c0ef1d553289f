using Longhaul.Execution.Executors;
using Longhaul.Runs;

namespace Longhaul.Tracks.Papers.Reproduction;

/// <summary>What came of a reproduction in a clean clone.</summary>
/// <param name="Commit">The commit's full hash; empty where there is none.</param>
/// <param name="Problems">Why it wasn't run, or would not reproduce elsewhere, a line each for people.</param>
public sealed record ReproductionResult(string Commit, IReadOnlyList<string> Problems)
{
    /// <summary>What the script printed, as a path in the clone.</summary>
    public const string Log = "reproduce.log";

    /// <summary>The clone's folder; null where nothing was cloned.</summary>
    public string? Folder { get; init; }

    /// <summary>How the script ended; null where it wasn't run.</summary>
    public JobOutcome? Outcome { get; init; }

    /// <summary>Files that the script made or wrote to, in ordinal order.</summary>
    public IReadOnlyList<TouchedFile> Touched { get; init; } = [];

    /// <summary>All files of the clone after the script ended, without git's own.</summary>
    public IReadOnlyList<(string Path, Bytes Length)> Files { get; init; } = [];

    /// <summary>Whether the script was run and ended with exit code 0.</summary>
    public bool Succeeded => Outcome?.Ending == Ending.Success;
}

/// <summary>A file that a reproduction wrote.</summary>
/// <param name="Path">Relative to the clone.</param>
/// <param name="Made">True: it is not in the commit. False: it is, and was written to.</param>
public sealed record TouchedFile(string Path, Bytes Length, bool Made);
