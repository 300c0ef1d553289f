using System.Collections.Immutable;
using CsCheck;
using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using Longhaul.Search.Policies;

namespace Longhaul.Tests.Search.Policies;

public sealed class GreedyPolicyTests
{
    private static readonly BudgetLeft Unlimited = new(null, null);

    [Fact]
    public void Drafts_come_first() =>
        new GreedyPolicy(2).Next(Graph(Draft(1, "trees", 0.8)), Unlimited)!.ShouldSatisfyAllConditions(
            move => move.Operator.ShouldBe(Operator.Draft), move => move.Parents.ShouldBeEmpty());

    [Fact]
    public void Where_no_further_draft_can_finish_changes_take_turns_and_a_draft_is_asked_for_now_and_then()
    {
        var (policy, graph, asked) = (new GreedyPolicy(5), Graph(Draft(1, "trees", 0.8), Draft(2, "linear", 0.9)), new List<Operator>());
        for (var i = 3; i < 13; i++)
        {
            asked.Add(policy.Next(graph, Unlimited)!.Operator);
            // A draft that can't finish is answered by a change.
            graph = graph.With(Draft(i, "linear", 0.7) with { Operator = asked[^1] == Operator.Draft ? Operator.Tune : asked[^1] });
        }

        asked.Index().Where(pair => pair.Item == Operator.Draft).Select(pair => pair.Index).ShouldBe([0, 7]);
        asked.ShouldContain(Operator.Improve);
    }

    [Fact]
    public void After_the_drafts_the_best_candidate_is_tuned() =>
        new GreedyPolicy(2).Next(Graph(Draft(1, "trees", 0.8), Draft(2, "linear", 0.9)), Unlimited)
            .ShouldNotBeNull().ShouldSatisfyAllConditions(
                move => move.Operator.ShouldBe(Operator.Tune), move => move.Parents.ShouldBe([new CandidateId(2)]));

    [Fact]
    public void Nothing_is_left_when_every_draft_failed() =>
        new GreedyPolicy(1).Next(Graph(Draft(1, "trees", 0.8) with { Status = CandidateStatus.Failed, Score = null }), Unlimited).ShouldBeNull();

    [Fact]
    public void Nothing_is_picked_when_the_budget_is_spent()
    {
        var graph = Graph(Draft(1, "trees", 0.8));
        new GreedyPolicy(1).Next(graph, new BudgetLeft(TimeSpan.Zero, null)).ShouldBeNull();
        new GreedyPolicy(1).Next(graph, new BudgetLeft(null, 0)).ShouldBeNull();
    }

    [Fact]
    public void What_the_host_blended_is_never_a_parent() =>
        new GreedyPolicy(1).Next(
            Graph(Draft(1, "trees", 0.8), Draft(2, "ensemble", 0.95) with { Operator = Operator.Ensemble, Experiment = null }), Unlimited)!
            .Parents.ShouldBe([new CandidateId(1)]);

    [Fact]
    public void A_family_that_no_longer_gains_waits_for_the_others()
    {
        var graph = Graph(Draft(1, "trees", 0.9), Draft(2, "linear", 0.8));
        for (var i = 3; i < 11; i++)
            graph = graph.With(Draft(i, "trees", 0.7) with { Operator = Operator.Tune });
        new GreedyPolicy(2).Next(graph, Unlimited)!.Parents.ShouldBe([new CandidateId(2)]);
    }

    [Fact]
    public void No_family_of_the_first_three_starves_and_the_runner_up_has_its_turn() =>
        Gen.Int[1, 4].SelectMany(families => Gen.Double[0, 1].Array[families, families + 6]).Sample(
            scores =>
            {
                var families = Math.Min(3, scores.Length);
                var graph = Graph([.. scores.Select((score, i) => Draft(i + 1, $"family{i % families}", score))]);
                var policy = new GreedyPolicy(scores.Length);
                var seen = new HashSet<string>();
                for (var i = 0; i < 24; i++)
                {
                    var move = policy.Next(graph, Unlimited)!;
                    var parent = graph[move.Parents[0]];
                    parent.Status.ShouldBe(CandidateStatus.Scored);
                    seen.Add(parent.Family);
                    graph = graph.With(Draft(graph.Candidates.Count + 1, parent.Family, parent.Score!.Value - 0.01) with { Operator = move.Operator });
                }

                seen.Count.ShouldBe(families);
                graph.Candidates.ShouldContain(candidate => candidate.Operator == Operator.Improve);
            },
            iter: 50);

    [Fact]
    public void What_ran_out_of_time_is_tried_smaller_but_not_for_ever()
    {
        var late = Draft(2, "linear", 0) with { Status = CandidateStatus.Failed, Score = null, Ending = Ending.Timeout };
        var graph = Graph(Draft(1, "trees", 0.8), late);
        var policy = new GreedyPolicy(2);
        for (var rescue = 0; rescue < 2; rescue++)
        {
            policy.Next(graph, Unlimited).ShouldNotBeNull().Operator.ShouldBe(Operator.Debug);
            graph = graph.With(late with { Id = graph.NextId, Operator = Operator.Debug, Parents = [graph.Candidates[^1].Id] });
        }

        policy.Next(graph, Unlimited).ShouldNotBeNull().Operator.ShouldBe(Operator.Tune);
    }

    [Fact]
    public void What_failed_for_another_reason_is_left_alone() =>
        new GreedyPolicy(2).Next(Graph(Draft(1, "trees", 0.8), Draft(2, "linear", 0) with { Status = CandidateStatus.Failed, Score = null, Ending = Ending.Error }), Unlimited)!
            .Operator.ShouldBe(Operator.Tune);

