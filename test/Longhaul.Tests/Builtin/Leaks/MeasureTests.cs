using Longhaul.Builtin.Leaks;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Tests.Builtin.Leaks;

/// <summary>The measures against their definitions.</summary>
public sealed class MeasureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_power_of_bins_is_the_share_of_squares_that_means_of_other_folds_explain(int seed)
    {
        var random = new Random(seed);
        var bins = Enumerable.Range(0, 300).Select(_ => random.Next(7)).ToArray();
        var folds = Enumerable.Range(0, 300).Select(_ => random.Next(Power.Folds)).ToArray();
        var values = bins.Select(bin => bin % 3 + random.NextDouble()).ToArray();
        var answer = Number(values);

        var power = Power.Of(new Bins(bins, 7), answer, folds);

        power.PerOutput[1].ShouldBe(ByDefinition(bins, folds, values), 1e-9);
        power.Skill.ShouldBe(power.PerOutput.Max());
    }

    [Fact]
    public void Noise_explains_nothing_and_a_copy_everything()
    {
        var random = new Random(4);
        var values = Enumerable.Range(0, 2000).Select(_ => random.NextDouble()).ToArray();
        var folds = Enumerable.Range(0, 2000).Select(row => row % Power.Folds).ToArray();

        Power.Of(Bins.Numbers([.. values.Select(_ => random.NextDouble())]), Number(values), folds).Skill.ShouldBeLessThan(0.01);
        Power.Of(Bins.Numbers(values), Number(values), folds).Skill.ShouldBeGreaterThan(0.99);
        Power.Of(Bins.Numbers([.. values.Select(value => Math.Exp(-9 * value))]), Number(values), folds).Skill.ShouldBeGreaterThan(0.99);
    }

    [Fact]
    public void Equal_numbers_share_a_bin_and_missing_ones_have_their_own()
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 5000).Select(row => row % 50 == 0 ? double.NaN : Math.Round(random.NextDouble(), 3)).ToArray();

        var bins = Bins.Numbers(values);

        values.Zip(bins.Of).GroupBy(pair => pair.First).ShouldAllBe(group => group.Select(pair => pair.Second).Distinct().Count() == 1);
        values.Zip(bins.Of).Where(pair => pair.Second == 0).ShouldAllBe(pair => double.IsNaN(pair.First));
        bins.Of.Max().ShouldBeLessThan(bins.Count);
        bins.Of.Distinct().Count().ShouldBeInRange(100, 201);
    }

    [Fact]
    public void Quick_trees_find_what_two_columns_say_only_together()
    {
        var random = new Random(6);
        byte[] one = [.. Enumerable.Range(0, 2000).Select(_ => (byte)random.Next(QuickTrees.Bins))], other = [.. Enumerable.Range(0, 2000).Select(_ => (byte)random.Next(QuickTrees.Bins))];
        var target = one.Zip(other, (a, b) => a > 15 && b > 10 ? 1.0 : 0.0).ToArray();
        var held = Enumerable.Range(0, 2000).Select(row => row % 3 == 0).ToArray();

        var predicted = QuickTrees.Predict([one, other], target, held, rounds: 60);

        Enumerable.Range(0, 2000).Where(row => held[row]).Average(row => Math.Pow(predicted[row] - target[row], 2)).ShouldBeLessThan(0.005);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Numbers_together_explain_a_class_on_few_rows(int seed)
    {
        var random = new Random(seed);
        double[][] numbers = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 700).Select(_ => Normal(random)).ToArray())];
        var labels = Enumerable.Range(0, 700).Select(row => numbers[0][row] + numbers[1][row] + 0.5 * numbers[2][row] + 0.5 * Normal(random) > 0 ? "1" : "0");
        var answer = Answer.Of(new Target("y", TargetKind.Class, ["0", "1"]), new Column("y", labels), [.. Enumerable.Range(0, 700)]);
        var folds = Enumerable.Range(0, 700).Select(row => row % Power.Folds).ToArray();
        var columns = numbers.Select((values, i) => Suspicion.Of(View($"x{i}", values), answer, folds));

        // By what the labels were made of it is 0.66.
        RestOfColumns.Of(columns, answer, folds).Skill.ShouldBeInRange(0.5, 0.7);
    }

    [Fact]
    public void Numbers_together_explain_what_they_add_up_to()
    {
        var random = new Random(3);
        double[][] numbers = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 1000).Select(row => row % 97 == 0 ? double.NaN : Normal(random)).ToArray())];
        var answer = Number([.. Enumerable.Range(0, 1000).Select(row => numbers.Sum(column => double.IsNaN(column[row]) ? 0 : column[row]))]);
        var folds = Enumerable.Range(0, 1000).Select(row => row % Power.Folds).ToArray();

        RestOfColumns.Of(numbers.Select((values, i) => Suspicion.Of(View($"x{i}", values), answer, folds)), answer, folds).Skill.ShouldBeGreaterThan(0.999);
    }

    [Fact]
    public void An_honest_estimate_is_not_taken_for_a_mean_of_its_own_rows()
    {
        var random = new Random(7);
        var groups = Enumerable.Range(0, 4000).Select(_ => random.Next(400)).ToArray();
        var level = Enumerable.Range(0, 400).Select(_ => random.NextDouble()).ToArray();
        var target = groups.Select(group => level[group] + random.NextDouble()).ToArray();
        var honest = groups.Select(group => level[group] + 0.5).ToArray();
        var means = groups.Zip(target).GroupBy(row => row.First).ToDictionary(group => group.Key, group => group.Average(row => row.Second));
        var leaking = groups.Select(group => means[group]).ToArray();
        var bins = new Bins(groups, 400);

        EncodingCheck.OwnMean(honest, target)!.Value.Ratio.ShouldBe(1, 0.3);
        EncodingCheck.OwnMean(leaking, target)!.Value.Ratio.ShouldBeLessThan(1e-6);
        EncodingCheck.KnownNoise(honest, target, bins)!.Value.ShouldBeLessThan(0.05);
        EncodingCheck.KnownNoise(leaking, target, bins)!.Value.ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void A_column_of_the_same_moment_gains_nothing_by_later_rows()
    {
        var random = new Random(8);
        var series = new double[3000];
        for (var i = 1; i < series.Length; i++)
            series[i] = 0.97 * series[i - 1] + random.NextDouble() - 0.5;

        LeadFit.Of([.. series.Select(value => 2 * value + 3 + 0.1 * random.NextDouble())], series)!.IsLeak.ShouldBeFalse();
        LeadFit.Of([.. series[1..], 0], series)!.ShouldSatisfyAllConditions(fit => fit.IsLeak.ShouldBeTrue(), fit => fit.Strongest.ShouldBe(1));
        LeadFit.Of([0, .. series[..^1]], series)!.IsLeak.ShouldBeFalse();
    }

    private static ColumnView View(string name, double[] values) => new(name, ColumnView.Whole, AlarmKind.NearPerfectColumn, Bins.Numbers(values)) { Numbers = values };

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double ByDefinition(int[] bins, int[] folds, double[] values)
    {
        var mean = values.Average();
        double errors = 0;
        for (var row = 0; row < values.Length; row++)
        {
            var others = Enumerable.Range(0, values.Length).Where(other => folds[other] != folds[row]).ToArray();
            var same = others.Where(other => bins[other] == bins[row]).ToArray();
            var predicted = (same.Sum(other => values[other]) + 0.5 * others.Average(other => values[other])) / (same.Length + 0.5);
            errors += Math.Pow(values[row] - predicted, 2);
        }

        return 1 - errors / values.Sum(value => Math.Pow(value - mean, 2));
    }

    private static Answer Number(double[] values)
    {
        var column = new ColumnBuilder("y");
        foreach (var value in values)
            column.Add(value);
        return Answer.Of(new Target("y", TargetKind.Number, []), column.Build(), [.. Enumerable.Range(0, values.Length)]);
    }
}
