using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Search.Graph;

namespace Longhaul.Search.Policies;

/// <summary>
/// Drafts first, as far as they can finish, then what ran out of time or memory once more, then changes to the best: the greedy tree search of AIDE (Jiang et al. 2025),
/// turned over families so that what is blended later stays diverse. Of eight moves after the drafts the best family gets four, the second two,
/// the third one, and one goes to the best family's second-best candidate; a family whose last moves brought nothing waits until the others are as
/// stale. Where time is limited, families that neither lead nor stand in the best blend get a quarter of it at most. Within a family the operators take turns; what ablations showed to be useless is left out at once. Where an experiment takes long and time is
/// limited, four changes are only looked at (fewer rows, one fold), and the best look is then run in full: asynchronous successive halving with two
/// rungs and η = 4 (Li et al. 2020). Looks are compared with looks alone.
/// </summary>
/// <param name="drafts">Drafts to make before anything else.</param>
public sealed class GreedyPolicy(int drafts) : IPolicy
{
    private const int Patience = 6;
    private const int RescuesInARow = 2;
    private const int LooksPerPromotion = 4;

    /// <summary>Changes between two questions for a draft that could not finish so far: measured speeds, or a longer budget, may let it.</summary>
    private const int ChangesPerDraft = 7;

    /// <summary>An experiment that takes less than this is run in full at once.</summary>
    private static readonly TimeSpan WorthALook = TimeSpan.FromSeconds(8);

    /// <summary>A simpler candidate stands for a better one when its loss is within so many standard errors.</summary>
    private const double Noise = -0.5;

    /// <summary>Of the time that changes take, what families may use together that have no part in the result so far.</summary>
    private const double ShareOfOutsiders = 0.25;

    /// <summary>Place in the ranking of families per turn; −1: the runner-up within the best family.</summary>
    private static readonly int[] Turns = [0, 1, 0, -1, 0, 2, 0, 1];

    /// <summary>What is done to a family, in turn.</summary>
    private static readonly Operator[] Cycle =
        [Operator.Tune, Operator.Improve, Operator.Tune, Operator.Fuse, Operator.Improve, Operator.Tune, Operator.Ablate, Operator.Tune, Operator.Improve, Operator.Ablate];

    /// <inheritdoc/>
    public Move? Next(SolutionGraph graph, BudgetLeft left)
    {
        if (left.Experiments <= 0 || left.Time <= TimeSpan.Zero)
            return null;
        if (graph.Candidates.Count(candidate => candidate.Operator == Operator.Draft) < drafts && graph.Candidates.Count(IsChange) % ChangesPerDraft == 0)
            return new Move(Operator.Draft, []);
        return Rescue(graph) ?? Change(graph, left);
    }

    /// <summary>What failed for lack of time or memory and was not tried smaller yet.</summary>
    private static Move? Rescue(SolutionGraph graph)
    {
        var failed = graph.Candidates.Find(candidate =>
            candidate is { Status: CandidateStatus.Failed, Ending: Ending.Timeout or Ending.OutOfMemory }
            && Rescues(graph, candidate) < RescuesInARow
            && !graph.Candidates.Exists(other => other.Operator == Operator.Debug && other.Parents.Contains(candidate.Id)));
        return failed is null ? null : new Move(Operator.Debug, [failed.Id]);
    }

    private static int Rescues(SolutionGraph graph, Candidate candidate) =>
        candidate is { Operator: Operator.Debug, Parents: [var parent, ..] } ? 1 + Rescues(graph, graph[parent]) : 0;

    private static Move? Change(SolutionGraph graph, BudgetLeft left)
    {
        var families = Families(graph);
        if (families.Count == 0)
            return null;
        var turn = Turns[graph.Candidates.Count(IsChange) % Turns.Length];
        var family = families[Math.Clamp(turn, 0, families.Count - 1)];
        if (left.Time is not null)
            family = InItsTurn(graph, families, family);
        var parent = turn < 0 && family.Ranked.Count > 1 ? family.Ranked[1] : Simplest(graph, family.Ranked[0]);
        var looks = left.Time is { } time && parent.Wall >= WorthALook && time > 2 * parent.Wall;
        if ((Simplification(graph, parent) ?? Promotion(graph, family.Name, looks ? LooksPerPromotion : 1, left)) is { } first)
            return first;
        var changes = graph.Candidates.Count(candidate => IsChange(candidate) && candidate.Family == family.Name);
        var chosen = Cycle[changes % Cycle.Length];
        return chosen == Operator.Fuse && Partner(families, family, parent, changes) is { } partner
            ? new Move(Operator.Fuse, [parent.Id, partner.Id], looks)
            : new Move(chosen == Operator.Fuse ? Operator.Tune : chosen, [parent.Id], looks && chosen != Operator.Ablate);
    }

