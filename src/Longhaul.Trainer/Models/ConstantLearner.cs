using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models;

/// <summary>Predicts the same for every row: shares of the classes, or the mean, median or log-mean of the numbers.</summary>
public sealed class ConstantLearner(ConstantValue value) : ILearner
{
    /// <summary>The constant that a metric is best at: the median for absolute errors, the mean of logs for logarithmic ones, else the mean.</summary>
    public static ConstantValue Choose(string option, MetricSpec metric, TargetTransform transform) => (option, metric.Name) switch
    {
        ("median", _) or ("auto", "mae" or "median_ae" or "mape" or "smape") => ConstantValue.Median,
        ("log_mean", _) or ("auto", "rmsle" or "mcrmsle") when transform == TargetTransform.None => ConstantValue.LogMean,
        _ => ConstantValue.Mean,
    };

    public IFittedModel Fit(TrainingSet set, Tuning? tuning) => new Fitted(set.Classes > 0 ? Shares(set) : [Number(set.Labels)]);

    /// <summary>The model that was saved.</summary>
    /// <exception cref="PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from) => new Fitted(from.Numbers("outputs"));

    private static double[] Shares(TrainingSet set)
    {
        var counts = new double[set.Classes];
        foreach (var label in set.Labels)
            counts[(int)label]++;
        var shares = Array.ConvertAll(counts, count => count / set.Labels.Length);
        return set.Classes == 2 ? [shares[1]] : shares;
    }

    private double Number(double[] labels) => value switch
    {
        ConstantValue.Median => Median(labels),
        ConstantValue.LogMean => Math.Exp(labels.Average(label => Math.Log(1 + Math.Max(0, label)))) - 1,
        _ => labels.Average(),
    };

    private static double Median(double[] labels)
    {
        double[] sorted = [.. labels.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private sealed record Fitted(double[] Outputs) : IFittedModel
    {
        public void Save(StateWriter to) => to.Set("outputs", Outputs);

        public double[][] Predict(FeatureMatrix matrix) => [.. Outputs.Select(output => Enumerable.Repeat(output, matrix.Rows).ToArray())];
    }
}

/// <summary>Which constant stands for numbers.</summary>
public enum ConstantValue
{
    Mean,
    Median,

    /// <summary>exp(mean of ln(1 + y)) − 1.</summary>
    LogMean,
}
