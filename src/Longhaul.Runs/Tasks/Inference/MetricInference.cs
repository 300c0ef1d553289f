namespace Longhaul.Runs.Tasks.Inference;

/// <summary>Chooses a metric where none is stated.</summary>
internal static class MetricInference
{
    /// <summary>The usual metric for a kind of problem, and why.</summary>
    public static (string Metric, string Why) Default(TargetShape shape) => shape.Kind switch
    {
        ProblemKind.Binary when shape.SampleHoldsLabels => ("accuracy", "two classes, and the sample submission holds labels"),
        ProblemKind.Binary => ("roc_auc", "two classes, and the sample submission holds probabilities"),
        ProblemKind.MultiClass => ("accuracy", "several classes, and the sample submission holds labels"),
        ProblemKind.ClassProbabilities => ("log_loss", "the sample submission holds a probability per class"),
        ProblemKind.MultiLabel => ("mean_roc_auc", "several columns of 0 and 1"),
        ProblemKind.Regression => ("rmse", "the target is a number"),
        _ => ("mcrmse", "several targets that are numbers"),
    };

    /// <summary>
    /// The first of the metrics named in a description that the problem can take, with its words; of numbers, the first metric of numbers where one is named
    /// ("the accuracy of your predictions is evaluated by RMSE"). Nulls where there is none.
    /// </summary>
    public static (string? Metric, string? Words) Choose(IEnumerable<(string Metric, string Words)> named, TargetShape shape)
    {
        (string? Metric, string? Words)[] fitting = [.. named.Select(one => (Fitted(one.Metric, shape), one.Words)).Where(one => one.Item1 is not null)];
        return Array.Find(fitting, one => shape.Kind is not (ProblemKind.Regression or ProblemKind.SeveralNumbers) || one.Metric == "qwk" || MetricNames.All[one.Metric!].Kind == PredictionKind.Numbers) is { Metric: not null } fit
            ? fit
            : fitting.FirstOrDefault();
    }

    /// <summary>
    /// A metric named in a description, put into the form the problem needs: the curve's area over one column, over several labels or over a
    /// column per class; a root mean squared error of several targets. Null where it can't be meant.
    /// </summary>
    public static string? Fitted(string metric, TargetShape shape) => (metric, shape.Kind) switch
    {
        ("roc_auc", ProblemKind.MultiLabel) => "mean_roc_auc",
        ("roc_auc" or "mean_roc_auc", ProblemKind.ClassProbabilities) => "roc_auc_ovr",
        ("mean_roc_auc", ProblemKind.Binary) => "roc_auc",
        ("rmse", ProblemKind.SeveralNumbers) => "mcrmse",
        ("rmsle", ProblemKind.SeveralNumbers) => "mcrmsle",
        ("mcrmse", ProblemKind.Regression) => "rmse",
        ("mcrmsle", ProblemKind.Regression) => "rmsle",
        ("roc_auc" or "mean_roc_auc", ProblemKind.Regression or ProblemKind.SeveralNumbers) => null,
        _ => metric,
    };

    /// <summary>The metrics that a person may choose from, likely ones first.</summary>
    public static IReadOnlyList<string> Options(TargetShape shape)
    {
        var wanted = shape.Kind switch
        {
            ProblemKind.Regression or ProblemKind.SeveralNumbers => PredictionKind.Numbers,
            ProblemKind.MultiClass => PredictionKind.Labels,
            ProblemKind.Binary when shape.SampleHoldsLabels => PredictionKind.Labels,
            _ => PredictionKind.Probabilities,
        };
        return [.. MetricNames.All.Keys.OrderBy(name => MetricNames.All[name].Kind == wanted ? 0 : 1)];
    }
}
