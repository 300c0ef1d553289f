using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Submissions;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Decisions;

/// <summary>
/// Finds the rule that makes the best labels of out-of-fold predictions, by the task's metric. Deterministic; looks at no more than
/// <see cref="CellsAtMost"/> probabilities, of rows evenly spread.
/// </summary>
internal sealed class LabelRuleFitter(Metric metric, Target target)
{
    private const int CellsAtMost = 100_000;
    private const int Passes = 2;
    private const int Bags = 5;
    private const int RowsForBags = 200;
    private static readonly double[] Factors = [0.4, 0.6, 0.75, 0.87, 0.94, 1.06, 1.15, 1.33, 1.67, 2.5];

    /// <summary>The rule without anything fitted: the likelier class, the nearest ordinal value.</summary>
    public LabelRule Plain => IsOrdinal ? new LabelRule.CutPoints(Midpoints()) : Binary ? new LabelRule.Threshold(0.5) : new LabelRule.Heaviest(null);

    private bool IsOrdinal => target.Kind == TargetKind.Number;

    private bool Binary => target.Classes.Count == 2;

    /// <summary>The metric of a rule's labels.</summary>
    public double Score(int[] labels, double[] truth)
    {
        var input = new MetricInput.Labels(Array.ConvertAll(truth, label => (int)label), labels, target.Classes.Count);
        var positive = metric.Options.All.GetValueOrDefault("positive", "");
        return metric.Compute(positive.Length == 0 ? input : input with { Positive = PlaceOf(positive) });
    }

    // Labels compare by value where they are numbers: 1 is 1.0.
    private int PlaceOf(string label)
    {
        var labels = LabelSet.Of(target.Classes);
        return Array.IndexOf(labels.Codes(target.Classes), labels.Code(label));
    }

    /// <summary>The rule with the best metric on these rows.</summary>
    public LabelRule Fit(double[][] outputs, double[] truth)
    {
        var most = Math.Max(2000, CellsAtMost / outputs.Length);
        if (truth.Length > most)
        {
            var rows = Profile.RowSample.Of(truth.Length, most);
            (outputs, truth) = (CrossFit.Take(outputs, rows), CrossFit.Take(truth, rows));
        }

        return IsOrdinal ? FitCuts(outputs, truth) : Binary ? FitThreshold(outputs, truth) : FitWeights(outputs, truth);
    }

    private LabelRule FitThreshold(double[][] outputs, double[] truth)
    {
        var sorted = (double[])outputs[0].Clone();
        Array.Sort(sorted);
        IEnumerable<LabelRule> candidates = Enumerable.Range(1, 199)
            .Select(i => (long)i * (sorted.Length - 1) / 200)
            .Select(at => new LabelRule.Threshold(Between(sorted, (int)at + 1)));
        return Best(candidates.Prepend(Plain), outputs, truth);
    }

    /// <summary>Coordinate search over class weights, from 1 and from weights against the classes' shares.</summary>
    private LabelRule.Heaviest FitWeights(double[][] outputs, double[] truth)
    {
        var shares = new double[target.Classes.Count];
        foreach (var label in truth)
            shares[(int)label] += 1.0 / truth.Length;
        double[][] starts = [.. new[] { 0, 0.5, 1 }.Select(power => Array.ConvertAll(shares, share => Math.Pow(Math.Max(share, 1e-6), -power)))];
        var best = (LabelRule.Heaviest)Best(starts.Select(weights => new LabelRule.Heaviest(weights)), outputs, truth);
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var k = 0; k < shares.Length; k++)
            {
                var (weights, changed) = (best.Weights!, k);
                var moved = Factors.Select(factor => new LabelRule.Heaviest([.. weights.Select((weight, i) => i == changed ? weight * factor : weight)]));
                best = (LabelRule.Heaviest)Best(moved.Prepend(best), outputs, truth);
            }
        }

        return best;
    }

    /// <summary>
    /// Cut points averaged over searches on all but a fifth of the rows each (bagging, Breiman 1996): the metric jumps with single rows of rare labels,
    /// and one search follows the jumps.
    /// </summary>
    private LabelRule.CutPoints FitCuts(double[][] outputs, double[] truth)
    {
        if (truth.Length < RowsForBags)
            return SearchCuts(outputs, truth);
        double[][] cuts =
        [
            .. Enumerable.Range(0, Bags).Select(bag => Enumerable.Range(0, truth.Length).Where(row => row % Bags != bag).ToArray())
                .Select(rows => SearchCuts(CrossFit.Take(outputs, rows), CrossFit.Take(truth, rows)).Cuts),
        ];
        return new LabelRule.CutPoints([.. cuts[0].Select((_, k) => cuts.Average(found => found[k]))]);
    }

    /// <summary>Coordinate search over cut points, from the middle between values and from the truth's shares.</summary>
    private LabelRule.CutPoints SearchCuts(double[][] outputs, double[] truth)
    {
        var sorted = (double[])outputs[0].Clone();
        Array.Sort(sorted);
        var best = (LabelRule.CutPoints)Best([Plain, new LabelRule.CutPoints(BySharesOf(truth, sorted))], outputs, truth);
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var k = 0; k < best.Cuts.Length; k++)
            {
                var (cuts, changed) = (best.Cuts, k);
                double low = k == 0 ? sorted[0] : cuts[k - 1], high = k == cuts.Length - 1 ? sorted[^1] : cuts[k + 1];
                var moved = Enumerable.Range(1, 24).Select(i => low + ((high - low) * i / 25))
                    .Select(cut => new LabelRule.CutPoints([.. cuts.Select((known, i) => i == changed ? cut : known)]));
                best = (LabelRule.CutPoints)Best(moved.Prepend(best), outputs, truth);
            }
        }

        return best;
    }

    private double[] Midpoints()
    {
        double[] values = [.. target.Classes.Select(label => double.Parse(label, System.Globalization.CultureInfo.InvariantCulture))];
        return [.. values.Skip(1).Select((value, i) => (value + values[i]) / 2)];
    }

    /// <summary>Cuts that give each label as many rows as it has in truth.</summary>
    private double[] BySharesOf(double[] truth, double[] sorted)
    {
        var counts = new int[target.Classes.Count];
        foreach (var label in truth)
            counts[(int)label]++;
        var below = 0;
        return [.. counts.SkipLast(1).Select(count => Between(sorted, below += count))];
    }

    private static double Between(double[] sorted, int at) => (sorted[Math.Clamp(at - 1, 0, sorted.Length - 1)] + sorted[Math.Min(at, sorted.Length - 1)]) / 2;

    /// <summary>The first rule with the best metric.</summary>
    private LabelRule Best(IEnumerable<LabelRule> rules, double[][] outputs, double[] truth)
    {
        LabelRule? best = null;
        var score = double.NaN;
        foreach (var rule in rules)
        {
            var value = Score(rule.Decide(outputs), truth);
            if (best is not null && !metric.IsBetter(value, score))
                continue;
            (best, score) = (rule, value);
        }

        return best!;
    }
}
