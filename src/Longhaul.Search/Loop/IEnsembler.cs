using Longhaul.Runs.Tables;
using Longhaul.Search.Graph;

namespace Longhaul.Search.Loop;

/// <summary>Makes a better candidate from stored predictions, without running anything.</summary>
public interface IEnsembler
{
    /// <summary>The best combination of what is there, or null where it is not worth having. The same graph gives the same combination.</summary>
    Combination? Combine(SolutionGraph graph);
}

/// <summary>A combination of candidates.</summary>
/// <param name="Weights">Member → weight; they sum to one.</param>
/// <param name="Predictions">In the form of <see cref="Evaluation.Scoring.PredictionsTable"/>, held-out rows estimated as honestly as a candidate's.</param>
public sealed record Combination(IReadOnlyDictionary<CandidateId, double> Weights, Table Predictions, string Title, string Hypothesis, string? Insight)
{
    /// <summary>Writes what else belongs to its evidence into a folder (how it was made, raw predictions); null: nothing.</summary>
    public Action<string>? Keep { get; init; }
}
