using Longhaul.Builtin.Ensembles;
using Longhaul.Evaluation.Scoring;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Tests.Builtin.Ensembles;

public sealed class ForecastCombinationTests
{
    [Fact]
    public void Each_draft_has_one_voice_its_line_s_best() =>
        Members(Draft(1, 0.40, 0.50, 0.60), From(2, 1, 0.39, 0.49, 0.59), From(3, 2, 0.38, 0.48, 0.58), Draft(4, 0.5, 0.45, 0.6)).ShouldBe([3, 4]);

    [Fact]
    public void What_is_clearly_behind_the_leader_stays_out() =>
        Members(Draft(1, 0.40, 0.50, 0.60), Draft(2, 0.45, 0.45, 0.70), Draft(3, 0.80, 0.90, 1.01)).ShouldBe([1, 2]);

    [Fact]
    public void What_failed_in_one_block_alone_stays_out_though_its_mean_is_not_surely_worse() =>
        Members(Draft(1, 0.40, 0.50, 0.60), Draft(2, 0.45, 0.45, 0.70), Draft(3, 1.40, 0.50, 0.60)).ShouldBe([1, 2]);

    [Fact]
    public void A_leader_alone_is_no_combination() => Members(Draft(1, 0.40, 0.50, 0.60), Draft(2, 0.80, 0.90, 1.01)).ShouldBeEmpty();

    [Fact]
    public void Ten_lines_are_enough() => Members([.. Enumerable.Range(1, 14).Select(i => Draft(i, 0.4 + (i * 0.001), 0.6 - (i * 0.001), 0.5))]).Length.ShouldBe(10);

    [Fact]
    public void Of_three_blocks_a_gain_of_one_error_and_a_half_says_nothing_and_of_nine_it_does()
    {
        Score Of(params double[] folds) => Score.FromFolds(folds, "rmse", Direction.Minimize);
        double[] gains = [0.1, 0, 0.2];
        double[] zeros = [0, 0, 0];

        PairedComparison.Gain(Of(gains), Of(zeros)).ShouldBe(-Math.Sqrt(3), 1e-9);
        PairedComparison.IsBehind(Of(gains), Of(zeros)).ShouldBeFalse();
        PairedComparison.IsBehind(Of([.. gains, .. gains, .. gains]), Of([.. zeros, .. zeros, .. zeros])).ShouldBeTrue();
        PairedComparison.IsBehind(Of(1), Of(0.9)).ShouldBeTrue();
    }

    private static int[] Members(params Candidate[] candidates)
    {
        var graph = new SolutionGraph([.. candidates], Direction.Minimize);
        return [.. ForecastCombination.Members(graph, graph.Ranked).Select(member => member.Id.Number)];
    }

    private static Candidate From(int number, int parent, params double[] folds) => Draft(number, folds) with { Operator = Operator.Tune, Parents = [new CandidateId(parent)] };

    private static Candidate Draft(int number, params double[] folds) => new()
    {
        Id = new CandidateId(number),
        Operator = Operator.Draft,
        Family = "linear",
        Title = "linear",
        Hypothesis = "It should do.",
        Code = ContentHash.Of($"{number}"),
        Experiment = new ExperimentId(number),
        Status = CandidateStatus.Scored,
        Score = Score.FromFolds(folds, "rmse", Direction.Minimize),
    };
}
