using Longhaul.Search.Graph;
using Longhaul.Search.Policies;

namespace Longhaul.Search.Loop;

/// <summary>Carries a move out: makes a new candidate's program. The built-in researcher, a team of roles, a person.</summary>
public interface IProposer
{
    /// <summary>A proposal, or null when it has nothing (more) to offer for this move.</summary>
    Task<Proposal?> ProposeAsync(Move move, SolutionGraph graph, BudgetLeft left, CancellationToken cancellationToken);

    /// <summary>What a finished candidate taught: one line.</summary>
    /// <param name="finished">The candidate with its score or its ending.</param>
    /// <param name="before">The graph before it was finished.</param>
    string? Insight(Candidate finished, SolutionGraph before);
}

/// <summary>A candidate before it has an id.</summary>
/// <param name="Files">The program: relative path → content (<c>pipeline.yaml</c> for a pipeline).</param>
public sealed record Proposal(string Family, string Title, string Hypothesis, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>A proposal whose program is a pipeline.</summary>
    public static Proposal Pipeline(string family, string title, string hypothesis, string yaml) =>
        new(family, title, hypothesis, new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["pipeline.yaml"] = System.Text.Encoding.UTF8.GetBytes(yaml) });

    /// <summary>The command that runs it by the candidate contract; empty: <c>pipeline.yaml</c> is run by our trainer.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Declared work (rows × rounds × folds, any consistent unit).</summary>
    public double Work { get; init; }

    /// <summary>Whether it is only a look: <see cref="Candidate.Probe"/>.</summary>
    public bool Probe { get; init; }

    /// <summary>How long it is expected to take; null: unknown. What cannot finish in the time left does not start.</summary>
    public TimeSpan? Expected { get; init; }

    /// <summary>The use of a tool that brings it: the same use brings it once, however often it is taken up again. Null: no tool does.</summary>
    public string? By { get; init; }

    /// <summary>The move that it answers, when the proposer chose another than it was asked for.</summary>
    public Move? Move { get; init; }
}
