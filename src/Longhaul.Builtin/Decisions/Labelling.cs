using Longhaul.Evaluation.Metrics;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Decisions;

/// <summary>Labels for one target: the plain rule, or a fitted one where it pays across folds.</summary>
internal static class Labelling
{
    /// <summary>For these metrics the likelier class is the best answer that probabilities can give.</summary>
    private static readonly string[] NeedNothing = ["accuracy", "micro_f1"];

    /// <summary>Decides held-out rows with rules fitted on other folds; the rule for any other row is fitted on all of them.</summary>
    public static (int[] HeldOut, LabelRule Rule) Decide(Metric metric, Target target, double[] truth, double[][] heldOut, IReadOnlyList<int> folds)
    {
        var fitter = new LabelRuleFitter(metric, target);
        var plain = fitter.Plain.Decide(heldOut);
        if (!NeedNothing.Contains(metric.Id) || target.Classes.Count == 2)
        {
            var parts = CrossFit.Of(folds);
            var fitted = parts.Run(heldOut, truth, fitter.Fit, (rule, outputs) => rule.Decide(outputs));
            if (Pays(fitter, metric, parts, truth, plain, fitted))
                return (fitted, fitter.Fit(heldOut, truth));
        }

        return (plain, fitter.Plain);
    }

    /// <summary>Whether the gain over the plain rule, part by part, exceeds its own standard error.</summary>
    private static bool Pays(LabelRuleFitter fitter, Metric metric, CrossFit parts, double[] truth, int[] plain, int[] fitted)
    {
        var sign = metric.Direction == Direction.Maximize ? 1 : -1;
        double[] gains =
        [
            .. Enumerable.Range(0, parts.Count).Select(parts.Inside)
                .Select(rows => (truth: CrossFit.Take(truth, rows), plain: Array.ConvertAll(rows, row => plain[row]), fitted: Array.ConvertAll(rows, row => fitted[row])))
                .Select(part => sign * (fitter.Score(part.fitted, part.truth) - fitter.Score(part.plain, part.truth)))
                .Where(double.IsFinite),
        ];
        if (gains.Length < 2)
            return false;
        var mean = gains.Average();
        var deviation = Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1));
        return mean > deviation / Math.Sqrt(gains.Length);
    }
}
