using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Vault;

/// <summary>
/// What more training rows are worth: what is lost to the best possible score falls as a power of their number (Hestness et al. 2017), whose exponent
/// is measured by fitting the same program on half the rows of every fold.
/// </summary>
public static class LearningCurve
{
    /// <summary>The score that is added when a program sees every labelled row instead of a fold's; 0 where the metric has no best score.</summary>
    /// <param name="half">A program's score when it learns from half of the rows.</param>
    /// <param name="full">Its score when it learns from all of them, on the same folds.</param>
    /// <param name="score">The score that is moved.</param>
    /// <param name="rows">How many times more rows the final fit sees than a fold's.</param>
    public static double Gain(MetricDefinition metric, double half, double full, double score, double rows)
    {
        var best = metric.Direction == Direction.Maximize ? metric.High : metric.Low;
        var (before, after, lost) = (Math.Abs(best - half), Math.Abs(best - full), Math.Abs(best - score));
        if (!double.IsFinite(best) || !(after > 0) || !(before > after) || !(rows > 1))
            return 0;
        var exponent = Math.Min(1, Math.Log(before / after) / Math.Log(2));
        return (metric.Direction == Direction.Maximize ? 1 : -1) * lost * (1 - Math.Pow(rows, -exponent));
    }

    /// <summary>How many times more rows a fit on all labelled rows sees than the folds' fits do on average.</summary>
    public static double MoreRows(TaskData data)
    {
        var plan = data.Folds;
        var seen = Enumerable.Range(0, plan.Folds).Average(fold => (double)Enumerable.Range(0, data.Train.RowCount).Count(row => plan.Trains(row, fold)));
        return (data.Train.RowCount + data.Vault.Count) / Math.Max(1, seen);
    }
}
