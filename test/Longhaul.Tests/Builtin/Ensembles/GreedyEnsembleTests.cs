using CsCheck;
using Longhaul.Builtin.Decisions;
using Longhaul.Builtin.Ensembles;
using Longhaul.Evaluation.Metrics;
using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using Longhaul.Tests.Builtin.Decisions;

namespace Longhaul.Tests.Builtin.Ensembles;

public sealed class GreedyEnsembleTests
{
    private static readonly Problem Number = new([new Target("y", TargetKind.Number, [])]);
    private static readonly Problem Letters = new([new Target("y", TargetKind.Class, ["a", "b", "c"])]);

    [Fact]
    public void Two_noisy_models_blend_to_a_better_one()
    {
        var random = new Random(1);
        double[] truth = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 10)];
        var members = Enumerable.Range(1, 4).Select(i => Member(i, Number, [[.. truth.Select(value => value + Noise(random))]])).ToArray();
        var blend = new GreedyEnsemble(Number, MetricCatalog.Resolve("rmse"), new Truth([truth])).Of(members).ShouldNotBeNull();
        Rmse(blend.Predictions, truth).ShouldBeLessThan(members.Min(member => Rmse(member.Predictions, truth)) * 0.7);
        blend.Weights.Sum(member => member.Weight).ShouldBe(1, 1e-9);
        blend.Description.ShouldContain(" + c");
    }

    [Fact]
    public void Of_forecasts_a_plain_mean_stands_unless_weights_are_better_beyond_noise()
    {
        var random = new Random(3);
        double[] truth = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble() * 10)];
        // Each member has a bias of its own in each block, as levels have that drift: which one was luckiest says nothing.
        Member Drifting(int id, double scale) => Member(id, Number, [[.. truth.Select((value, row) => value + (scale * (((id * 7) + (row % 4 * 5)) % 11 - 5)))]]);
        CandidateId[] together = [new(1), new(2), new(3)];
        Member[] alike = [Drifting(1, 1), Drifting(2, 1), Drifting(3, 1)];
        Member[] uneven = [Drifting(1, 0.1), Drifting(2, 1), Drifting(3, 1)];

        Weights(alike).ShouldBe([1 / 3.0, 1 / 3.0, 1 / 3.0], 1e-9);
        Weights(uneven)[0].ShouldBeGreaterThan(0.8);

        double[] Weights(Member[] members) => new GreedyEnsemble(Number, MetricCatalog.Resolve("rmse"), new Truth([truth])).Of(members, together) is { } blend
            ? [.. together.Select(id => blend.Weights.FirstOrDefault(member => member.Id == id)?.Weight ?? 0)]
            : [1, 0, 0];
    }

    [Fact]
    public void One_row_with_a_huge_error_does_not_choose_the_blend_alone()
    {
        var random = new Random(3);
        double[] truth = [.. Enumerable.Range(0, 600).Select(row => row == 17 ? 500 : random.NextDouble() * 10)];
        double[] Model(double noise, double onTheOddRow) => [.. truth.Select((value, row) => row == 17 ? onTheOddRow : value + (noise * Noise(random)))];
        Member[] members = [.. Enumerable.Range(1, 4).Select(i => Member(i, Number, [Model(1, 5)])), Member(5, Number, [Model(3, 480)])];

        // Member 5 knows one row by luck and is worse on all others; without that row nobody would take it.
        var blend = new GreedyEnsemble(Number, MetricCatalog.Resolve("rmse"), new Truth([truth])).Of(members).ShouldNotBeNull();

        blend.Weights.Where(member => member.Id.Number != 5).Sum(member => member.Weight).ShouldBeGreaterThan(0.3);
    }

    [Fact]
    public void Models_that_are_equally_good_on_few_rows_get_nearly_equal_weights()
    {
        // With independent errors of one size a blend's squared error is the sum of its squared weights: 0.1 for ten equal ones.
        var sums = Enumerable.Range(0, 6).Select(seed =>
        {
            var random = new Random(seed);
            double[] truth = [.. Enumerable.Range(0, 80).Select(_ => random.NextDouble() * 10)];
            Member[] members = [.. Enumerable.Range(1, 10).Select(i => Member(i, Number, [[.. truth.Select(value => value + Noise(random))]]))];
            return new GreedyEnsemble(Number, MetricCatalog.Resolve("rmse"), new Truth([truth])).Of(members).ShouldNotBeNull().Weights.Sum(member => member.Weight * member.Weight);
        });

        sums.Average().ShouldBeLessThan(0.109);
    }

    [Fact]
    public void An_ordinal_number_is_blended_in_its_own_unit()
    {
        var problem = new Problem([new Target("y", TargetKind.Number, ["3", "4", "5"])]);
        var random = new Random(6);
        double[] codes = [.. Enumerable.Range(0, 400).Select(_ => (double)random.Next(3))];
        Member[] members =
        [
            Member(1, problem, [[.. codes.Select(code => code + 3 + Noise(random))]]), Member(2, problem, [[.. codes.Select(code => code + 3 + Noise(random))]]),
            Member(3, problem, [[.. codes.Select(_ => 1.0)]]),
        ];

        var blend = new GreedyEnsemble(problem, MetricCatalog.Resolve("qwk"), new Truth([codes])).Of(members).ShouldNotBeNull();

        blend.Weights.Select(member => member.Id.Number).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public void Logarithmic_errors_are_averaged_in_logarithms()
    {
        double[] truth = [.. Enumerable.Range(0, 50).Select(_ => 99.0)];
        var blend = new GreedyEnsemble(Number, MetricCatalog.Resolve("rmsle"), new Truth([truth]))
            .Of([Member(1, Number, [[.. truth.Select(_ => 9.0)]]), Member(2, Number, [[.. truth.Select(_ => 999.0)]])]).ShouldNotBeNull();
        blend.Predictions.Test[0][0].ShouldBe(99, 1e-9);
    }

    [Fact]
    public void The_weights_of_a_fold_never_know_its_labels() => Gen.Int[1, 1000].Sample(
        seed =>
        {
            var random = new Random(seed);
            double[] truth = [.. Enumerable.Range(0, 80).Select(_ => (double)random.Next(3))];
            double[] other = [.. truth.Select((label, row) => row % 4 == 0 ? (label + 1) % 3 : label)];
            var members = Enumerable.Range(1, 3).Select(i => Member(i, Letters, Probabilities(random, truth))).ToArray();
            if (FirstFold(members, truth) is { } one && FirstFold(members, other) is { } two)
                one.ShouldBe(two);
        },
        iter: 10);

    [Fact]
    public void What_was_held_out_elsewhere_can_not_be_blended()
    {
        double[] truth = [1, 2, 3, 4];
        var odd = Member(2, Number, [truth]) with { Predictions = Predictions.Of(["y"], 2, [truth]) };
        new GreedyEnsemble(Number, MetricCatalog.Resolve("rmse"), new Truth([truth])).Of([Member(1, Number, [truth]), odd]).ShouldBeNull();
    }

    [Theory]
    [InlineData("roc_auc_ovr")]
    [InlineData("accuracy")]
    [InlineData("log_loss")]
    [InlineData("macro_f1")]
    public void Every_metric_of_classes_has_a_blend(string metric)
    {
        var random = new Random(5);
        double[] truth = [.. Enumerable.Range(0, 300).Select(_ => (double)random.Next(3))];
        var members = Enumerable.Range(1, 3).Select(i => Member(i, Letters, Probabilities(random, truth))).ToArray();
        var blend = new GreedyEnsemble(Letters, MetricCatalog.Resolve(metric), new Truth([truth])).Of(members).ShouldNotBeNull();
        for (var row = 0; row < 300; row++)
            blend.Predictions.Test.Sum(output => output[row]).ShouldBe(1, 1e-9);
    }

    private static double[]? FirstFold(Member[] members, double[] truth)
    {
        // numbers of the same shape: classes would be calibrated first, which other tests look at
        var problem = new Problem([new Target("y", TargetKind.Number, [])]);
        var blend = new GreedyEnsemble(problem, MetricCatalog.Resolve("mae"), new Truth([truth])).Of(members);
        return blend is null ? null : [.. blend.Predictions.HeldOut[0].Where((_, i) => blend.Predictions.Folds[i] == 0)];
    }

    private static double[][] Probabilities(Random random, double[] truth)
    {
        var weights = truth.Select(label => Enumerable.Range(0, 3).Select(k => random.NextDouble() + (label == k ? 0.4 : 0)).ToArray()).ToArray();
        return [.. Enumerable.Range(0, 3).Select(k => weights.Select(row => row[k] / row.Sum()).ToArray())];
    }

    private static Member Member(int id, Problem problem, double[][] byRow) => new(new CandidateId(id), Predictions.Of(problem.Outputs, 4, byRow));

    private static double Noise(Random random) => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;

    private static double Rmse(RawPredictions raw, double[] truth) =>
        Math.Sqrt(raw.Rows.Select((row, i) => Math.Pow(raw.HeldOut[0][i] - truth[row], 2)).Average());
}