    /// <summary>The family, or where it has no part in the result and such ones have had their share of the time, the first that has one.</summary>
    private static Family InItsTurn(SolutionGraph graph, List<Family> families, Family family)
    {
        var blend = graph.Ranked.FirstOrDefault(candidate => candidate.Operator == Operator.Ensemble);
        var single = graph.Ranked.First(candidate => candidate.Experiment is not null);
        var insiders = (blend?.Parents ?? []).Select(member => graph[member].Family).Append(single.Family).ToHashSet(StringComparer.Ordinal);
        var changes = graph.Candidates.Where(candidate => candidate.Operator is not (Operator.Draft or Operator.Debug)).ToLookup(candidate => insiders.Contains(candidate.Family), candidate => candidate.Wall.TotalSeconds);
        var (inside, outside) = (changes[true].Sum(), changes[false].Sum());
        return insiders.Contains(family.Name) || outside <= ShareOfOutsiders * (inside + outside) ? family : families.First(other => insiders.Contains(other.Name));
    }

    /// <summary>The candidate, or what came of leaving things out of it, where that is no worse beyond noise.</summary>
    private static Candidate Simplest(SolutionGraph graph, Candidate best)
    {
        var simpler = graph.Ranked.FirstOrDefault(candidate =>
            candidate.Operator is Operator.Ablate or Operator.Simplify && candidate.Parents is [var parent, ..] && parent == best.Id && IsNoWorse(candidate, best));
        return simpler is null ? best : Simplest(graph, simpler);
    }

    /// <summary>Asked for right after an ablation has shown one more thing to be useless; where nothing comes of it, the turns go on.</summary>
    private static Move? Simplification(SolutionGraph graph, Candidate parent)
    {
        bool IsHarmless(Candidate candidate) => candidate.Operator == Operator.Ablate && candidate.Parents.Contains(parent.Id) && IsNoWorse(candidate, parent);
        return graph.Candidates.FindLast(IsChange) is { } latest && IsHarmless(latest) && graph.Candidates.Count(IsHarmless) > 1
            ? new Move(Operator.Simplify, [parent.Id])
            : null;
    }

    /// <summary>The best look at the family that was not run in full, once there are enough new ones to choose from and one can still finish.</summary>
    private static Move? Promotion(SolutionGraph graph, string family, int enough, BudgetLeft left)
    {
        bool IsPromoted(Candidate look) => graph.Candidates.Exists(candidate => !candidate.Probe && candidate.Parents.Contains(look.Id));
        var looks = graph.RankedProbes.Where(candidate => candidate.Family == family).ToList();
        var latest = looks.Where(IsPromoted).Select(look => look.Id.Number).DefaultIfEmpty(0).Max();
        return left.Time is not null && looks.Count(look => look.Id.Number > latest) >= enough && looks.Find(look => !IsPromoted(look)) is { } best
            ? new Move(best.Operator, [best.Id])
            : null;
    }

    private static bool IsNoWorse(Candidate candidate, Candidate other) =>
        candidate.Score is { } score && other.Score is { } against && PairedComparison.Gain(score, against) >= Noise;

    /// <summary>Whom to cross with: the next in the family and the best of the other families, in turn.</summary>
    private static Candidate? Partner(List<Family> families, Family own, Candidate parent, int changes)
    {
        var sibling = own.Ranked.FirstOrDefault(candidate => candidate.Id != parent.Id);
        var stranger = families.FirstOrDefault(family => family.Name != own.Name)?.Ranked[0];
        return changes / Cycle.Length % 2 == 0 ? sibling ?? stranger : stranger ?? sibling;
    }

    /// <summary>A change in full; looks at changes don't count, so that those between two promotions are of one kind.</summary>
    private static bool IsChange(Candidate candidate) =>
        !candidate.Probe && candidate.Operator is Operator.Tune or Operator.Improve or Operator.Fuse or Operator.Ablate or Operator.Simplify;

    /// <summary>Families with a scored experiment: those that still gain first, each group in the order of its best score.</summary>
    private static List<Family> Families(SolutionGraph graph) =>
    [
        .. graph.Ranked
            .Where(candidate => candidate.Experiment is not null)
            .GroupBy(candidate => candidate.Family, StringComparer.Ordinal)
            .Select(group => new Family(group.Key, [.. group], Stale(graph, group.Key, group.First())))
            .OrderBy(family => family.Stale / Patience),
    ];

    /// <summary>Changes of the family that were proposed since its best one.</summary>
    private static int Stale(SolutionGraph graph, string family, Candidate best) =>
        graph.Candidates.Count(candidate => candidate.Family == family && IsChange(candidate) && candidate.Id.Number > best.Id.Number);

    private sealed record Family(string Name, IReadOnlyList<Candidate> Ranked, int Stale);
}
