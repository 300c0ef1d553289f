using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Tests.Search.Graph;

public sealed class SolutionGraphTests
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 4)]
    public void A_change_was_made_to_a_candidate_not_to_a_look(int change, int? origin)
    {
        var graph = new SolutionGraph([Made(1), Made(2, 1), Made(3, 1) with { Probe = true }, Made(4, 3), Made(5, 4, 2)], Direction.Maximize);

        graph.Origin(graph[new CandidateId(change)]).ShouldBe(origin is { } number ? graph[new CandidateId(number)] : null);
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(3, 1, 2)]
    [InlineData(1, 3, 5)]
    public void A_candidate_is_found_by_its_id_and_replaced_by_its_next_state(int first, int second, int third)
    {
        var graph = new SolutionGraph([], Direction.Maximize).With(Made(first)).With(Made(second)).With(Made(third));

        foreach (var id in new[] { first, second, third })
        {
            graph[new CandidateId(id)].Id.Number.ShouldBe(id);
            var after = graph.With(Made(id) with { Title = "better" });
            after.Candidates.Select(candidate => candidate.Id.Number).ShouldBe([first, second, third]);
            after[new CandidateId(id)].Title.ShouldBe("better");
        }

        Should.Throw<KeyNotFoundException>(() => graph[new CandidateId(4)]);
        Should.Throw<KeyNotFoundException>(() => graph[new CandidateId(0)]);
    }

    private static Candidate Made(int number, params int[] parents) => new()
    {
        Id = new CandidateId(number),
        Operator = parents.Length == 0 ? Operator.Draft : Operator.Improve,
        Parents = [.. parents.Select(parent => new CandidateId(parent))],
        Family = "trees",
        Title = "trees",
        Hypothesis = "It should do.",
        Code = ContentHash.Of($"{number}"),
    };
}
