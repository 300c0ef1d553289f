using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Research;
using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Tests.Builtin.Research;

public sealed class InsightsTests
{
    private static readonly SolutionGraph Empty = new([], Direction.Minimize);

    [Fact]
    public void The_first_score_is_the_mark_to_beat() => Insights.Of(Candidate(1, 0.5, 0.6), Empty).ShouldBe("The first score: the mark to beat.");

    [Fact]
    public void A_gain_in_every_fold_is_clear_even_where_folds_differ_much() =>
        Insights.Of(Candidate(2, 0.49, 0.888, 0.191) with { Parents = [new CandidateId(1)] }, Empty.With(Candidate(1, 0.5, 0.9, 0.2)))
            .ShouldBe("Clearly better than its parent c1, the best so far. The change helps.");

    [Fact]
    public void A_gain_in_some_folds_is_noise() =>
        Insights.Of(Candidate(2, 0.4, 0.6, 0.5), Empty.With(Candidate(1, 0.5, 0.5, 0.5)))
            .ShouldBe("No different, within noise, from the best so far (c1).");

    [Fact]
    public void A_child_is_held_against_its_parent_and_the_best() =>
        Insights.Of(Candidate(3, 0.61, 0.62, 0.60) with { Parents = [new CandidateId(2)] }, Empty.With(Candidate(1, 0.1, 0.11, 0.1)).With(Candidate(2, 0.7, 0.72, 0.71)))
            .ShouldBe("Clearly better than its parent c2; clearly worse than the best so far (c1).");

    [Fact]
    public void A_promoted_look_is_held_against_what_the_look_was_made_from()
    {
        var look = Candidate(3, 0.48) with { Probe = true, Parents = [new CandidateId(2)] };
        var graph = Empty.With(Candidate(1, 0.1, 0.11, 0.1)).With(Candidate(2, 0.7, 0.72, 0.71)).With(look);

        Insights.Of(Candidate(4, 0.61, 0.62, 0.60) with { Parents = [look.Id] }, graph).ShouldBe("Clearly better than its parent c2; clearly worse than the best so far (c1).");
    }

    [Fact]
    public void A_failure_says_how_it_ended() =>
        Insights.Of(Candidate(2, 1) with { Score = null, Ending = Ending.OutOfMemory }, Empty).ShouldBe("It failed: it ran out of memory.");

    [Fact]
    public void Next_steps_name_what_remained_and_what_still_helps()
    {
        var graph = Empty.With(Candidate(1, 0.5, 0.6)).With(Candidate(2, 0.4, 0.5) with { Operator = Operator.Tune, Family = "linear" });
        NextSteps.Of(graph, [], []).ShouldBe(["Tuning still helped at the end (c2): more of it should gain a little more.", "Linear is strongest here, trees next; what else errs differently would help the blend most."]);
    }

    [Fact]
    public void What_ran_smaller_did_not_remain_untried()
    {
        var (never, smaller) = (PlannedPipeline.Brought("Forests", Pipeline.Parse("model: {kind: constant}")), PlannedPipeline.Brought("Networks", Pipeline.Parse("model: {kind: constant}")));
        NextSteps.Of(Empty.With(Candidate(1, 0.5, 0.6)), [never], [smaller]).Take(2)
            .ShouldBe([$"Of the plan, “{never.Title}” remained untried.", $"“{smaller.Title}” ran in a smaller form, as time was short."]);
    }

    [Fact]
    public void Nothing_comes_after_the_best_score_there_can_be()
    {
        var graph = Empty.With(Candidate(1, 0.5, 0.6)).With(Candidate(2, 0, 0) with { Family = "code" });
        NextSteps.Of(graph, [], []).ShouldBe(["c2 has the best score there can be: nothing is left to gain on these rows."]);
    }

    private static Candidate Candidate(int number, params double[] folds) => new()
    {
        Id = new CandidateId(number),
        Operator = Operator.Draft,
        Family = "trees",
        Title = "trees",
        Hypothesis = "It should do.",
        Code = ContentHash.Of($"{number}"),
        Experiment = new ExperimentId(number),
        Status = CandidateStatus.Scored,
        Score = Score.FromFolds(folds, "rmse", Direction.Minimize),
    };
}