    [Fact]
    public void What_an_ablation_showed_to_be_useless_is_left_out_from_then_on()
    {
        var policy = new GreedyPolicy(1);
        var graph = Graph(Draft(1, "trees", 0.8), Child(2, Operator.Ablate, 1, 0.8));
        policy.Next(graph, Unlimited)!.Parents.ShouldBe([new CandidateId(2)]);

        graph = Graph(Draft(1, "trees", 0.8), Child(2, Operator.Ablate, 1, 0.79), Child(3, Operator.Ablate, 1, 0.79));
        policy.Next(graph, Unlimited)!.Parents.ShouldBe([new CandidateId(1)]);
    }

    [Fact]
    public void Every_operator_has_its_turn_and_only_scored_candidates_are_parents() => Gen.Double[0, 1].Array[40, 60].Sample(
        scores =>
        {
            var graph = Graph(Draft(1, "trees", 0.5), Draft(2, "linear", 0.4), Draft(3, "ensemble", 0.99) with { Operator = Operator.Ensemble, Experiment = null });
            var policy = new GreedyPolicy(2);
            foreach (var score in scores)
            {
                var move = policy.Next(graph, Unlimited).ShouldNotBeNull();
                policy.Next(graph, Unlimited)!.Parents.ShouldBe(move.Parents);
                move.Parents.Select(id => graph[id]).ShouldAllBe(parent => parent.Experiment != null && parent.Score != null);
                graph = graph.With(Draft(graph.Candidates.Count + 1, graph[move.Parents[0]].Family, score) with { Operator = move.Operator, Parents = move.Parents });
            }

            foreach (var needed in new[] { Operator.Tune, Operator.Improve, Operator.Fuse, Operator.Ablate })
                graph.Candidates.ShouldContain(candidate => candidate.Operator == needed);
        },
        iter: 30);

    [Fact]
    public void Where_experiments_take_long_four_changes_are_looked_at_and_the_best_look_is_run_in_full()
    {
        var left = new BudgetLeft(TimeSpan.FromMinutes(5), null);
        var graph = Graph(Draft(1, "trees", 0.8) with { Wall = TimeSpan.FromSeconds(20) });
        var policy = new GreedyPolicy(1);
        foreach (var score in new[] { 0.5, 0.7, 0.99, 0.6 })
        {
            var look = policy.Next(graph, left).ShouldNotBeNull();
            look.Probe.ShouldBeTrue();
            look.Parents.ShouldBe([new CandidateId(1)]);
            graph = graph.With(Child(graph.Candidates.Count + 1, look.Operator, 1, score) with { Probe = true });
        }

        graph.Best!.Id.ShouldBe(new CandidateId(1));
        var promotion = policy.Next(graph, left).ShouldNotBeNull();
        promotion.Parents.ShouldBe([new CandidateId(4)]);
        promotion.Probe.ShouldBeFalse();
        policy.Next(graph.With(Child(6, promotion.Operator, 4, 0.9) with { Wall = TimeSpan.FromSeconds(20) }), left)!.Probe.ShouldBeTrue();
    }

    [Fact]
    public void Families_without_a_part_in_the_result_get_a_quarter_of_a_limited_time()
    {
        var left = new BudgetLeft(TimeSpan.FromHours(5), null);
        var graph = Graph(Draft(1, "trees", 0.9), Draft(2, "linear", 0.8), Draft(3, "networks", 0.7), Draft(4, "ensemble", 0.95) with { Operator = Operator.Ensemble, Experiment = null, Parents = [new(1), new(2)] });
        var policy = new GreedyPolicy(3);
        while (graph.Candidates.Count < 200)
        {
            var family = graph[policy.Next(graph, left)!.Parents[0]].Family;
            graph = graph.With(Draft(graph.Candidates.Count + 1, family, 0.5) with { Operator = Operator.Tune, Wall = TimeSpan.FromSeconds(family == "networks" ? 60 : 2) });
        }

        var seconds = graph.Candidates.GroupBy(candidate => candidate.Family).ToDictionary(group => group.Key, group => group.Sum(candidate => candidate.Wall.TotalSeconds));
        seconds["networks"].ShouldBeInRange(60, 0.25 * seconds.Values.Sum() + 60);
        seconds["linear"].ShouldBeGreaterThan(0.2 * seconds["trees"]);
    }

    [Fact]
    public void Nothing_is_only_looked_at_where_no_clock_may_be_looked_at_or_experiments_are_quick()
    {
        new GreedyPolicy(1).Next(Graph(Draft(1, "trees", 0.8) with { Wall = TimeSpan.FromSeconds(20) }), Unlimited)!.Probe.ShouldBeFalse();
        new GreedyPolicy(1).Next(Graph(Draft(1, "trees", 0.8) with { Wall = TimeSpan.FromSeconds(2) }), new BudgetLeft(TimeSpan.FromMinutes(5), null))!.Probe.ShouldBeFalse();
    }

    private static Candidate Child(int number, Operator made, int parent, double score) =>
        Draft(number, "trees", score) with { Operator = made, Parents = [new CandidateId(parent)] };

    private static SolutionGraph Graph(params Candidate[] candidates) => new([.. candidates], Direction.Maximize);

    private static Candidate Draft(int number, string family, double score) => new()
    {
        Id = new CandidateId(number),
        Operator = Operator.Draft,
        Family = family,
        Title = family,
        Hypothesis = "It should do.",
        Code = ContentHash.Of($"{number}"),
        Experiment = new ExperimentId(number),
        Status = CandidateStatus.Scored,
        Score = Score.FromFolds([score], "accuracy", Direction.Maximize),
    };
}
