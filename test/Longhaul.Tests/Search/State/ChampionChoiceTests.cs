using Longhaul.Evaluation.Scoring;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Tests.Search.State;

public sealed class ChampionChoiceTests
{
    [Fact]
    public void A_blend_stands_before_a_single_candidate_that_is_better_within_noise() =>
        Graph(Single(1, 0.80, 0.90), Blend(2, 0.81, 0.88)).Best!.Id.ShouldBe(new CandidateId(2));

    [Fact]
    public void A_single_candidate_that_is_better_in_every_fold_stands_before_a_blend() =>
        Graph(Single(1, 0.80, 0.90), Blend(2, 0.70, 0.81)).Best!.Id.ShouldBe(new CandidateId(1));

    [Fact]
    public void Of_single_candidates_and_of_blends_the_better_score_wins()
    {
        Graph(Single(1, 0.80, 0.90), Single(2, 0.81, 0.90)).Best!.Id.ShouldBe(new CandidateId(2));
        Graph(Blend(1, 0.80, 0.90), Blend(2, 0.81, 0.90)).Best!.Id.ShouldBe(new CandidateId(2));
    }

    [Fact]
    public void A_noisy_blend_behind_another_one_does_not_stand_before_a_single_candidate_that_beats_both()
    {
        var (single, blend, noisy) = (Single(1, 0.90, 0.90, 0.90), Blend(2, 0.88, 0.89, 0.885), Blend(3, 0.80, 0.93, 0.90));
        Graph(single, blend, noisy).Best.ShouldBe(single);
        Graph(single, noisy).Best.ShouldBe(noisy);
    }

    [Fact]
    public void A_blend_that_would_not_be_the_best_is_not_worth_having()
    {
        ChampionChoice.IsWorthBlending(Of(0.8, 0.9), [Blend(1, 0.8, 0.9)]).ShouldBeFalse();
        ChampionChoice.IsWorthBlending(Of(0.8, 0.89), [Single(1, 0.79, 0.91)]).ShouldBeTrue();
        ChampionChoice.IsWorthBlending(Of(0.8, 0.89), [Single(1, 0.79, 0.91), Blend(2, 0.81, 0.885)]).ShouldBeFalse();
        ChampionChoice.IsWorthBlending(Of(0.8, 0.89), []).ShouldBeTrue();
    }

    private static SolutionGraph Graph(params Candidate[] candidates) => new([.. candidates], Direction.Maximize);

    private static Candidate Blend(int number, params double[] folds) => Single(number, folds) with { Operator = Operator.Ensemble, Experiment = null };

    private static Score Of(params double[] folds) => Score.FromFolds(folds, "accuracy", Direction.Maximize);

    private static Candidate Single(int number, params double[] folds) => new()
    {
        Id = new CandidateId(number),
        Operator = Operator.Draft,
        Family = "trees",
        Title = "trees",
        Hypothesis = "It should do.",
        Code = ContentHash.Of($"{number}"),
        Experiment = new ExperimentId(number),
        Status = CandidateStatus.Scored,
        Score = Of(folds),
    };
}
