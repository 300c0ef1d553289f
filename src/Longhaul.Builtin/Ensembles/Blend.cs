using System.Globalization;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Decisions;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Ensembles;

/// <summary>A candidate's stored predictions, offered to an ensemble.</summary>
public sealed record Member(CandidateId Id, RawPredictions Predictions);

/// <summary>A candidate's share of a blend, in (0, 1]; the mean over targets where there are several.</summary>
public sealed record MemberWeight(CandidateId Id, double Weight);

/// <summary>What an ensemble predicts.</summary>
/// <param name="Weights">Heaviest first; they sum to one.</param>
/// <param name="Predictions">
/// Held-out rows are blended by weights chosen on the other folds, so that a score of them competes honestly with single candidates; test rows
/// by the weights of <paramref name="Weights"/>, chosen on all held-out rows.
/// </param>
/// <param name="Recipe">How to make it again from other predictions of the members.</param>
public sealed record Blend(IReadOnlyList<MemberWeight> Weights, RawPredictions Predictions, BlendRecipe Recipe)
{
    /// <summary>Whether a second layer takes the place of an average for some target.</summary>
    public bool IsStacked => Recipe.Targets.Any(target => target.Form == BlendForm.Stack);

    /// <summary>The blend in one line: <c>c4 0.45 + c2 0.35 + c7 0.20</c>.</summary>
    public string Description => string.Join(" + ", Weights.Select(member => $"{member.Id} {member.Weight.ToString("0.00", CultureInfo.InvariantCulture)}"));
}
