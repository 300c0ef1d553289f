using Longhaul.Evaluation.Metrics;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Ensembles;

/// <summary>
/// Where predictions are averaged, and what makes an average good: coordinates per row that blend linearly, and a loss of blended coordinates
/// that is quick enough to be asked thousands of times.
/// </summary>
internal abstract class BlendSpace
{
    /// <summary>The space for a target and a metric.</summary>
    public static BlendSpace For(Metric metric, Target target) => (metric.Id, target.Kind) switch
    {
        ("rmsle" or "mcrmsle", TargetKind.Number) => new SquaredError(logarithmic: true),
        ("mse" or "rmse" or "mcrmse" or "r2" or "pearson" or "spearman" or "qwk", TargetKind.Number) => new SquaredError(logarithmic: false),
        (_, TargetKind.Number) => new OwnError(metric),
        ("roc_auc" or "mean_roc_auc" or "roc_auc_ovr", _) => new RankedProbabilities(),
        ("accuracy" or "micro_f1", _) => new WrongLabels(),
        _ => new TrueClass(),
    };

    /// <summary>Averages are taken of ln(1 + value) instead of the values.</summary>
    public virtual bool Logarithmic => false;

    /// <summary>[coordinate][row] of a target's outputs; binary targets have the second class's probability as their only output.</summary>
    public abstract double[][] Coordinates(double[][] outputs, double[] truth);

    /// <summary>What is minimised.</summary>
    public abstract double Loss(double[][] blend, double[] truth);

    /// <summary>Log loss, which sees nothing but the probability of the true class. Also for labels that get thresholds later.</summary>
    private sealed class TrueClass : BlendSpace
    {
        public override double[][] Coordinates(double[][] outputs, double[] truth) => [OfTrueClass(outputs, truth)];

        public override double Loss(double[][] blend, double[] truth)
        {
            var loss = 0.0;
            foreach (var p in blend[0])
                loss -= Math.Log(Math.Max(p, 1e-9));
            return loss / truth.Length;
        }
    }

    /// <summary>The share of wrong labels, with a fifth of the Brier-like error of the true class so that near misses count.</summary>
    private sealed class WrongLabels : BlendSpace
    {
        private const double Share = 0.2;

        public override double[][] Coordinates(double[][] outputs, double[] truth) =>
            outputs.Length > 1 ? outputs : [Array.ConvertAll(outputs[0], p => 1 - p), outputs[0]];

        public override double Loss(double[][] blend, double[] truth)
        {
            var highest = (double[])blend[0].Clone();
            foreach (var coordinate in blend.AsSpan(1))
            {
                for (var row = 0; row < highest.Length; row++)
                    highest[row] = Math.Max(highest[row], coordinate[row]);
            }

            var loss = 0.0;
            for (var row = 0; row < truth.Length; row++)
            {
                var p = blend[(int)truth[row]][row];
                loss += (p < highest[row] ? 1 : 0) + (Share * (1 - p) * (1 - p));
            }

            return loss / truth.Length;
        }
    }

    /// <summary>1 − area under the ROC curve, from histograms of the probabilities (4,096 bins, ties count half), the mean over classes.</summary>
    private sealed class RankedProbabilities : BlendSpace
    {
        private const int Bins = 4096;

        public override double[][] Coordinates(double[][] outputs, double[] truth) => outputs;

        public override double Loss(double[][] blend, double[] truth) =>
            blend.Select((coordinate, k) => 1 - Area(coordinate, truth, blend.Length == 1 ? 1 : k)).Average();

        private static double Area(double[] scores, double[] truth, int positive)
        {
            Span<int> hits = stackalloc int[Bins], misses = stackalloc int[Bins];
            hits.Clear();
            misses.Clear();
            for (var row = 0; row < truth.Length; row++)
            {
                var bin = (int)Math.Clamp(scores[row] * Bins, 0, Bins - 1);
                if (truth[row] == positive)
                    hits[bin]++;
                else
                    misses[bin]++;
            }

            double below = 0, area = 0, positives = 0;
            for (var bin = 0; bin < Bins; bin++)
            {
                area += hits[bin] * (below + (misses[bin] / 2.0));
                below += misses[bin];
                positives += hits[bin];
            }

            return positives == 0 || below == 0 ? 0.5 : area / (positives * below);
        }
    }

    private sealed class SquaredError(bool logarithmic) : BlendSpace
    {
        public override bool Logarithmic => logarithmic;

        public override double[][] Coordinates(double[][] outputs, double[] truth) => logarithmic ? [Array.ConvertAll(outputs[0], Log)] : outputs;

        public override double Loss(double[][] blend, double[] truth)
        {
            var loss = 0.0;
            for (var row = 0; row < truth.Length; row++)
            {
                var error = blend[0][row] - (logarithmic ? Log(truth[row]) : truth[row]);
                loss += error * error;
            }

            return loss / truth.Length;
        }
    }

    /// <summary>Any other error of numbers: the metric itself.</summary>
    private sealed class OwnError(Metric metric) : BlendSpace
    {
        public override double[][] Coordinates(double[][] outputs, double[] truth) => outputs;

        public override double Loss(double[][] blend, double[] truth)
        {
            var value = metric.Compute(new MetricInput.Values([truth], [blend[0]]));
            return metric.Direction == Direction.Maximize ? -value : value;
        }
    }

    /// <summary>ln(1 + value), for values from 0 on.</summary>
    public static double Log(double value) => Pipelines.Decisions.TargetBlend.Log(value);

    private static double[] OfTrueClass(double[][] outputs, double[] truth)
    {
        var p = new double[truth.Length];
        for (var row = 0; row < p.Length; row++)
            p[row] = outputs.Length > 1 ? outputs[(int)truth[row]][row] : truth[row] == 1 ? outputs[0][row] : 1 - outputs[0][row];
        return p;
    }
}
