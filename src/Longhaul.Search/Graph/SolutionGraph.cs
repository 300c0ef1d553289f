using System.Collections.Immutable;
using Longhaul.Runs.Tasks;

namespace Longhaul.Search.Graph;

/// <summary>All candidates of a run in the order they were proposed: a projection of the journal.</summary>
public sealed record SolutionGraph(ImmutableList<Candidate> Candidates, Direction Direction)
{
    /// <summary>The node with that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Candidate this[CandidateId id] => IndexOf(id) is >= 0 and var index ? Candidates[index] : throw new KeyNotFoundException($"There is no candidate {id}.");

    /// <summary>
    /// The candidate that a change was made to: its first parent, or, where that is only a look at the change (<see cref="Candidate.Probe"/>), what the look
    /// was made from. Null for what was made from nothing.
    /// </summary>
    public Candidate? Origin(Candidate change) => change.Parents is [var id, ..] ? this[id] is { Probe: true } look ? Origin(look) : this[id] : null;

    /// <summary>The id of the next candidate to be proposed.</summary>
    public CandidateId NextId => new(Candidates.Count + 1);

    /// <summary>Candidates with a score, best first; ties go to the older one. Those without a finite score are left out, and so are probes.</summary>
    public IReadOnlyList<Candidate> Ranked => [.. InOrder(probes: false)];

    /// <summary>Probes with a score, best first.</summary>
    public IReadOnlyList<Candidate> RankedProbes => [.. InOrder(probes: true)];

    /// <summary>The best candidate so far: <see cref="ChampionChoice"/>.</summary>
    public Candidate? Best => ChampionChoice.Of(Ranked);

    private IEnumerable<Candidate> InOrder(bool probes) => Candidates
        .Where(candidate => candidate is { Status: CandidateStatus.Scored, Score: { } score } && double.IsFinite(score.Value) && candidate.Probe == probes)
        .OrderBy(candidate => Direction == Direction.Maximize ? -candidate.Score!.Value : candidate.Score!.Value)
        .ThenBy(candidate => candidate.Id.Number);

    /// <summary>The graph with a node added, or replaced where the id is known.</summary>
    public SolutionGraph With(Candidate candidate)
    {
        var index = IndexOf(candidate.Id);
        return this with { Candidates = index < 0 ? Candidates.Add(candidate) : Candidates.SetItem(index, candidate) };
    }

    // Ids are given in order from 1, so that a long run need not look for any.
    private int IndexOf(CandidateId id) =>
        IsAt(id.Number, id.Number) ? id.Number - 1
        : id == NextId && (Candidates.IsEmpty || IsAt(Candidates.Count, Candidates.Count)) ? -1
        : Candidates.FindIndex(known => known.Id == id);

    private bool IsAt(int place, int number) => place >= 1 && place <= Candidates.Count && Candidates[place - 1].Id.Number == number;
}
