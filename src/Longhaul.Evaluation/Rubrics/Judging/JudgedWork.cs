namespace Longhaul.Evaluation.Rubrics.Judging;

/// <summary>The work that is judged: the repository as it was after <c>reproduce.sh</c> ran in a clean clone of it.</summary>
/// <param name="Files">Its files, without git's own.</param>
public sealed record JudgedWork(IReadOnlyList<WorkFile> Files)
{
    /// <summary>Whether the reproduction was run at all; without it there are no results.</summary>
    public bool Reproduced { get; init; } = true;

    /// <summary>What the reproduction printed, as a path relative to the repository; null where it wasn't run.</summary>
    public string? Log { get; init; }

    /// <summary>Whether there is nothing to judge: no file but git's settings and the log.</summary>
    public bool IsEmpty => Files.All(file => file.Touched || file.Path == Log || Path.GetFileName(file.Path).StartsWith(".git", StringComparison.Ordinal));

    /// <summary>Whether the reproduction made or changed any file.</summary>
    public bool TouchedAny => Reproduced && Files.Any(file => file.Touched);
}
