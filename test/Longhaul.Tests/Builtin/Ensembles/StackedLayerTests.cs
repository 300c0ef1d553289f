using CsCheck;
using Longhaul.Builtin.Decisions;
using Longhaul.Builtin.Ensembles;
using Longhaul.Evaluation.Metrics;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using Longhaul.Tests.Builtin.Decisions;

namespace Longhaul.Tests.Builtin.Ensembles;

public sealed class StackedLayerTests
{
    private static readonly Problem Letters = new([new Target("y", TargetKind.Class, ["a", "b", "c"])]);

    [Fact]
    public void Numbers_get_the_weights_that_made_them()
    {
        var random = new Random(1);
        double[] one = Noise(random, 2000), two = Noise(random, 2000);
        double[] truth = [.. one.Zip(two, (a, b) => 3 + (0.9 * a) + (0.3 * b))];

        var layer = StackedLayerFitter.Fit(TargetKind.Number, [[one], [two]], truth, [0.5, 0.5]);

        layer.Weights[0].ShouldBe(0.9, 0.02);
        layer.Weights[1].ShouldBe(0.3, 0.02);
        layer.Intercepts[0].ShouldBe(3, 0.05);
    }

    [Fact]
    public void A_member_that_only_hurts_gets_next_to_nothing()
    {
        var random = new Random(1);
        var truth = Noise(random, 1000);
        StackedLayerFitter.Fit(TargetKind.Number, [[truth], [Array.ConvertAll(truth, value => -value)]], truth, [0.5, 0.5]).Weights[1].ShouldBeLessThan(0.02);
    }

    [Fact]
    public void Bold_members_are_made_as_shy_as_they_should_be()
    {
        var random = new Random(2);
        double[] truth = [.. Enumerable.Range(0, 3000).Select(_ => (double)random.Next(2))];
        double[] honest = [.. truth.Select(label => random.NextDouble() < 0.8 == (label == 1) ? 0.8 : 0.2)];
        double[] bold = Array.ConvertAll(honest, p => Math.Pow(p, 3) / (Math.Pow(p, 3) + Math.Pow(1 - p, 3)));

        var layer = StackedLayerFitter.Fit(TargetKind.Class, [[bold]], truth, [1]);

        layer.Weights[0].ShouldBe(1 / 3.0, 0.03);
        layer.Apply(TargetKind.Class, [[bold]])[0][0].ShouldBe(honest[0], 0.03);
    }

    [Fact]
    public void Pooled_probabilities_are_probabilities() => Gen.Int[1, 1000].Sample(
        seed =>
        {
            var random = new Random(seed);
            double[] truth = [.. Enumerable.Range(0, 300).Select(_ => (double)random.Next(3))];
            var members = Enumerable.Range(0, 4).Select(_ => Probabilities(random, truth)).ToArray();
            var layer = StackedLayerFitter.Fit(TargetKind.Class, members, truth, [0.5, 0.25, 0.25, 0]);
            var pooled = layer.Apply(TargetKind.Class, members);
            layer.Weights.ShouldAllBe(weight => weight >= 0);
            layer.Weights[3].ShouldBe(0);
            for (var row = 0; row < truth.Length; row++)
                pooled.Sum(output => output[row]).ShouldBe(1, 1e-9);
        },
        iter: 10);

    [Fact]
    public void A_second_layer_takes_over_where_an_average_can_not_follow()
    {
        var random = new Random(3);
        double[] signal = Noise(random, 600), drift = Noise(random, 600), truth = [.. signal.Select(value => 10 * value)];
        var problem = new Problem([new Target("y", TargetKind.Number, [])]);
        Member[] members =
        [
            Member(1, problem, [[.. signal.Zip(drift, (a, b) => (10 * a) + (5 * b))]]),
            Member(2, problem, [[.. signal.Zip(drift, (a, b) => (10 * a) + (10 * b))]]),
            Member(3, problem, [[.. signal.Zip(drift, (a, b) => a - (2 * b))]]),
        ];

        var blend = new GreedyEnsemble(problem, MetricCatalog.Resolve("rmse"), new Truth([truth])).Of(members).ShouldNotBeNull();

        blend.IsStacked.ShouldBeTrue();
        blend.Weights.Sum(member => member.Weight).ShouldBe(1, 1e-9);
    }

    [Theory]
    [InlineData("log_loss")]
    [InlineData("accuracy")]
    public void A_stored_recipe_makes_the_same_blend_again(string metric)
    {
        var random = new Random(4);
        double[] truth = [.. Enumerable.Range(0, 400).Select(_ => (double)random.Next(3))];
        var members = Enumerable.Range(1, 4).Select(i => Member(i, Letters, Probabilities(random, truth))).ToArray();
        var blend = new GreedyEnsemble(Letters, MetricCatalog.Resolve(metric), new Truth([truth])).Of(members).ShouldNotBeNull();
        using var folder = TemporaryFolder.InMemory();
        File.WriteAllText(folder.At(BlendRecipe.FileName), blend.Recipe.ToJson());

        var again = BlendRecipe.Read(folder.Path).Apply(Letters, members.ToDictionary(member => member.Id.Number, member => member.Predictions.Test));

        for (var k = 0; k < 3; k++)
            again[k].Zip(blend.Predictions.Test[k]).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
        blend.Recipe.Members.Count.ShouldBe(blend.Weights.Count);
    }

    [Fact]
    public void A_blend_has_few_members_and_none_that_hardly_counts()
    {
        var random = new Random(5);
        double[] truth = Noise(random, 500);
        var problem = new Problem([new Target("y", TargetKind.Number, [])]);
        var members = Enumerable.Range(1, 25).Select(i => Member(i, problem, [[.. truth.Zip(Noise(random, 500), (a, b) => a + (b * (0.5 + (i / 50.0))))]])).ToArray();

        var blend = new GreedyEnsemble(problem, MetricCatalog.Resolve("rmse"), new Truth([truth])).Of(members).ShouldNotBeNull();

        blend.Weights.Count.ShouldBeLessThanOrEqualTo(10);
    }

    private static double[] Noise(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];

    private static double[][] Probabilities(Random random, double[] truth)
    {
        var weights = truth.Select(label => Enumerable.Range(0, 3).Select(k => random.NextDouble() + (label == k ? 0.4 : 0)).ToArray()).ToArray();
        return [.. Enumerable.Range(0, 3).Select(k => weights.Select(row => row[k] / row.Sum()).ToArray())];
    }

    private static Member Member(int id, Problem problem, double[][] byRow) => new(new CandidateId(id), Predictions.Of(problem.Outputs, 4, byRow));
}
