using System.Text.Json.Serialization;
using Longhaul.Execution.Executors;

namespace Longhaul.Search.Events;

/// <summary>What the reproduction of a paper leaves in the journal.</summary>
public abstract record PaperEvent : RunEvent;

/// <summary><c>code.committed</c>: the delivered repository has a new commit: a point in time that can be graded.</summary>
/// <param name="Commit">Its full hash.</param>
/// <param name="Why">What it stands before or after, in a few words.</param>
public sealed record CodeCommitted(string Commit, string Why) : PaperEvent;

/// <summary><c>trial.started</c>: a command of the delivered code becomes an experiment (<c>e1</c>, <c>e2</c>, …). It has evidence and no score.</summary>
/// <param name="Use">The use of a tool that asked for it.</param>
/// <param name="Covers">Which claims, baselines or variants of the paper it covers.</param>
/// <param name="Missing">What it leaves out of those, as the role says; empty: nothing.</param>
/// <param name="Commit">The commit that it runs.</param>
public sealed record TrialStarted(int Trial, string Use, string Title, IReadOnlyList<string> Covers, string Missing, string Command, string Commit) : PaperEvent
{
    /// <summary>The hash of what the host had added by then (<see cref="State.EnvironmentState.Hash"/>); null: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Environment { get; init; }
}

/// <summary><c>trial.ended</c>: what it left is in <c>workspace/experiments/eN</c>.</summary>
/// <param name="Evidence">Path below the run's folder → SHA-256.</param>
/// <param name="Detail">Which limit it hit; null: none.</param>
public sealed record TrialEnded(int Trial, Ending Ending, int? ExitCode, double WallSeconds, IReadOnlyDictionary<string, string> Evidence, string? Detail) : PaperEvent;

/// <summary><c>reproduction.ended</c>: <c>reproduce.sh</c> was run in a clean clone, or could not be.</summary>
/// <param name="Id">The use of a tool that rehearsed it, or <c>final</c>.</param>
/// <param name="Commit">The commit; empty where there is none.</param>
/// <param name="Ending">Null where it wasn't run.</param>
/// <param name="Touched">How many files it made or changed.</param>
/// <param name="Problems">What keeps it from reproducing elsewhere, a line each.</param>
/// <param name="Evidence">Path below the run's folder → SHA-256.</param>
public sealed record ReproductionEnded(
    string Id, string Commit, Ending? Ending, int? ExitCode, double WallSeconds, int Touched, IReadOnlyList<string> Problems, IReadOnlyDictionary<string, string> Evidence) : PaperEvent;

/// <summary><c>leaf.judged</c>: the judge's verdict on a leaf of the rubric.</summary>
/// <param name="Score">From 0 to 1.</param>
/// <param name="Judged">False where nobody could judge it.</param>
public sealed record LeafJudged(string Leaf, double Score, string Reasons, IReadOnlyList<string> Files, bool Judged) : PaperEvent;
