using Longhaul.Builtin.Decisions;
using Longhaul.Evaluation.Metrics;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Ensembles;

/// <summary>
/// Blends stored predictions, target by target, without training anything again. Probabilities are calibrated first, so that an average of
/// shy and bold models is fair; calibrated predictions are kept between calls. Not for several threads at once.
/// </summary>
public sealed class GreedyEnsemble(Problem problem, Metric metric, Truth truth)
{
    private const int MembersAtMost = 25;

    private readonly Dictionary<CandidateId, Calibrated> _calibrated = [];

    /// <summary>
    /// The best blend of the members, best members first. Those whose held-out rows differ from the first one's (fewer folds, a part of the
    /// rows) are left out, and so is all beyond the first 25. Null where fewer than two are left or one member alone is best.
    /// </summary>
    /// <param name="together">
    /// For series: members whose plain mean is taken unless chosen weights are better beyond noise (<see cref="ForecastCombination"/>); empty: none.
    /// </param>
    public Blend? Of(IReadOnlyList<Member> members, IReadOnlyList<CandidateId>? together = null)
    {
        Member[] usable = [.. members.Where(member => member.Predictions.Rows.AsSpan().SequenceEqual(members[0].Predictions.Rows)).Take(MembersAtMost)];
        if (usable.Length < 2)
            return null;
        Calibrated[] calibrated = [.. usable.Select(Calibrated)];
        var even = Even(usable, together ?? []);
        var (blended, offset) = (new List<BlendedTarget>(), 0);
        for (var t = 0; t < problem.Targets.Count; offset += problem.Targets[t].Outputs.Count, t++)
            blended.Add(Blended(t, offset..(offset + problem.Targets[t].Outputs.Count), usable, calibrated, even));
        var shares = Shares(usable, blended);
        return shares.Count < 2 ? null : new Blend(
            shares,
            usable[0].Predictions with { Outputs = problem.Outputs, HeldOut = [.. blended.SelectMany(target => target.HeldOut)], Test = [.. blended.SelectMany(target => target.Test)] },
            new BlendRecipe([.. blended.Select((target, t) => Recipe(t, target, usable, calibrated))]));
    }

    private BlendedTarget Blended(int t, Range range, Member[] members, Calibrated[] calibrated, double[]? even)
    {
        var target = problem.Targets[t];
        return new TargetBlender(
            BlendSpace.For(metric, target), target.Kind, [.. calibrated.Select(member => member.Predictions.HeldOut[range])],
            CrossFit.Take(truth.Predicted(target, t), members[0].Predictions.Rows), CrossFit.Of(members[0].Predictions.Folds), problem.Targets.Count, IsLayered(target))
            .Blend([.. calibrated.Select(member => member.Predictions.Test[range])], even);
    }

    private static double[]? Even(Member[] members, IReadOnlyList<CandidateId> together)
    {
        double count = members.Count(member => together.Contains(member.Id));
        return count < 2 ? null : Array.ConvertAll(members, member => together.Contains(member.Id) ? 1 / count : 0);
    }

    private bool IsLayered(Target target) => target.Kind == TargetKind.Number
        ? target.Classes.Count == 0
        : metric.Definition.Probabilities || metric.Id is "roc_auc" or "mean_roc_auc" or "roc_auc_ovr" or "average_precision" or "accuracy";

    private TargetBlend Recipe(int t, BlendedTarget blended, Member[] members, Calibrated[] calibrated)
    {
        int[] used = [.. Enumerable.Range(0, members.Length).Where(i => blended.Layer.Weights[i] > 0)];
        var scalings = used.Select(i => calibrated[i].Scalings[t]).ToArray();
        return new TargetBlend(
            problem.Targets[t].Name,
            blended.Form,
            blended.Logarithmic,
            [.. used.Select((i, at) => new BlendMember(members[i].Id.Number, blended.Layer.Weights[i], scalings[at]?.Temperature, scalings[at]?.Mixture))],
            scalings.FirstOrDefault(scaling => scaling is not null)?.Shares ?? [],
            blended.Layer.Intercepts);
    }

    /// <summary>Members with a share, heaviest first.</summary>
    private static IReadOnlyList<MemberWeight> Shares(Member[] members, List<BlendedTarget> blended) =>
    [
        .. members.Select((member, i) => new MemberWeight(member.Id, blended.Average(target => target.Layer.Weights[i] / target.Layer.Weights.Sum()))).Where(member => member.Weight > 0)
            .OrderByDescending(member => member.Weight).ThenBy(member => member.Id.Number),
    ];

    private Calibrated Calibrated(Member member) =>
        _calibrated.TryGetValue(member.Id, out var known) ? known : _calibrated[member.Id] = Calibration.Fit(problem, truth, member.Predictions);
}
