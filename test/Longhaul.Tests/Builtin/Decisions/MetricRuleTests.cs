using Longhaul.Builtin.Decisions;
using Longhaul.Evaluation.Metrics;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Trainer;
using Longhaul.Trainer.Training;

namespace Longhaul.Tests.Builtin.Decisions;

/// <summary>Every rule that follows the metric is worth having: on rows it has not seen it beats doing without it.</summary>
public sealed class MetricRuleTests
{
    private const int Rows = 4000;

    [Theory]
    [InlineData("f1", 0.02)]
    [InlineData("mcc", 0.01)]
    [InlineData("kappa", 0.01)]
    [InlineData("balanced_accuracy", 0.1)]
    public void A_threshold_on_rare_positives_beats_one_half(string metric, double by)
    {
        var (seen, fresh) = (Rare(seed: 1), Rare(seed: 2));
        Gain(metric, new Target("y", TargetKind.Class, ["0", "1"]), seen, fresh).ShouldBeGreaterThan(by);
    }

    [Theory]
    [InlineData("balanced_accuracy", 0.1)]
    [InlineData("macro_f1", 0.02)]
    public void Class_weights_under_imbalance_beat_the_likeliest_class(string metric, double by)
    {
        var (seen, fresh) = (Uneven(seed: 3), Uneven(seed: 4));
        Gain(metric, new Target("y", TargetKind.Class, ["a", "b", "c"]), seen, fresh).ShouldBeGreaterThan(by);
    }

    [Fact]
    public void Accuracy_gains_where_probabilities_are_off_and_loses_nothing_where_they_are_right()
    {
        var target = new Target("y", TargetKind.Class, ["0", "1"]);
        var (seen, fresh) = (Rare(seed: 5), Rare(seed: 6));
        static (double[][], double[]) TooLow((double[][] Outputs, double[] Truth) rows) => ([Array.ConvertAll(rows.Outputs[0], p => p / 2)], rows.Truth);

        Gain("accuracy", target, TooLow(seen), TooLow(fresh)).ShouldBeGreaterThan(0.005);
        Gain("accuracy", target, seen, fresh).ShouldBeGreaterThan(-0.003);
    }

    [Fact]
    public void Ordered_cut_points_beat_rounding_for_the_quadratic_kappa()
    {
        var (seen, fresh) = (Graded(seed: 7), Graded(seed: 8));
        Gain("qwk", new Target("y", TargetKind.Number, ["1", "2", "3", "4", "5"]), seen, fresh).ShouldBeGreaterThan(0.03);
    }

    [Fact]
    public void The_positive_class_is_found_by_its_value()
    {
        var metric = MetricCatalog.Resolve(MetricNames.Usual("f1") with { Options = new Dictionary<string, string> { ["positive"] = "1" } });
        var fitter = new LabelRuleFitter(metric, new Target("y", TargetKind.Class, ["0.0", "1.0", "2.0"]));

        fitter.Score([0, 1, 1, 2], [0, 1, 1, 0]).ShouldBe(1);
    }

    [Fact]
    public void Medians_beat_means_for_the_absolute_error()
    {
        var (x, y) = Skewed(seed: 9);
        double Error(string objective) => HeldOutError(x, y, "mae", $"{{kind: lightgbm, params: {{objective: {objective}, rounds: 60}}}}", "none", (truth, value) => Math.Abs(truth - value));

        Error("regression_l1").ShouldBeLessThan(0.93 * Error("regression"));
    }

    [Fact]
    public void The_logarithm_of_the_target_beats_the_target_for_the_logarithmic_error()
    {
        var (x, y) = Skewed(seed: 10);
        double Error(string transform) => HeldOutError(x, y, "rmsle", "{kind: lightgbm, params: {rounds: 60}}", transform, (truth, value) => Math.Pow(Math.Log(1 + truth) - Math.Log(1 + Math.Max(0, value)), 2));

        Error("log1p").ShouldBeLessThan(0.9 * Error("none"));
    }

    private static double Gain(string metric, Target target, (double[][] Outputs, double[] Truth) seen, (double[][] Outputs, double[] Truth) fresh)
    {
        var fitter = new LabelRuleFitter(MetricCatalog.Resolve(metric), target);
        double Score(LabelRule rule) => fitter.Score(rule.Decide(fresh.Outputs), fresh.Truth);
        return Score(fitter.Fit(seen.Outputs, seen.Truth)) - Score(fitter.Plain);
    }

    /// <summary>Honest probabilities of something rare.</summary>
    private static (double[][] Outputs, double[] Truth) Rare(int seed)
    {
        var random = new Random(seed);
        double[] p = [.. Enumerable.Range(0, Rows).Select(_ => 0.7 * Math.Pow(random.NextDouble(), 6))];
        return ([p], Array.ConvertAll(p, chance => random.NextDouble() < chance ? 1.0 : 0));
    }

    /// <summary>Honest probabilities of three classes with shares of about 0.8, 0.15 and 0.05.</summary>
    private static (double[][] Outputs, double[] Truth) Uneven(int seed)
    {
        var random = new Random(seed);
        double[][] outputs = [new double[Rows], new double[Rows], new double[Rows]];
        var truth = new double[Rows];
        for (var row = 0; row < Rows; row++)
        {
            double[] weights = [0.8 * random.NextDouble(), 0.15 * 2 * random.NextDouble(), 0.05 * 4 * Math.Pow(random.NextDouble(), 3)];
            for (var k = 0; k < 3; k++)
                outputs[k][row] = weights[k] / weights.Sum();
            var draw = random.NextDouble();
            truth[row] = draw < outputs[0][row] ? 0 : draw < outputs[0][row] + outputs[1][row] ? 1 : 2;
        }

        return (outputs, truth);
    }

    /// <summary>Grades of 1 to 5, and predictions drawn toward their mean, as those that minimise squares are.</summary>
    private static (double[][] Outputs, double[] Truth) Graded(int seed)
    {
        var random = new Random(seed);
        double[] latent = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() + random.NextDouble() + random.NextDouble())];
        double[] truth = Array.ConvertAll(latent, value => (double)Math.Clamp((int)(value / 3 * 5), 0, 4));
        return ([Array.ConvertAll(latent, value => 3 + (((value / 3 * 5) - 2.5) * 0.4) + ((random.NextDouble() - 0.5) * 0.3))], truth);
    }

    /// <summary>A number and what follows from it, with a long tail upward.</summary>
    private static (double[] X, double[] Y) Skewed(int seed)
    {
        var random = new Random(seed);
        double[] x = [.. Enumerable.Range(0, 1200).Select(_ => random.NextDouble())];
        return (x, Array.ConvertAll(x, value => Math.Exp((2 * value) - (1.2 * Math.Log(1e-6 + random.NextDouble())))));
    }

    private static double HeldOutError(double[] x, double[] y, string metric, string model, string transform, Func<double, double, double> error)
    {
        var pipeline = Pipeline.Parse($"columns: {{x: number}}\nfeatures: [{{step: numbers}}]\ntarget: {{transform: {transform}}}\nmodel: {model}");
        var data = new ViewBuilderForTests { Metric = metric }.Numbers("x", x).Target("y", y).Read(pipeline);
        var (predictions, _) = new CrossValidation(data, pipeline, threads: 1, TimeProvider.System, _ => { }).Run(limit: null);
        return predictions.Rows.Select((row, i) => error(y[row], predictions.HeldOut[0][i])).Average();
    }
}
